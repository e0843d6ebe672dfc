using System.Text;

namespace Hub.Records;

/// <summary>
/// Whether a record names others, so that the index of who names whom (a projection of the feed) reads only those. Told by the
/// canonical bytes: a look of some nanoseconds, where most records of a bulk load name nobody.
/// </summary>
static class RecordLinks
{
    static ReadOnlySpan<byte> AwardingBody => "\"awardingBody\":\""u8;

    /// <param name="id">Public id; an awarding body that is the record's own organisation is no other.</param>
    /// <param name="json">Canonical JSON. Inside a text its quotation marks would be escaped, so nothing else looks like a name.</param>
    public static bool Has(string id, ReadOnlySpan<byte> json) =>
        json.IndexOf("\"partOf\":["u8) >= 0 || json.IndexOf("\"derivedFrom\":["u8) >= 0 || json.IndexOf("\"providers\":["u8) >= 0 || IsAwardedByAnother(id, json);

    static bool IsAwardedByAnother(string id, ReadOnlySpan<byte> json)
    {
        int at = json.IndexOf(AwardingBody);
        if (at < 0) return false;
        ReadOnlySpan<byte> body = json[(at + AwardingBody.Length)..];
        body = body[..Math.Max(0, body.IndexOf((byte)'"'))];
        ReadOnlySpan<char> owner = id.AsSpan(0, Math.Max(0, id.IndexOf('~', StringComparison.Ordinal)));
        return !Ascii.Equals(body, owner);
    }
}
