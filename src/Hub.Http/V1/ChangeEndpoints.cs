using System.ComponentModel;
using Hub.Feed;
using Hub.Http.Description;

namespace Hub.Http.V1;

/// <summary>A page of the feed.</summary>
/// <param name="Next">Where to go on, also when nothing came: numbers that are not shown belong to records that are not public.</param>
public sealed record ChangePage(IReadOnlyList<FeedChange> Items, long Next);

static class ChangeEndpoints
{
    public static void MapChanges(this RouteGroupBuilder v1) => v1.MapGet("/changes", ListAsync).Refuses(400, 422)
        .Describe("ListChanges", Tags.Catalogue, "Follow changes", "What has become public or ceased to be, in one order for the whole hub. Begin after the sequence of a release (or 0) and ask on with 'next'; an empty page means that you are up to date. Ask not more often than every few seconds.");

    static async Task<Results<Ok<ChangePage>, ProblemHttpResult>> ListAsync(
        [Description("Sequence number to go on from, 0 or more. The default is 0.")] long? after,
        [Description("Changes of a page, 1 to 1000. The default is 100.")] int? limit,
        FeedReader feed, CancellationToken cancel)
    {
        if (after < 0) return PageProblems.CursorInvalid().ToHttp();
        var page = new PageQuery(null, limit);
        if (page.Check() is { } wrong) return wrong.ToHttp();
        (IReadOnlyList<FeedChange> changes, long next) = await feed.PageAsync(after ?? 0, page.Size, cancel);
        return TypedResults.Ok(new ChangePage(changes, next));
    }
}
