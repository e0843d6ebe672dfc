using System.Globalization;
using Hub.Records;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hub.Http.V1;

/// <summary>ETag of a record: <c>"v3-k8ZbR2x0Qw1a"</c>, its version and the beginning of its hash.</summary>
static class RecordETag
{
    const int HashLength = 12;

    public static string Of(in RecordStamp stamp) => string.Create(CultureInfo.InvariantCulture, $"\"v{stamp.Version}-{stamp.Hash.AsSpan(0, Math.Min(HashLength, stamp.Hash.Length))}\"");

    /// <summary>Whether the client has it already (RFC 9110, 13.1.2).</summary>
    public static bool Matches(StringValues ifNoneMatch, string etag)
    {
        if (ifNoneMatch.Count == 0) return false;
        if (ifNoneMatch.Count == 1 && ifNoneMatch[0] == etag) return true;
        return EntityTagHeaderValue.TryParseList(ifNoneMatch, out IList<EntityTagHeaderValue>? tags)
            && tags.Any(t => t.Tag == "*" || t.Tag == etag);                    // weak comparison: the mark W/ does not count
    }

    /// <summary>The version a change builds on: that of If-Match, 0 for <c>If-None-Match: *</c>, null without either.</summary>
    public static Result<int?> Expected(IHeaderDictionary headers)
    {
        if (headers.IfNoneMatch.Count > 0) return headers.IfNoneMatch.ToString() == "*" ? (int?)0 : Unusable("If-None-Match can only be *.");
        if (headers.IfMatch.Count == 0) return (int?)null;
        ReadOnlySpan<char> tag = headers.IfMatch.ToString().AsSpan().Trim().Trim('"');
        int end = tag.IndexOf('-');
        return end > 1 && tag[0] == 'v' && int.TryParse(tag[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            ? (int?)version
            : Unusable("If-Match must be one ETag as a GET of this address gives it.");
    }

    static Problem Unusable(string detail) => new(ProblemKind.Invalid, "request.condition-invalid", "The condition of the request can not be used.", detail);
}
