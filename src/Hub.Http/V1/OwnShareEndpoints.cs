using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Learners.CreditRecords.Sharing;

namespace Hub.Http.V1;

/// <summary>Links that a learner makes to chosen parts of the own record.</summary>
static class OwnShareEndpoints
{
    public static void MapOwnShares(this RouteGroupBuilder v1)
    {
        RouteGroupBuilder me = v1.MapGroup("/me/shares").WithMetadata(new OnOwnData());
        me.MapPost("", AddAsync).Refuses(400, 410, 413, 415, 422, 429).WithMetadata(new JsonBodyLimit())
            .Describe("ShareOwnRecord", Tags.OwnData, "Make a link to parts of your record", "Whoever has the link sees the achievements that you chose, of them what you chose, until it expires or you withdraw it. Its address is shown this once. Your identifiers are never shown. At most 50 links to your record work at a time. learner.restricted (403) while your data are restricted.");
        me.MapGet("", ListAsync).Refuses(410)
            .Describe("ListOwnShares", Tags.OwnData, "List links to your record", "Links that you or an organisation made to what is shown to you, the newest first, also those that do not work any more, each with when it was opened.");
        me.MapDelete("/{id}", WithdrawAsync).Refuses(404, 410)
            .Describe("WithdrawOwnShare", Tags.OwnData, "Withdraw a link to your record", "From now on it does not work, whoever made it. Repeating it is harmless.");
    }

    static async Task<Results<Created<IssuedShare>, ProblemHttpResult>> AddAsync(NewShareBody body, OwnOf own, HttpContext http, ShareRecordHandler handler)
    {
        Result<(RecordShare Share, string Token)> added = await handler.HandleAsync(own.Value, new ShareRecordCommand(body.Achievements ?? [], body.Parts ?? [], body.ExpiresAt), http.RequestAborted);
        if (added.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, new IssuedShare(added.Value.Share.Id, $"/shared/{added.Value.Token}", added.Value.Share.ExpiresAt));
    }

    static async Task<Ok<IReadOnlyList<ShareBody>>> ListAsync(OwnOf own, HttpContext http, ShareRecordHandler handler)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(ShareBody.Of(await handler.ListAsync(own.Value, http.RequestAborted)));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync([Description("Id of the link, as the list gives it.")] string id, OwnOf own, HttpContext http, ShareRecordHandler handler) =>
        await handler.WithdrawAsync(own.Value, id, http.RequestAborted) is { } problem ? problem.ToHttp() : TypedResults.NoContent();
}
