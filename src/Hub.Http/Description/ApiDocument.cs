using System.Security.Cryptography;
using Hub.Http.V1;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Http.Description;

/// <summary>The OpenAPI document, made once: it depends on the code and the settings only, and making it takes a while.</summary>
sealed class ApiDocument([FromKeyedServices("v1")] IOpenApiDocumentProvider source)
{
    readonly Lock _making = new();
    Task<(byte[] Json, string ETag)>? _made;

    public async Task WriteAsync(HttpContext http)
    {
        (byte[] json, string etag) = await MadeAsync();
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = "public, no-cache";
        if (RecordETag.Matches(http.Request.Headers.IfNoneMatch, etag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }

    /// <summary>The first request makes it and the others wait; when that fails the next one tries again.</summary>
    Task<(byte[] Json, string ETag)> MadeAsync()
    {
        lock (_making) return _made is null || _made.IsFaulted ? _made = MakeAsync() : _made;
    }

    async Task<(byte[] Json, string ETag)> MakeAsync()
    {
        OpenApiDocument document = await source.GetOpenApiDocumentAsync(CancellationToken.None);
        using var json = new MemoryStream();
        await document.SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        byte[] bytes = json.ToArray();
        return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
    }
}
