using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.Pages.Learners;
using Hub.Http.Pages.Shell;
using Hub.Http.SignIn;
using Hub.Learners;
using Hub.Learners.CreditRecords.Forms;
using Hub.Learners.CreditRecords.Sharing;

namespace Hub.Http.V1;

/// <param name="Achievements">Public ids of what the link shows; 1 to 200.</param>
/// <param name="Parts">What is shown of them beside title, body, day and credits.</param>
/// <param name="ExpiresAt">When it stops working, UTC; at most 366 days from now.</param>
public sealed record NewShareBody(
    [property: Description("Public ids of the achievements the link shows; 1 to 200. Nothing else is shown.")] IReadOnlyList<string>? Achievements,
    [property: Description("What is shown beside title, awarding body, day, level and credits of each: person (names and day of birth), grades, outcomes, credits (sums by system of what is shown).")] IReadOnlyList<SharedPart>? Parts,
    [property: Description("When the link stops working, UTC; at most 366 days from now.")] DateTimeOffset? ExpiresAt);

/// <param name="Id">Names the link to withdraw it; opens nothing.</param>
/// <param name="Href">Address of the link, relative to the hub. Shown this once: only a hash of it is kept.</param>
public sealed record IssuedShare(string Id, string Href, DateTimeOffset ExpiresAt);

/// <param name="Organisation">Organisation that made it; null: the learner did.</param>
/// <param name="Opened">When it was opened, the newest first; who opened it is not known.</param>
public sealed record ShareBody(string Id, IReadOnlyList<string> Achievements, IReadOnlyList<SharedPart> Parts, string? Organisation, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? WithdrawnAt, IReadOnlyList<DateTimeOffset> Opened)
{
    internal static IReadOnlyList<ShareBody> Of(ListedShares listed)
    {
        ILookup<string, DateTimeOffset> opened = listed.Openings.ToLookup(o => o.Share, o => o.At, StringComparer.Ordinal);
        return [.. listed.Shares.Select(s => new ShareBody(s.Id, s.Achievements, s.Parts, s.Organisation, s.CreatedAt, s.ExpiresAt, s.WithdrawnAt, [.. opened[s.Id]]))];
    }
}

/// <summary>Links to chosen parts of a record.</summary>
static class RecordShareEndpoints
{
    public static void MapRecordShares(this RouteGroupBuilder v1)
    {
        v1.MapPost("/learners/{reference}/shares", AddAsync).Refuses(400, 403, 404, 409, 410, 413, 415, 422, 429).WithMetadata(new JsonBodyLimit())
            .Describe("ShareCreditRecord", Tags.Learners, "Make a link to parts of a record", "Whoever has the link sees the achievements that were chosen, and of them what was chosen, until it expires or is withdrawn. Its address holds random characters alone; it is shown this once. Identifiers of the learner, evidence and what comes next are never shown. At most 50 links of a learner work at a time.");
        v1.MapGet("/learners/{reference}/shares", ListAsync).Refuses(403, 404, 409, 410)
            .Describe("ListCreditRecordShares", Tags.Learners, "List links and when they were opened", "Links made by the caller's organisation, the newest first, also those that do not work any more, each with its last openings.");
        v1.MapDelete("/learners/{reference}/shares/{id}", WithdrawAsync).Refuses(403, 404, 409, 410)
            .Describe("WithdrawCreditRecordShare", Tags.Learners, "Withdraw a link", "From now on it does not work. Repeating it is harmless.");
    }

    /// <summary>Outside the API's path: its address is given to people.</summary>
    public static void MapSharedRecord(this RouteGroupBuilder hub) => hub.MapGet("/shared/{token}", OpenAsync).Refuses(404, 422)
        .Describe("OpenSharedRecord", Tags.Learners, "Open a shared record", "Needs no key: who has the link may look. A page; JSON, CSV or ELMO by Accept or format. Each opening is noted for the learner. share.not-found (404) for a link that never was, has expired or was withdrawn.");

    static async Task<Results<Created<IssuedShare>, ProblemHttpResult>> AddAsync([Description(CreditRecordEndpoints.ReferenceDescription)] string reference, NewShareBody body, CallerOf caller, HttpContext http, ShareRecordHandler handler)
    {
        if (!LearnerReference.TryParse(reference, out LearnerReference learner)) return LearnerProblems.NotFound().ToHttp();
        Result<(RecordShare Share, string Token)> added = await handler.HandleAsync(caller.Value, learner, new ShareRecordCommand(body.Achievements ?? [], body.Parts ?? [], body.ExpiresAt), http.RequestAborted);
        if (added.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, new IssuedShare(added.Value.Share.Id, $"/shared/{added.Value.Token}", added.Value.Share.ExpiresAt));
    }

    static async Task<Results<Ok<IReadOnlyList<ShareBody>>, ProblemHttpResult>> ListAsync([Description(CreditRecordEndpoints.ReferenceDescription)] string reference, CallerOf caller, HttpContext http, ShareRecordHandler handler)
    {
        if (!LearnerReference.TryParse(reference, out LearnerReference learner)) return LearnerProblems.NotFound().ToHttp();
        Result<ListedShares> read = await handler.ListAsync(caller.Value, learner, http.RequestAborted);
        if (read.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(ShareBody.Of(read.Value));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync([Description(CreditRecordEndpoints.ReferenceDescription)] string reference, [Description("Id of the link, as the list gives it.")] string id, CallerOf caller, HttpContext http, ShareRecordHandler handler)
    {
        if (!LearnerReference.TryParse(reference, out LearnerReference learner)) return LearnerProblems.NotFound().ToHttp();
        return await handler.WithdrawAsync(caller.Value, learner, id, http.RequestAborted) is { } problem ? problem.ToHttp() : TypedResults.NoContent();
    }

    static async Task<IResult> OpenAsync([Description("The secret of the link.")] string token, HttpContext http, OpenSharedRecordHandler handler, CreditRecordAnswer answer)
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (answer.FormOf(http.Request, isPage: true) is not { } form) return answer.FormUnknown.ToHttp();
        Result<CreditRecordDocument> read = await handler.HandleAsync(token, http.RequestAborted);
        if (read.Problem is { } problem)
        {
            if (!PageAnswer.WantsHtml(http.Request)) return problem.ToHttp();
            await PageAnswer.WriteAsync<Notice, NoticeModel>(http, NoticeModel.ShareNotFound, StatusCodes.Status404NotFound);
            return Results.Empty;
        }

        await answer.WriteAsync(http, read.Value, form);
        return Results.Empty;
    }
}
