using Hub.Catalogue.Search;
using Hub.Http.Description;
using Hub.Http.Pages.Releases;
using Hub.Http.Pages.Shell;
using Hub.Ports;
using Hub.Releases;
using Microsoft.Extensions.Options;

namespace Hub.Http.V1;

/// <param name="Release">The newest release; null before the first.</param>
public sealed record HubBody(string Name, string Operator, LatestReleaseBody? Release, IReadOnlyDictionary<string, string> Links);

/// <param name="Files">Files with their sizes in bytes.</param>
public sealed record LatestReleaseBody(string Id, DateTimeOffset CreatedAt, long Sequence, IReadOnlyDictionary<string, long> Counts, string Manifest, IReadOnlyList<LinkedFile> Files)
{
    internal static LatestReleaseBody Of(ReleaseManifest manifest)
    {
        string folder = $"/{ReleasePaths.Of(manifest.Release, "")}";
        return new LatestReleaseBody(manifest.Release, manifest.CreatedAt, manifest.Sequence, manifest.Counts, folder + ReleaseManifest.FileName,
            [.. manifest.Files.Select(f => new LinkedFile(f.Name, f.MediaType, f.Bytes, f.Sha256, folder + f.Name))]);
    }
}

public sealed record LinkedFile(string Name, string MediaType, long Bytes, string Sha256, string Href);

static class LandingEndpoints
{
    static readonly Dictionary<string, string> Links = new()
    {
        ["api"] = "/openapi/v1.json",
        ["catalogue"] = "/v1/catalogue",
        ["changes"] = "/v1/changes",
        ["organisations"] = "/v1/organisations",
        ["accreditations"] = "/v1/accreditations",
        ["rulesets"] = "/v1/rulesets",
        ["releases"] = "/v1/releases",
        ["keys"] = "/.well-known/jwks.json",
    };

    public static void MapLandingPage(this RouteGroupBuilder hub) => hub.MapGet("/", ReadAsync).Produces<HubBody>(200, "application/json", "text/html")
        .Describe("ReadLandingPage", Tags.Operation, "Landing page", "The newest release with its files, and where everything is. HTML for people; JSON with Accept: application/json.");

    static async Task ReadAsync(HttpContext http, NewestRelease newest, ICatalogueSearch search, IOptions<HubOptions> options)
    {
        ReleaseManifest? manifest = await newest.FindAsync(http.RequestAborted);
        var body = new HubBody(options.Value.Name, options.Value.Operator, manifest is null ? null : LatestReleaseBody.Of(manifest), Links);
        if (PageAnswer.WantsJson(http.Request))
        {
            http.Response.Headers.Vary = "Accept, Accept-Language";
            http.Response.Headers.CacheControl = "public, max-age=60";
            await TypedResults.Ok(body).ExecuteAsync(http);
            return;
        }

        SearchPage all = (await search.SearchAsync(new SearchQuery(), null, 1, http.RequestAborted)).Value;
        await PageAnswer.WriteAsync<HomeView, HomeModel>(http, new HomeModel(body, all.Count, all.IsPartial, all.Facets[SearchFacet.Kind]));
    }
}
