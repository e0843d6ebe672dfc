using System.ComponentModel;
using Hub.Http.Description;
using Hub.Ports;

namespace Hub.Http.V1;

static class OpenFileEndpoints
{
    const string Root = "open/";
    const int MaxPathLength = 512;

    static readonly Problem NotFound = new(ProblemKind.NotFound, "file.not-found", "There is no such file.", "/open/catalogue/latest.json names the newest release, its manifest the files.");

    public static void MapOpenFiles(this RouteGroupBuilder hub)
    {
        hub.MapGet("/open/{**path}", ReadAsync)
            .Produces<Stream>(200, "application/octet-stream").Produces<Stream>(206, "application/octet-stream").Produces(304).Refuses(404, 416)
            .TakesIfNoneMatch().TakesHeader("Range", "One range of bytes, such as bytes=0-4194303.").TakesHeader("If-Range", "ETag: without it the range may be of a newer file.")
            .Describe("ReadOpenFile", Tags.Releases, "Download a published file", "Files of a release never change and may be cached for ever; catalogue/latest.json names the newest release and is valid for a minute. One byte range can be asked for (Range, If-Range). .gz files are served as they are, application/gzip. HEAD gives the headers alone.");
        hub.MapMethods("/open/{**path}", ["HEAD"], ReadAsync).WithName("ReadOpenFileHeaders").ExcludeFromDescription();
    }

    static async Task ReadAsync([Description("Path of the file, such as catalogue/latest.json.")] string? path, HttpContext http, IBlobs blobs)
    {
        string name = Root + path;
        BlobProperties? file = path is not null && IsPublicName(path) ? await blobs.FindAsync(name, http.RequestAborted) : null;
        await (file is null ? NotFound.ToHttp().ExecuteAsync(http) : new OpenFile(file, blobs).WriteAsync(http));
    }

    /// <summary>Names of published files are plain; nothing else is even looked for.</summary>
    static bool IsPublicName(string path) =>
        path.Length is > 0 and <= MaxPathLength
        && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/')
        && path.Split('/').All(part => part.Length > 0 && part[0] != '.');
}
