using System.Buffers;

namespace Hub.Submissions.Cells;

/// <summary>Absolute http and https addresses, checked without building a Uri for each row.</summary>
static class CellUrl
{
    static readonly SearchValues<char> NotInUrl = SearchValues.Create(" \t\r\n<>\"\\^`{}|\u00A0\u200B");

    public static bool IsWeb(ReadOnlySpan<char> url)
    {
        int start = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (start == 0 || url.ContainsAny(NotInUrl)) return false;
        ReadOnlySpan<char> authority = url[start..];
        int end = authority.IndexOfAny('/', '?', '#');
        if (end >= 0) authority = authority[..end];
        int port = authority.LastIndexOf(':');
        if (authority.StartsWith('[')) return Uri.TryCreate(url.ToString(), UriKind.Absolute, out _);
        if (port >= 0 && (authority.Length - port - 1 is < 1 or > 5 || authority[(port + 1)..].ContainsAnyExceptInRange('0', '9'))) return false;
        return IsHost(port >= 0 ? authority[..port] : authority);
    }

    // A user name before the host (user@host) is refused with every other sign: it hides where an address leads.
    static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host.IsEmpty || host[0] is '.' or '-' || host[^1] == '-') return false;
        char before = '\0';
        foreach (char c in host)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '.' or '_')) return false;
            if (c == '.' && before == '.') return false;
            before = c;
        }
        return true;
    }
}
