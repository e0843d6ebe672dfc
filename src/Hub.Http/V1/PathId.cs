using Microsoft.AspNetCore.Http.Features;

namespace Hub.Http.V1;

/// <summary>
/// Reads an id out of the path. The server decodes all of a path but <c>%2F</c>, so an id that shows a percent sign is either
/// one with an encoded slash or one with a percent sign of its own: only the path as it was sent tells.
/// </summary>
static class PathId
{
    /// <param name="value">The id as routing found it.</param>
    /// <param name="before">The path up to the id, such as <c>/v1/catalogue/</c>.</param>
    public static string Read(HttpContext http, string value, string before)
    {
        if (!value.Contains('%', StringComparison.Ordinal)) return value;
        string raw = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        int start = raw.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        if (start < 0) return Uri.UnescapeDataString(value);
        start += before.Length;
        int end = raw.AsSpan(start).IndexOfAny("/?");
        return Uri.UnescapeDataString(end < 0 ? raw[start..] : raw.Substring(start, end));
    }
}
