using System.ComponentModel;
using Hub.Feed;
using Hub.Http.Description;

namespace Hub.Http.V1;

/// <summary>A page of the feed.</summary>
/// <param name="Next">Where to go on, also when nothing came: numbers that are not shown belong to records that are not public.</param>
public sealed record ChangePage(IReadOnlyList<FeedChange> Items, long Next);

static class ChangeEndpoints
{
    /// <summary>Shorter than what is between a client and either host waits for an answer; the front end of Functions gives up after 230 seconds.</summary>
    const int MostSeconds = 60;

    static readonly Problem WaitInvalid = new(ProblemKind.Invalid, "changes.wait-invalid", "The time to wait can not be used.", "0 to 60 seconds.");

    public static void MapChanges(this RouteGroupBuilder v1) => v1.MapGet("/changes", ListAsync).Refuses(400, 422)
        .Describe("ListChanges", Tags.Catalogue, "Follow changes", "What has become public or ceased to be, in one order for the whole hub. Begin after the sequence of a release (or 0) and ask on with 'next'; an empty page means that you are up to date. With 'wait' the answer comes as soon as there is something, so ask again at once; without, not more often than every few seconds. A record whose operation is delete is gone: withdrawn, or taken down.");

    static async Task<Results<Ok<ChangePage>, ProblemHttpResult>> ListAsync(
        [Description("Sequence number to go on from, 0 or more. The default is 0.")] long? after,
        [Description("Changes of a page, 1 to 1000. The default is 100.")] int? limit,
        [Description("Seconds to wait while there is nothing, 0 to 60. The default is 0.")] int? wait,
        FeedReader feed, FeedWaiting waiting, TimeProvider clock, HttpContext http)
    {
        if (after < 0) return PageProblems.CursorInvalid().ToHttp();
        if (wait is < 0 or > MostSeconds) return WaitInvalid.ToHttp();
        var page = new PageQuery(null, limit);
        if (page.Check() is { } wrong) return wrong.ToHttp();
        CancellationToken gone = http.RequestAborted;
        long start = clock.GetTimestamp(), next = after ?? 0;
        for (; ; )
        {
            (IReadOnlyList<FeedChange> changes, next) = await feed.PageAsync(next, page.Size, gone);
            TimeSpan left = TimeSpan.FromSeconds(wait ?? 0) - clock.GetElapsedTime(start);
            if (changes.Count > 0 || left <= TimeSpan.Zero) return TypedResults.Ok(new ChangePage(changes, next));
            await waiting.WaitAsync(next, left, gone);
        }
    }
}
