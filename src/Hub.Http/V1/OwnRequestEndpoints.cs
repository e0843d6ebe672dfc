using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Learners.Requests;

namespace Hub.Http.V1;

/// <param name="Kind">What is asked for.</param>
/// <param name="Achievement">Public id of the achievement that is wrong; for a rectification only.</param>
/// <param name="Statement">What is wrong, or why; 1 to 2,000 characters.</param>
public sealed record NewRequestBody(
    [property: Description("rectification (GDPR, article 16), restriction (article 18) or erasure (article 17).")] LearnerRequestKind? Kind,
    [property: Description("Public id of the achievement that is wrong; for a rectification only.")] string? Achievement,
    [property: Description("What is wrong, or why; 1 to 2,000 characters. Stored as ciphertext under your own key.")] string? Statement);

/// <param name="To">Organisation it went to; <c>~hub</c>: the registrars.</param>
/// <param name="Reason">Of the answer; left out while it is open.</param>
public sealed record OwnRequestBody(string Id, LearnerRequestKind Kind, string To, string? Achievement, string Statement, DateTimeOffset MadeAt, LearnerRequestState State, DateTimeOffset? AnsweredAt, string? Reason)
{
    internal static OwnRequestBody Of(LearnerRequest r) => new(r.Id, r.Kind, r.Body, r.Achievement, r.Statement, r.MadeAt, r.State, r.AnsweredAt, r.Reason);
}

/// <summary>What a learner asks for about the own data.</summary>
static class OwnRequestEndpoints
{
    public static void MapOwnRequests(this RouteGroupBuilder v1)
    {
        RouteGroupBuilder me = v1.MapGroup("/me/requests").WithMetadata(new OnOwnData());
        me.MapPost("", MakeAsync).Refuses(400, 410, 413, 415, 422, 429).WithMetadata(new JsonBodyLimit())
            .Describe("MakeOwnRequest", Tags.OwnData, "Ask for a correction, a restriction or erasure", "A rectification goes to the provider that sent the achievement, the others to the registrars. They are to answer within a month (GDPR, article 12, 3). At most 20 of yours are open at a time.");
        me.MapGet("", ListAsync).Refuses(410)
            .Describe("ListOwnRequests", Tags.OwnData, "See what came of your requests", "The newest first: open, done or refused, with the reason.");
    }

    static async Task<Results<Created<OwnRequestBody>, ProblemHttpResult>> MakeAsync(NewRequestBody body, OwnOf own, HttpContext http, MakeRequestHandler handler)
    {
        Result<LearnerRequest> made = await handler.HandleAsync(own.Value, new MakeRequestCommand(body.Kind, body.Achievement, body.Statement), http.RequestAborted);
        if (made.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, OwnRequestBody.Of(made.Value));
    }

    static async Task<Ok<IReadOnlyList<OwnRequestBody>>> ListAsync(OwnOf own, HttpContext http, MakeRequestHandler handler)
    {
        http.Response.Headers.CacheControl = "no-store";
        IReadOnlyList<OwnRequestBody> all = [.. (await handler.ListAsync(own.Value, http.RequestAborted)).Select(OwnRequestBody.Of)];
        return TypedResults.Ok(all);
    }
}
