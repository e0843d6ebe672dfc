using System.Text;

namespace Hub.Formats.Xml;

/// <summary>Whether a body begins like XML.</summary>
internal static class XmlHead
{
    public static bool IsXml(ReadOnlySpan<byte> head)
    {
        Span<char> text = stackalloc char[64];
        int length = 0;
        if (head.StartsWith(Encoding.UTF8.Preamble)) head = head[3..];
        else if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) head = head[2..];
        foreach (byte one in head)
        {
            if (length == text.Length) break;
            if (one == 0 || (length == 0 && one is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) continue;      // UTF-16, space before the prolog
            text[length++] = (char)one;
        }

        text = text[..length];
        if (length < 2 || text[0] != '<' || !(char.IsAsciiLetter(text[1]) || text[1] is '?' or '!' or '_' or ':' || text[1] > '~')) return false;
        return !text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase);
    }
}
