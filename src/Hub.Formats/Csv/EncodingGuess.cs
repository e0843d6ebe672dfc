using System.Buffers;
using System.Text;

namespace Hub.Formats.Csv;

/// <summary>What the first bytes say about the encoding.</summary>
/// <param name="Name">Web name.</param>
/// <param name="MarkBytes">Length of the byte order mark, 0 without one.</param>
internal sealed record EncodingGuess(string Name, int MarkBytes)
{
    public const string Utf8 = "utf-8";
    public const string Utf16 = "utf-16";
    public const string Utf16BigEndian = "utf-16BE";
    public const string Windows1252 = "windows-1252";

    public bool IsUtf16 => Name is Utf16 or Utf16BigEndian;

    /// <summary>UTF-16 by its mark or its zero bytes; UTF-8 otherwise, until a byte says no; null for what is no text.</summary>
    public static EncodingGuess? Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("%PDF"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return null;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return new(Utf8, 3);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return new(Utf16, 2);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return new(Utf16BigEndian, 2);
        return OfZeros(head[..Math.Min(head.Length, 4096)]);
    }

    static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(1, 8).Concat(Enumerable.Range(14, 18)).Select(c => (byte)c)]);

    // Delimiters, digits and line ends have a zero byte in UTF-16 whatever the script, and always on the same side.
    static EncodingGuess? OfZeros(ReadOnlySpan<byte> head)
    {
        int even = 0, odd = 0;
        for (int at = 0; at < head.Length; at++)
        {
            if (head[at] != 0) continue;
            if (at % 2 == 0) even++;
            else odd++;
        }

        if (even + odd == 0) return new(Utf8, 0);
        int enough = Math.Max(1, head.Length / 20);
        if (even == 0 && odd >= enough) return new(Utf16, 0);
        if (odd == 0 && even >= enough) return new(Utf16BigEndian, 0);
        // A few zero bytes among text are damage, which costs their rows; other control characters make it no text at all.
        return even + odd < enough && !head.ContainsAny(Controls) ? new(Utf8, 0) : null;
    }

    public static Encoding EncodingOf(string name) => name switch
    {
        Utf8 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        _ => Encoding.GetEncoding(name),
    };
}
