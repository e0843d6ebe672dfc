using System.ComponentModel;
using Hub.Http.Description;
using Hub.Ports;
using Hub.Releases.Gone;

namespace Hub.Http.V1;

static class OpenFileEndpoints
{
    const int MaxPathLength = 512;

    static readonly Problem NotFound = new(ProblemKind.NotFound, "file.not-found", "There is no such file.", "/open/catalogue/latest.json names the newest release, its manifest the files.");

    public static void MapOpenFiles(this RouteGroupBuilder hub)
    {
        hub.MapGet("/open/{**path}", ReadAsync)
            .Produces<Stream>(200, "application/octet-stream").Produces<Stream>(206, "application/octet-stream").Produces(304).Produces(307).Refuses(404, 410, 416)
            .TakesIfNoneMatch().TakesHeader("If-Modified-Since", "Heeded where there is no If-None-Match.").TakesHeader("Range", "One range of bytes, such as bytes=0-4194303.").TakesHeader("If-Range", "ETag, or the date of Last-Modified: without it the range may be of a newer file.")
            .Describe("ReadOpenFile", Tags.Releases, "Download a published file", "Files of a release never change and may be cached for ever; catalogue/latest.json names the newest release and is valid for a minute. catalogue/latest/<file> always is that file of the newest release, loq/<country>.xml.gz its entries of one country in the European Learning Model (Content-Location says which release); catalogue/latest gives latest.json, or with Accept: application/ld+json leads to the description in DCAT (307). One byte range can be asked for (Range, If-Range). .gz files are served as they are, application/gzip; the same name without .gz gives the content, with Content-Encoding: gzip for clients that take it. HEAD gives the headers alone. 410 says why a file is no longer published: file.taken-down, file.retired.");
        hub.MapMethods("/open/{**path}", ["HEAD"], ReadAsync).WithName("ReadOpenFileHeaders").ExcludeFromDescription();
    }

    static async Task ReadAsync([Description("Path of the file, such as catalogue/latest.json.")] string? path, HttpContext http, IBlobs blobs, OpenAddresses addresses)
    {
        CancellationToken cancel = http.RequestAborted;
        if (path == "catalogue/latest") path = LatestAs(http);
        OpenAddress? found = path is not null && IsPublicName(path) ? await addresses.FindAsync(path, cancel) : null;
        if (found is not { } address) await NotFound.ToHttp().ExecuteAsync(http);
        else if (address.Gone is { } gone) await GoneAsync(gone, http);
        else if (address.Name.EndsWith(".jsonld", StringComparison.Ordinal) && !address.Name.EndsWith(path!, StringComparison.Ordinal)) await ToReleaseAsync(address.Name, http);
        else if (await blobs.FindAsync(address.Name, cancel) is { } file) await new OpenFile(file, blobs, address.IsFixed).WriteAsync(http);
        else if (await blobs.FindAsync(address.Name + OpenFile.Packed, cancel) is { } packed) await new UnpackedFile(packed, blobs, address.IsFixed).WriteAsync(http);
        else await NotFound.ToHttp().ExecuteAsync(http);
    }

    /// <summary>The newest release in the form that is wanted: what it is called, or its description for data portals.</summary>
    static string LatestAs(HttpContext http)
    {
        http.Response.Headers.Vary = "Accept";
        string accept = http.Request.Headers.Accept.ToString();
        return accept.Contains("ld+json", StringComparison.OrdinalIgnoreCase) ? "catalogue/latest/dcat.jsonld" : "catalogue/latest.json";
    }

    /// <summary>A description in JSON-LD names things relative to where it is read, so it is read where it lies.</summary>
    static Task ToReleaseAsync(string name, HttpContext http)
    {
        http.Response.Headers.CacheControl = OpenFile.Short;
        return TypedResults.Redirect("/" + name, permanent: false, preserveMethod: true).ExecuteAsync(http);
    }

    static Task GoneAsync(GoneFile gone, HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=60";
        http.Response.Headers.Link = $"</open/catalogue/latest/{gone.Name}>; rel=\"latest-version\"";
        const string newest = "/open/catalogue/latest.json names the newest release; the manifest of this one stays.";
        var problem = gone.Reason == GoneReason.TakenDown
            ? new Problem(ProblemKind.Gone, "file.taken-down", "The file was withdrawn because a record in it was taken down for legal reasons.", $"{gone.Why}. {newest}")
            : new Problem(ProblemKind.Gone, "file.retired", "The file is no longer kept.", $"{gone.Why} {newest}");
        return problem.ToHttp().ExecuteAsync(http);
    }

    /// <summary>Names of published files are plain; nothing else is even looked for.</summary>
    static bool IsPublicName(string path) =>
        path.Length is > 0 and <= MaxPathLength
        && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/')
        && path.Split('/').All(part => part.Length > 0 && part[0] != '.');
}
