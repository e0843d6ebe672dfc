using System.Security.Cryptography;
using System.Text;

namespace Hub.Audit;

/// <summary>
/// Texts of entries: printable ASCII without <c>"</c> and <c>\</c>, so that every JSON writer writes them in the same way and
/// anybody can hash an entry again.
/// </summary>
static class AuditText
{
    public const int MaxLength = 500;

    public static bool IsPlain(string text) => text.Length is > 0 and <= MaxLength && text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && text.AsSpan().IndexOfAny('"', '\\') < 0;

    /// <summary>The text, every other byte of its UTF-8 as <c>=XX</c>. Too long, it is cut and ends with its SHA-256, so that no two texts look alike.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text)) return text;
        var plain = new StringBuilder(text.Length + 16);
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            if (b is >= (byte)' ' and <= (byte)'~' and not ((byte)'"' or (byte)'\\' or (byte)'=')) plain.Append((char)b);
            else plain.Append('=').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        if (plain.Length == 0) return "-";
        if (plain.Length <= MaxLength) return plain.ToString();
        string end = "..." + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return plain.ToString(0, MaxLength - end.Length) + end;
    }
}
