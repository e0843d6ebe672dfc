using System.Security.Cryptography;
using System.Text;

namespace Hub.Records;

/// <summary>
/// Where a record lives. Partition: first byte of SHA-256 of the public id, so 256 of them for ever, however many records come.
/// Row: the public id with everything escaped that a storage key may not hold.
/// </summary>
public static class RecordKeys
{
    /// <summary>The row that every commit of a partition replaces: it carries the counter of the outbox.</summary>
    public const string Head = "!head";

    public const string OutboxPrefix = "!out~";

    public const int PartitionCount = 256;

    /// <summary>Two of them stand in no current row: a local id is never empty, and its own <c>~</c> are escaped.</summary>
    const string VersionMark = "~~v";

    static readonly string[] Partitions = [.. Enumerable.Range(0, PartitionCount).Select(i => i.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))];

    public static string Partition(int index) => Partitions[index];

    public static string PartitionOf(string id) => Partitions[PartitionIndexOf(id)];

    public static byte PartitionIndexOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HashOf(id, hash);
        return hash[0];
    }

    /// <summary>Index of the partition, from the first 16 bytes of the hash of the id.</summary>
    public static byte PartitionIndexOf(UInt128 key) => (byte)key;      // read little endian: the first byte is the lowest

    /// <summary>First 16 bytes of the hash of the id.</summary>
    /// <param name="hashes">To hash with, where there is one at hand.</param>
    public static UInt128 KeyOf(string id, SHA256? hashes = null)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HashOf(id, hash, hashes);
        return System.Runtime.InteropServices.MemoryMarshal.Read<UInt128>(hash);
    }

    /// <summary>SHA-256 of the public id; its first byte names the partition, its first 16 bytes stand for the key inside a submission.</summary>
    public static void HashOf(ReadOnlySpan<char> id, Span<byte> hash, SHA256? hashes = null)
    {
        Span<byte> utf8 = stackalloc byte[1024];
        int length = Encoding.UTF8.GetBytes(id, utf8);
        if (hashes is null) SHA256.HashData(utf8[..length], hash);
        else hashes.TryComputeHash(utf8[..length], hash, out _);
    }

    /// <summary>Row of the current version.</summary>
    public static string RowOf(string id)
    {
        int divider = id.IndexOf('~', StringComparison.Ordinal);
        return divider < 0 || !id.AsSpan(divider + 1).ContainsAnyExcept(Plain) ? id : string.Concat(id.AsSpan(0, divider + 1), Escape(id.AsSpan(divider + 1)));
    }

    /// <summary>Row of a superseded version; padded, so that a scan lists versions in order.</summary>
    public static string VersionRow(string row, int version) => $"{VersionPrefix(row)}{version:D8}";

    /// <summary>What the rows of all superseded versions of a record begin with.</summary>
    public static string VersionPrefix(string row) => row + VersionMark;

    /// <summary>Whether a row holds a superseded version.</summary>
    public static bool IsVersion(string row) => row.Contains(VersionMark, StringComparison.Ordinal);

    /// <summary>The row of the current version, of a row of any version.</summary>
    public static string CurrentRow(string row) => row.IndexOf(VersionMark, StringComparison.Ordinal) is >= 0 and var mark ? row[..mark] : row;

    /// <summary>The public id of a current row: what <see cref="RowOf"/> escaped, read back.</summary>
    public static string IdOf(string row)
    {
        if (!row.Contains('=', StringComparison.Ordinal)) return row;
        byte[] utf8 = new byte[row.Length];
        int length = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] == '=')
            {
                utf8[length++] = byte.Parse(row.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
                i += 2;
            }
            else
            {
                utf8[length++] = (byte)row[i];
            }
        }

        return Encoding.UTF8.GetString(utf8, 0, length);
    }

    public static string OutboxRow(long counter) => $"{OutboxPrefix}{counter:D12}";

    /// <summary>Letters, digits and <c>- _ . :</c> stay; every other byte of UTF-8 becomes <c>=XX</c>.</summary>
    public static string Escape(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExcept(Plain)) return text.ToString();
        var escaped = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && Plain.Contains((char)rune.Value))
            {
                escaped.Append((char)rune.Value);
                continue;
            }

            int length = rune.EncodeToUtf8(utf8);
            foreach (byte b in utf8[..length]) escaped.Append('=').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }

    /// <summary>Length of what <see cref="Escape"/> makes of the text.</summary>
    public static int EscapedLength(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExcept(Plain)) return text.Length;
        int length = 0;
        foreach (Rune rune in text.EnumerateRunes()) length += rune.IsAscii && Plain.Contains((char)rune.Value) ? 1 : 3 * rune.Utf8SequenceLength;
        return length;
    }

    static readonly System.Buffers.SearchValues<char> Plain =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");
}
