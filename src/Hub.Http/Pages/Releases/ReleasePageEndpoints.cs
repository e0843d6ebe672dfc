using System.Text.Json;
using Hub.Http.Pages.Shell;
using Hub.Http.V1;
using Hub.Ports;
using Hub.Releases;

namespace Hub.Http.Pages.Releases;

static class ReleasePageEndpoints
{
    /// <summary>Releases of some three years, one a day.</summary>
    const int MaxListed = 1000;

    public static void MapReleasePages(this RouteGroupBuilder hub)
    {
        hub.MapGet("/releases", ListAsync).WithName("ReleasesPage").ExcludeFromDescription();
        hub.MapGet("/releases/{id}", ReadAsync).WithName("ReleasePage").ExcludeFromDescription();
    }

    static async Task ListAsync(HttpContext http, ReleaseStore releases)
    {
        var all = new Queue<ReleaseSummary>();
        string? after = null;
        do
        {
            Page<ReleaseSummary> page = await releases.ListAsync(after, 1000, http.RequestAborted);
            foreach (ReleaseSummary release in page.Items) all.Enqueue(release);
            while (all.Count > MaxListed) all.Dequeue();
            after = page.Next;
        }
        while (after is not null);
        await PageAnswer.WriteAsync<ReleaseListView, ReleaseListModel>(http, new ReleaseListModel([.. all.Reverse()], "/v1/releases"));
    }

    static async Task ReadAsync(string id, HttpContext http, IBlobs blobs, FigureReading figures)
    {
        ReleaseManifest? manifest = id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? await FindAsync(id, blobs, http.RequestAborted) : null;
        if (manifest is null) await PageAnswer.WriteAsync<Notice, NoticeModel>(http, NoticeModel.ReleaseNotFound, StatusCodes.Status404NotFound);
        else await PageAnswer.WriteAsync<ReleaseView, ReleaseModel>(http, new ReleaseModel(LatestReleaseBody.Of(manifest), manifest.Previous?.Release, manifest.License, await figures.FindAsync(manifest, http.RequestAborted)));
    }

    static async Task<ReleaseManifest?> FindAsync(string id, IBlobs blobs, CancellationToken cancel)
    {
        await using Stream? stream = await blobs.OpenReadAsync(ReleasePaths.Of(id, ReleaseManifest.FileName), 0, null, cancel);
        return stream is null ? null : await JsonSerializer.DeserializeAsync<ReleaseManifest>(stream, HubJson.Options, cancel);
    }
}
