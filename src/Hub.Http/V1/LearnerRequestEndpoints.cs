using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Learners.Requests;

namespace Hub.Http.V1;

/// <param name="Learner">Reference of the learner.</param>
/// <param name="Reason">Of the answer; left out while it is open.</param>
public sealed record LearnerRequestBody(string Id, LearnerRequestKind Kind, string Learner, string? Achievement, string Statement, DateTimeOffset MadeAt, LearnerRequestState State, DateTimeOffset? AnsweredAt, string? Reason);

/// <summary>Names are public contract.</summary>
public enum RectificationOutcome
{
    /// <summary>The achievement has been put right: sent again, or revoked.</summary>
    Corrected,

    Refused,
}

/// <summary>Names are public contract.</summary>
public enum PrivacyRequestOutcome
{
    /// <summary>What was asked for was done.</summary>
    Done,

    Refused,
}

/// <param name="Reason">For the learner; 1 to 2,000 characters.</param>
public sealed record RectificationAnswerBody(RectificationOutcome? Outcome, string? Reason);

/// <param name="Reason">For the learner; 1 to 2,000 characters.</param>
public sealed record PrivacyRequestAnswerBody(PrivacyRequestOutcome? Outcome, string? Reason);

/// <summary>What learners ask for, for those who answer.</summary>
static class LearnerRequestEndpoints
{
    const string StateDescription = "Only those that are open, done or refused; left out: all.", IdDescription = "Id of the request, as the list gives it.";

    public static void MapLearnerRequests(this RouteGroupBuilder v1)
    {
        v1.MapGet("/rectifications", RectificationsAsync).Refuses(400, 422)
            .Describe("ListRectifications", Tags.Learners, "List what learners say is wrong", "Requests about achievements that the caller's organisation sent (GDPR, article 16), the oldest first, each with the learner's words. Who reads them is logged for the learner. A page may end early: go on while there is 'next'.");
        v1.MapPost("/rectifications/{id}/answer", AnswerRectificationAsync).Refuses(400, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("AnswerRectification", Tags.Learners, "Answer a rectification", "After the achievement was put right (PUT /v1/achievements, or a file): corrected; else refused, with the reason, which the learner sees. The answer changes no achievement. The same answer again is harmless; another one is refused (learner-request.answered).");
        v1.MapGet("/privacy-requests", PrivacyRequestsAsync).Refuses(400, 422)
            .Describe("ListPrivacyRequests", Tags.Learners, "List requests for restriction and erasure", "For registrars: what learners ask for that concerns all who sent something (GDPR, articles 17 and 18), the oldest first.");
        v1.MapPost("/privacy-requests/{id}/answer", AnswerPrivacyRequestAsync).Refuses(400, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("AnswerPrivacyRequest", Tags.Learners, "Answer a request for restriction or erasure", "For registrars, after PUT /v1/learners/{reference}/restriction, or where nothing is done. A learner that was erased has no requests any more: then there is nothing to answer.");
    }

    static Task<Results<Ok<Page<LearnerRequestBody>>, ProblemHttpResult>> RectificationsAsync([Description(StateDescription)] string? state, [AsParameters] PageQuery page, CallerOf caller, HttpContext http, AnswerRequestHandler handler) =>
        ListAsync(false, state, page, caller, http, handler);

    static Task<Results<Ok<Page<LearnerRequestBody>>, ProblemHttpResult>> PrivacyRequestsAsync([Description(StateDescription)] string? state, [AsParameters] PageQuery page, CallerOf caller, HttpContext http, AnswerRequestHandler handler) =>
        ListAsync(true, state, page, caller, http, handler);

    static async Task<Results<Ok<Page<LearnerRequestBody>>, ProblemHttpResult>> ListAsync(bool toRegistrars, string? asked, PageQuery page, CallerOf caller, HttpContext http, AnswerRequestHandler handler)
    {
        if (page.Check() is { } invalid) return invalid.ToHttp();
        if (!QueryName.TryRead(asked, out LearnerRequestState? state)) return RequestProblems.StateUnknown().ToHttp();
        http.Response.Headers.CacheControl = "no-store";
        Result<Page<LearnerRequest>> read = await handler.ListAsync(caller.Value, toRegistrars, state, page.After, page.Size, http.RequestAborted);
        if (read.Problem is { } problem) return problem.ToHttp();
        return TypedResults.Ok(new Page<LearnerRequestBody>([.. read.Value.Items.Select(r => new LearnerRequestBody(r.Id, r.Kind, r.Learner, r.Achievement, r.Statement, r.MadeAt, r.State, r.AnsweredAt, r.Reason))], read.Value.Next));
    }

    static Task<Results<NoContent, ProblemHttpResult>> AnswerRectificationAsync([Description(IdDescription)] string id, RectificationAnswerBody body, CallerOf caller, HttpContext http, AnswerRequestHandler handler) =>
        AnswerAsync(false, id, body.Outcome switch { RectificationOutcome.Corrected => LearnerRequestState.Done, RectificationOutcome.Refused => LearnerRequestState.Refused, _ => null }, body.Reason, caller, http, handler);

    static Task<Results<NoContent, ProblemHttpResult>> AnswerPrivacyRequestAsync([Description(IdDescription)] string id, PrivacyRequestAnswerBody body, CallerOf caller, HttpContext http, AnswerRequestHandler handler) =>
        AnswerAsync(true, id, body.Outcome switch { PrivacyRequestOutcome.Done => LearnerRequestState.Done, PrivacyRequestOutcome.Refused => LearnerRequestState.Refused, _ => null }, body.Reason, caller, http, handler);

    static async Task<Results<NoContent, ProblemHttpResult>> AnswerAsync(bool toRegistrars, string id, LearnerRequestState? outcome, string? reason, CallerOf caller, HttpContext http, AnswerRequestHandler handler) =>
        await handler.HandleAsync(caller.Value, toRegistrars, new AnswerRequestCommand(id, outcome, reason), http.RequestAborted) is { } problem ? problem.ToHttp() : TypedResults.NoContent();
}
