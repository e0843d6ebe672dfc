using System.Globalization;
using System.Text;
using System.Xml;

namespace Hub.Formats.Xlsx;

/// <summary>Texts of a workbook: runs joined, escapes of control characters resolved (ECMA-376, 22.9.2.19: <c>_x000D_</c>).</summary>
internal static class XlsxText
{
    /// <summary>Characters kept of a text: one more than a cell can hold, so that longer ones are noticed.</summary>
    public const int MaxLength = 32_768;

    /// <summary>Reads the text of the element the reader is at, up to its end: all of its <c>t</c>, without phonetic readings.</summary>
    public static int Read(XmlReader xml, Span<char> text)
    {
        int depth = xml.Depth, length = 0;
        if (xml.IsEmptyElement) return 0;
        bool escaped = false;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh", IsEmptyElement: false }) SkipElement(xml);
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "t", IsEmptyElement: false }) escaped |= ReadValue(xml, text, ref length);
        }

        return escaped ? Resolve(text[..length]) : length;
    }

    /// <summary>Reads the characters of the element the reader is at, up to its end. True when there may be an escape in them.</summary>
    public static bool ReadValue(XmlReader xml, Span<char> text, ref int length)
    {
        int from = length, depth = xml.Depth;
        char[] buffer = s_buffer ??= new char[4096];
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)) continue;
            for (int read; (read = xml.ReadValueChunk(buffer, 0, buffer.Length)) > 0;)
            {
                ReadOnlySpan<char> kept = buffer.AsSpan(0, Math.Min(read, text.Length - length));
                kept.CopyTo(text[length..]);
                length += kept.Length;
            }
        }

        return text[from..length].Contains("_x", StringComparison.Ordinal);
    }

    [ThreadStatic]
    static char[]? s_buffer;

    static void SkipElement(XmlReader xml)
    {
        int depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // phonetic readings are not part of the text
        }
    }

    static int Resolve(Span<char> text)
    {
        int to = 0;
        for (int at = 0; at < text.Length; at++)
        {
            bool escape = text[at] == '_' && at + 7 <= text.Length && text[at + 1] == 'x' && text[at + 6] == '_' && ushort.TryParse(text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code) && !char.IsSurrogate((char)code);
            if (escape)
            {
                text[to++] = (char)ushort.Parse(text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                at += 6;
            }
            else
            {
                text[to++] = text[at];
            }
        }

        return to;
    }

    /// <summary>The text with what XML cannot hold escaped.</summary>
    public static string Escape(ReadOnlySpan<char> text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            bool pair = at + 1 < text.Length && char.IsSurrogatePair(c, text[at + 1]);
            if (pair) escaped.Append(c).Append(text[++at]);
            else if (!XmlConvert.IsXmlChar(c) || c == '\r') escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            else escaped.Append(c);
        }

        return escaped.ToString();
    }
}
