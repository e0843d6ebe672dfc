using Hub.Http.Pages.Shell;
using Hub.Ports;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hub.Http.V1;

/// <summary>Answers with a published blob, whole or one range of it (RFC 9110, 13 and 14).</summary>
sealed class OpenFile(BlobProperties file, IBlobs blobs, bool isFixed)
{
    /// <summary>What names of packed files end with.</summary>
    public const string Packed = ".gz";

    public const string Immutable = "public, max-age=31536000, immutable";
    public const string Short = "public, max-age=60";

    readonly string _etag = $"\"{file.ETag.Trim('"')}\"";

    public async Task WriteAsync(HttpContext http)
    {
        HttpResponse response = http.Response;
        response.Headers.ETag = _etag;
        response.Headers.LastModified = file.ModifiedAt.ToString("R");
        response.Headers.CacheControl = isFixed ? Immutable : Short;
        response.Headers.AcceptRanges = "bytes";
        if (!http.Request.Path.Value!.EndsWith(file.Name, StringComparison.Ordinal)) response.Headers.ContentLocation = "/" + file.Name;
        if (IsKnown(http.Request, _etag, file.ModifiedAt))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (AskedRange(http.Request) is not { } range)
        {
            await SendAsync(http, 0, file.SizeBytes);
        }
        else if (Place(range) is var (from, length) && length > 0)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {from}-{from + length - 1}/{file.SizeBytes}";
            await SendAsync(http, from, length);
        }
        else
        {
            response.Headers.ContentRange = $"bytes */{file.SizeBytes}";
            await new Problem(ProblemKind.Invalid, "file.range-invalid", "The range lies outside the file.", $"The file has {file.SizeBytes} bytes.").ToHttp(StatusCodes.Status416RangeNotSatisfiable).ExecuteAsync(http);
        }
    }

    /// <summary>Several ranges are answered with the whole file, which is allowed; so is one of another unit.</summary>
    RangeItemHeaderValue? AskedRange(HttpRequest request)
    {
        StringValues header = request.Headers.Range;
        if (header.Count != 1 || !RangeHeaderValue.TryParse(header.ToString(), out RangeHeaderValue? range) || range.Unit != "bytes" || range.Ranges.Count != 1) return null;
        StringValues condition = request.Headers.IfRange;
        return condition.Count == 0 || condition.ToString() == _etag || IsFrom(condition.ToString()) ? range.Ranges.First() : null;
    }

    /// <summary>Whether the client has it already; its date counts only where it does not know an ETag (RFC 9110, 13.2.2).</summary>
    public static bool IsKnown(HttpRequest request, string etag, DateTimeOffset modifiedAt) => request.Headers.IfNoneMatch.Count > 0
        ? RecordETag.Matches(request.Headers.IfNoneMatch, etag)
        : request.Headers.IfModifiedSince.Count > 0 && HeaderUtilities.TryParseDate(request.Headers.IfModifiedSince.ToString(), out DateTimeOffset since) && WholeSeconds(modifiedAt) <= since;

    bool IsFrom(string date) => HeaderUtilities.TryParseDate(date, out DateTimeOffset since) && WholeSeconds(file.ModifiedAt) == since;

    static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    (long From, long Length) Place(RangeItemHeaderValue range)
    {
        if (range.From is { } from) return (from, Math.Min(range.To ?? long.MaxValue, file.SizeBytes - 1) - from + 1);
        long last = Math.Min(range.To ?? 0, file.SizeBytes);
        return (file.SizeBytes - last, last);
    }

    async Task SendAsync(HttpContext http, long from, long length)
    {
        http.Response.ContentType = MediaTypeOf(file.Name);
        // The static edition, looked at through a hub: pages of our own, under the policy of pages.
        if (file.Name.EndsWith(".html", StringComparison.Ordinal)) http.Response.Headers.ContentSecurityPolicy = PageAnswer.Policy;
        http.Response.ContentLength = length;
        if (HttpMethods.IsHead(http.Request.Method)) return;
        await using Stream stream = await blobs.OpenReadAsync(file.Name, from, length, http.RequestAborted) ?? throw new FileNotFoundException($"Blob {file.Name} went away.");
        if (IsOfRelease(file.Name)) await stream.CopyToAsync(http.Response.Body, http.RequestAborted);
        else await SendSmallAsync(http, stream);
    }

    /// <summary>A file that is replaced now and then may have another length by now than was found before.</summary>
    static async Task SendSmallAsync(HttpContext http, Stream stream)
    {
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, http.RequestAborted);
        http.Response.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(content.GetBuffer().AsMemory(0, (int)content.Length), http.RequestAborted);
    }

    /// <summary>Files of a release lie two folders deep; those above point at the newest.</summary>
    static bool IsOfRelease(string name) => name.AsSpan().Count('/') >= 3;

    public static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".gz" => "application/gzip",
        ".json" => "application/json",
        ".jsonld" => "application/ld+json",
        ".ndjson" => "application/x-ndjson",
        ".jws" => "application/jose",
        ".csv" => "text/csv; charset=utf-8",
        ".xml" => "application/xml",
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
