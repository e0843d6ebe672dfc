using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Esco;

/// <summary>
/// Which skills there are and which of them are obsolete: what judging asks. 29 bytes a skill, whatever the languages; the labels
/// stay where they are stored and are read skill by skill.
/// </summary>
public sealed class EscoSkills
{
    /// <summary>Bytes of an entry of the index: key, status, place and length of the line.</summary>
    const int EntryBytes = 16 + 1 + 8 + 4;

    readonly UInt128[] _keys;
    readonly Entry[] _entries;

    EscoSkills(string version, UInt128[] keys, Entry[] entries) => (Version, _keys, _entries) = (version, keys, entries);

    /// <summary>SHA-256 of the set, hexadecimal.</summary>
    public string Version { get; }

    public int Count => _keys.Length;

    /// <summary>Null when ESCO has no such skill.</summary>
    /// <param name="uri">URI of a skill, in the form the hub stores.</param>
    public EscoStatus? StatusOf(string uri) => Find(uri) is { } entry ? entry.Status : null;

    internal (long Offset, int Length)? PlaceOf(string uri) => Find(uri) is { } entry ? (entry.Offset, entry.Length) : null;

    Entry? Find(string uri)
    {
        if (!uri.StartsWith(EscoSkill.UriPrefix, StringComparison.Ordinal)) return null;
        int at = Array.BinarySearch(_keys, KeyOf(uri.AsSpan(EscoSkill.UriPrefix.Length)));
        return at < 0 ? null : _entries[at];
    }

    /// <summary>First 16 bytes of the SHA-256 of the id in small letters: some systems write the URI's last part in capitals.</summary>
    static UInt128 KeyOf(ReadOnlySpan<char> id)
    {
        Span<char> lower = stackalloc char[Math.Min(id.Length, 128)];
        Span<byte> utf8 = stackalloc byte[3 * 128], hash = stackalloc byte[SHA256.HashSizeInBytes];
        int length = id[..lower.Length].ToLowerInvariant(lower);
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(lower[..length], utf8)], hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    internal static EscoSkills Of(string version, IEnumerable<(string Id, EscoStatus Status, long Offset, int Length)> lines)
    {
        (UInt128 Key, Entry Entry)[] all = [.. lines.Select(l => (KeyOf(l.Id), new Entry(l.Status, l.Offset, l.Length))).OrderBy(l => l.Item1)];
        return new EscoSkills(version, Array.ConvertAll(all, a => a.Key), Array.ConvertAll(all, a => a.Entry));
    }

    internal byte[] Write()
    {
        using var bytes = new MemoryStream(Count * EntryBytes);
        using var writer = new BinaryWriter(bytes);
        for (int i = 0; i < Count; i++)
        {
            writer.Write((ulong)(_keys[i] >> 64));
            writer.Write((ulong)_keys[i]);
            writer.Write((byte)_entries[i].Status);
            writer.Write(_entries[i].Offset);
            writer.Write(_entries[i].Length);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    internal static EscoSkills Read(string version, byte[] index)
    {
        int count = index.Length / EntryBytes;
        var (keys, entries) = (new UInt128[count], new Entry[count]);
        using var reader = new BinaryReader(new MemoryStream(index));
        for (int i = 0; i < count; i++)
        {
            keys[i] = new UInt128(reader.ReadUInt64(), reader.ReadUInt64());
            entries[i] = new Entry((EscoStatus)reader.ReadByte(), reader.ReadInt64(), reader.ReadInt32());
        }

        return new EscoSkills(version, keys, entries);
    }

    readonly record struct Entry(EscoStatus Status, long Offset, int Length);
}
