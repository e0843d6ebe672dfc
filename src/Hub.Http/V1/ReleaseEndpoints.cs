using System.ComponentModel;
using System.Globalization;
using Hub.Audit;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Ports;
using Hub.Releases;
using Hub.Work;
using Microsoft.Extensions.Options;

namespace Hub.Http.V1;

/// <param name="Sequence">The release holds the state after this number of the feed.</param>
/// <param name="Counts">Records per dataset.</param>
/// <param name="Manifest">Address of the manifest, which lists the files.</param>
public sealed record ReleaseBody(string Id, long Sequence, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, long> Counts, string Manifest)
{
    public static ReleaseBody Of(ReleaseSummary release) =>
        new(release.Id, release.Sequence, release.CreatedAt, release.Counts, $"/{ReleasePaths.Of(release.Id, ReleaseManifest.FileName)}");
}

/// <param name="Newest">The newest release now; null before the first. The cut is done when /v1/releases shows a newer one, or when nothing had changed.</param>
public sealed record QueuedCut(string Status, ReleaseBody? Newest);

static class ReleaseEndpoints
{
    public static void MapReleases(this RouteGroupBuilder v1)
    {
        v1.MapPost("/releases", CutAsync).Refuses(400, 503)
            .Describe("CutRelease", Tags.Releases, "Cut a release", "Publishes the catalogue as it stands. A large one takes minutes, so the cut is queued and the answer is 202; look at /v1/releases for the result. With wait=true the answer comes when it is done: 201 with the release, or 200 with the newest one when nothing has changed since; 503 with Retry-After (release.busy) while a file that counts as a whole is being applied. Repeating it is harmless.");
        v1.MapGet("/releases", ListAsync).Refuses(400, 422)
            .Describe("ListReleases", Tags.Releases, "List the releases", "Oldest first. The files lie below /open/catalogue/<id>/; /open/catalogue/latest.json names the newest.");
    }

    static async Task<Results<Accepted<QueuedCut>, Created<ReleaseBody>, Ok<ReleaseBody>, ProblemHttpResult>> CutAsync(
        [Description("true: answer when the release is there. For small catalogues; a proxy may give up earlier. The default is false.")] bool? wait,
        CallerOf caller, ReleaseStore releases, CutReleaseHandler handler, IQueue queue, IOptions<HubOptions> options, HttpContext http)
    {
        CancellationToken cancel = http.RequestAborted;
        ReleaseSummary? newest = (await releases.NewestAsync(cancel))?.Release;
        if (wait != true)
        {
            await queue.SendAsync(Queues.Release, caller.Value.KeyId, TimeSpan.Zero, cancel);
            return TypedResults.Accepted("/v1/releases", new QueuedCut("queued", newest is null ? null : ReleaseBody.Of(newest)));
        }

        Result<ReleaseSummary> cut = await handler.HandleAsync(options.Value.ReleaseWait, cancel);
        await queue.TellAuditAsync(ReleaseStore.Table, ReleaseStore.Partition, cancel);
        if (cut.Problem is { } busy)
        {
            http.Response.Headers.RetryAfter = CutReleaseHandler.TryAgain.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return busy.ToHttp();
        }

        var release = ReleaseBody.Of(cut.Value);
        return release.Id == newest?.Id ? TypedResults.Ok(release) : TypedResults.Created(release.Manifest, release);
    }

    static async Task<Results<Ok<Page<ReleaseBody>>, ProblemHttpResult>> ListAsync([AsParameters] PageQuery page, ReleaseStore releases, CancellationToken cancel)
    {
        if (page.Check() is { } wrong) return wrong.ToHttp();
        if (page.After is { } after && (after.Length > 64 || !after.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))) return PageProblems.CursorInvalid().ToHttp();
        Page<ReleaseSummary> found = await releases.ListAsync(page.After, page.Size, cancel);
        return TypedResults.Ok(new Page<ReleaseBody>([.. found.Items.Select(ReleaseBody.Of)], found.Next));
    }
}
