using System.Net.Http.Headers;
using System.Text.Json;

namespace Hub.Client;

/// <summary>Changes of single records, alike for every kind.</summary>
static class HubRecords
{
    /// <returns>ETag of the version that is there now.</returns>
    public static async Task<string> PutRecordAsync(this HubConnection hub, HubRoute route, string id, object record, string? etag, CancellationToken cancel)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(record, HubConnection.Json);
        using HttpResponseMessage answer = await hub.SendAsync(route, route.At(id), r =>
        {
            r.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            if (etag == "*") r.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
            else if (etag is not null) r.Headers.IfMatch.Add(new EntityTagHeaderValue(etag));
        }, repeatable: etag is null, cancel);
        return answer.Headers.ETag!.Tag;
    }

    public static async Task WithdrawRecordAsync(this HubConnection hub, HubRoute route, string id, string? etag, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await hub.SendAsync(route, route.At(id), r =>
        {
            if (etag is not null) r.Headers.IfMatch.Add(new EntityTagHeaderValue(etag));
        }, repeatable: etag is null, cancel);
    }
}
