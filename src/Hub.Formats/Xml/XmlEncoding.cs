using System.Text;
using Hub.Formats.Csv;

namespace Hub.Formats.Xml;

/// <summary>
/// In which encoding an XML body is: its byte order mark says, else its first bytes, else its declaration (XML 1.0, appendix F).
/// </summary>
/// <param name="Name">Web name.</param>
/// <param name="MarkBytes">Length of the byte order mark, 0 without one.</param>
/// <param name="IsAsDeclared">False where the declaration names an encoding that the bytes are not in.</param>
internal sealed record XmlEncoding(string Name, int MarkBytes, bool IsAsDeclared)
{
    static readonly string[] SingleByte = ["iso-8859-", "windows-125"];

    /// <summary>Null for an encoding that is not read.</summary>
    public static XmlEncoding? Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) return null;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return new(EncodingGuess.Utf16, 2, true);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return new(EncodingGuess.Utf16BigEndian, 2, true);
        if (head.StartsWith("<\0"u8)) return head.Length > 2 && head[2] == 0 ? null : new(EncodingGuess.Utf16, 0, true);
        if (head.StartsWith("\0<"u8)) return new(EncodingGuess.Utf16BigEndian, 0, true);
        int mark = head.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        return OfDeclaration(Declared(head[mark..]), mark);
    }

    static XmlEncoding? OfDeclaration(string? name, int mark)
    {
        if (name is null or "utf-8" or "us-ascii") return new(EncodingGuess.Utf8, mark, true);
        // Text that was put together in memory says utf-16 and is saved as UTF-8: its bytes are not UTF-16, or they would have shown.
        if (mark > 0 || name.StartsWith("utf-16", StringComparison.Ordinal)) return new(EncodingGuess.Utf8, mark, false);
        if (!Array.Exists(SingleByte, known => name.StartsWith(known, StringComparison.Ordinal))) return null;
        return Find(name) is { } encoding ? new(encoding.WebName, 0, true) : null;
    }

    /// <summary>The encoding that <c>&lt;?xml version="1.0" encoding="..."?&gt;</c> names, in lower case.</summary>
    static string? Declared(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf("?>"u8);
        if (end < 0 || !text.StartsWith("<?xml"u8)) return null;
        int at = text[..end].IndexOf("encoding"u8);
        if (at < 0) return null;
        ReadOnlySpan<byte> value = text[(at + "encoding".Length)..end].TrimStart(" \t\r\n="u8);
        if (value.IsEmpty || value[0] is not ((byte)'"' or (byte)'\'')) return null;
        int close = value[1..].IndexOf(value[0]);
        return close < 0 ? null : Encoding.ASCII.GetString(value.Slice(1, close)).ToLowerInvariant();
    }

    static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;        // the name of no encoding: the caller says so
        }
    }

    /// <summary>A decoder that stops at bytes that are not in the encoding.</summary>
    public Encoding ToStrict()
    {
        var strict = (Encoding)(Find(Name) ?? Encoding.UTF8).Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }
}
