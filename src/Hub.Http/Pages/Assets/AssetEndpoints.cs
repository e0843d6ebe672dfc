using Hub.Http.V1;

namespace Hub.Http.Pages.Assets;

static class AssetEndpoints
{
    static readonly Problem NotFound = new(ProblemKind.NotFound, "file.not-found", "There is no such file.", "Its address has changed with its content.");

    public static void MapAssets(this RouteGroupBuilder hub) => hub.MapGet("/assets/{hash}/{name}", WriteAsync).WithName("ReadPageAsset").ExcludeFromDescription();

    static async Task WriteAsync(string hash, string name, HttpContext http)
    {
        if (PageAssets.Find(name) is not { } asset)
        {
            await NotFound.ToHttp().ExecuteAsync(http);
            return;
        }

        string etag = $"\"{asset.Hash}\"";
        http.Response.Headers.ETag = etag;
        // A page of another build may ask by another hash while hubs are exchanged: it gets what there is, but does not keep it.
        http.Response.Headers.CacheControl = hash == asset.Hash ? "public, max-age=31536000, immutable" : "no-store";
        if (RecordETag.Matches(http.Request.Headers.IfNoneMatch, etag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = asset.MediaType;
        http.Response.ContentLength = asset.Bytes.Length;
        await http.Response.Body.WriteAsync(asset.Bytes, http.RequestAborted);
    }
}
