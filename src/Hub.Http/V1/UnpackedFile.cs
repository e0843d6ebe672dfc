using System.IO.Compression;
using Hub.Ports;
using Microsoft.Net.Http.Headers;

namespace Hub.Http.V1;

/// <summary>
/// Answers with the content of a packed file: <c>entries.ndjson</c> of <c>entries.ndjson.gz</c>. Who takes gzip gets the packed bytes as
/// a coding of it, who does not gets it unpacked on the way. No ranges: places in the content are not known.
/// </summary>
sealed class UnpackedFile(BlobProperties packed, IBlobs blobs, bool isFixed)
{
    public async Task WriteAsync(HttpContext http)
    {
        HttpResponse response = http.Response;
        bool takesGzip = TakesGzip(http.Request);
        string etag = $"\"{packed.ETag.Trim('"')}-{(takesGzip ? "gzip" : "plain")}\"";
        response.Headers.ETag = etag;
        response.Headers.LastModified = packed.ModifiedAt.ToString("R");
        response.Headers.CacheControl = isFixed ? OpenFile.Immutable : OpenFile.Short;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.AcceptRanges = "none";
        if (OpenFile.IsKnown(http.Request, etag, packed.ModifiedAt))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = OpenFile.MediaTypeOf(packed.Name[..^OpenFile.Packed.Length]);
        if (takesGzip)
        {
            response.Headers.ContentEncoding = "gzip";
            response.ContentLength = packed.SizeBytes;
        }

        if (!HttpMethods.IsHead(http.Request.Method)) await SendAsync(http, takesGzip);
    }

    async Task SendAsync(HttpContext http, bool takesGzip)
    {
        await using Stream stream = await blobs.OpenReadAsync(packed.Name, 0, null, http.RequestAborted) ?? throw new FileNotFoundException($"Blob {packed.Name} went away.");
        await using Stream content = takesGzip ? stream : new GZipStream(stream, CompressionMode.Decompress);
        await content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    static bool TakesGzip(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out IList<StringWithQualityHeaderValue>? codings) && codings.Any(c => c.Value.Value is "gzip" or "x-gzip" or "*" && c.Quality is not 0);
}
