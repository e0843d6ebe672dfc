using System.Text.Json;
using Hub.Records;
using Hub.Releases;
using Microsoft.Extensions.Primitives;

namespace Hub.Http.V1;

/// <summary>A public record: id, version, then its canonical properties by name.</summary>
/// <param name="Id">Public id, <c>org~localId</c>; of an organisation its own id.</param>
/// <param name="Version">From 1, one more for every change of content.</param>
public sealed record PublicRecordBody(string Id, int Version)
{
    [System.Text.Json.Serialization.JsonExtensionData]
    public IDictionary<string, JsonElement>? Properties { get; init; }
}

/// <summary>A page of public records.</summary>
/// <param name="Partial">True where the hub stopped looking before the page was full; left out otherwise.</param>
public sealed record PublicRecordPage(IReadOnlyList<PublicRecordBody> Items, string? Next, bool? Partial);

/// <summary>Writes records as they are stored: their bytes are not parsed on the way out.</summary>
static class RecordAnswer
{
    static readonly StringValues Json = "application/json; charset=utf-8";

    /// <summary>Caches may keep it but must ask each time; the ETag makes that cheap.</summary>
    static readonly StringValues Revalidate = "public, no-cache";

    public static Task WriteAsync(HttpContext http, string id, StoredRecord record)
    {
        HttpResponse response = http.Response;
        string etag = RecordETag.Of(record.Stamp);
        response.Headers.ETag = etag;
        response.Headers.CacheControl = Revalidate;
        if (RecordETag.Matches(http.Request.Headers.IfNoneMatch, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        ReadOnlyMemory<byte> line = PublicRecord.Line(id, record);
        response.Headers.ContentType = Json;
        response.ContentLength = line.Length;
        return response.Body.WriteAsync(line, CancellationToken.None).AsTask();
    }

    public static Task WriteAsync(HttpContext http, Page<ListedRecord> page) => WriteAsync(http, page.Items, page.Next);

    public static async Task WriteAsync(HttpContext http, IReadOnlyList<ListedRecord> items, string? next, bool isPartial = false)
    {
        const int FlushBytes = 64 * 1024;
        http.Response.Headers.ContentType = Json;
        if (http.Response.Headers.CacheControl.Count == 0) http.Response.Headers.CacheControl = Revalidate;
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter, HubJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray("items"u8);
        foreach (ListedRecord item in items)
        {
            writer.WriteRawValue(PublicRecord.Line(item.Id, item.Record).Span, skipInputValidation: true);
            if (writer.BytesPending + http.Response.BodyWriter.UnflushedBytes < FlushBytes) continue;
            writer.Flush();
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }

        writer.WriteEndArray();
        if (next is not null) writer.WriteString("next"u8, next);
        if (isPartial) writer.WriteBoolean("partial"u8, true);
        writer.WriteEndObject();
    }
}
