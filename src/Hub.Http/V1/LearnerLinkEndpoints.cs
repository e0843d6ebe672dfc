using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Learners;
using Hub.Learners.Access;

namespace Hub.Http.V1;

/// <param name="Hours">How long the link can be used, in hours, more than 0 and at most 720 (30 days); left out: 168 (7 days).</param>
public sealed record NewLearnerLinkBody([property: Description("How long the link can be used, in hours, more than 0 and at most 720 (30 days); left out: 168 (7 days).")] decimal? Hours);

/// <param name="Link">The secret, shown this once.</param>
/// <param name="Href">Address of the page that opens it, relative to the hub.</param>
/// <param name="ShowsAll">Whether it opens what all organisations sent; a provider's opens what that provider sent.</param>
public sealed record IssuedLearnerLink(string Link, string Href, DateTimeOffset ExpiresAt, bool ShowsAll);

/// <param name="Link">The secret of a link.</param>
public sealed record LearnerLinkBody(string? Link);

/// <param name="Token">Bearer token for /v1/me, shown this once.</param>
public sealed record LearnerSessionBody(string Token, DateTimeOffset ExpiresAt);

/// <summary>How learners get to their own data: by one-time links of their providers, for an hour or bound to an access token.</summary>
static class LearnerLinkEndpoints
{
    public static void MapLearnerLinks(this RouteGroupBuilder v1)
    {
        v1.MapPost("/learners/{reference}/links", MakeAsync).Refuses(400, 403, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("MakeLearnerLink", Tags.OwnData, "Make a link for a learner", "A provider makes it for a learner it has sent achievements of, and hands it over by a way on which it knows who gets it. It works once. It opens what that provider itself sent and nothing of others; a registrar's opens everything. Only a hash of it is kept; making and using it are logged.");
        v1.MapPost("/me/session", OpenAsync).Refuses(400, 410, 413, 415).WithMetadata(new JsonBodyLimit())
            .Describe("OpenLearnerLink", Tags.OwnData, "Open a link", "Needs no key: who has the link has the authority. Uses the link up and begins a session of one hour; its token is the bearer token of /v1/me. learner-link.gone (410) for a link that was used, is over, or never was.");
        v1.MapDelete("/me/session", EndAsync)
            .Describe("EndLearnerSession", Tags.OwnData, "End a session", "The token of the session does not work any more. An access token of an identity provider is left as it is.");
        v1.MapPut("/me/binding", BindAsync).Refuses(400, 403, 409, 410, 413, 415).WithMetadata(new JsonBodyLimit())
            .Describe("BindLearner", Tags.OwnData, "Bind your access token to your record", "With an access token of an identity provider of learners (OpenID Connect) and a link of a provider: from now on tokens of the same subject open what the provider sent, without a link. Further links add what their providers sent. Uses the link up; the same subject may repeat it. learner.bound-to-another (409) where the subject is bound to another learner.");
        v1.MapDelete("/me/binding", ReleaseAsync).Refuses(403)
            .Describe("ReleaseLearner", Tags.OwnData, "End the binding of your access token", "From now on tokens of the same subject open nothing. Repeating it is harmless.");
    }

    static async Task<Results<Created<IssuedLearnerLink>, ProblemHttpResult>> MakeAsync([Description(CreditRecordEndpoints.ReferenceDescription)] string reference, NewLearnerLinkBody body, CallerOf caller, HttpContext http, MakeLearnerLinkHandler handler)
    {
        if (!LearnerReference.TryParse(reference, out LearnerReference learner)) return LearnerProblems.NotFound().ToHttp();
        if (body.Hours is { } hours && (hours <= 0 || hours > (decimal)MakeLearnerLinkHandler.LongestLifetime.TotalHours)) return LearnerAccessProblems.LifetimeInvalid().ToHttp();
        Result<MakeLearnerLinkResult> made = await handler.HandleAsync(caller.Value, new MakeLearnerLinkCommand(learner, body.Hours is { } some ? TimeSpan.FromHours((double)some) : null), http.RequestAborted);
        if (made.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, new IssuedLearnerLink(made.Value.Secret, $"/me/open/{made.Value.Secret}", made.Value.ExpiresAt, made.Value.ShowsAll));
    }

    static async Task<Results<Ok<LearnerSessionBody>, ProblemHttpResult>> OpenAsync(LearnerLinkBody body, HttpContext http, OpenLearnerLinkHandler handler)
    {
        Result<OpenLearnerLinkResult> opened = await handler.HandleAsync(body.Link ?? "", http.RequestAborted);
        if (opened.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new LearnerSessionBody(opened.Value.Token, opened.Value.ExpiresAt));
    }

    static async Task<NoContent> EndAsync(CallerOf caller, HttpContext http, LearnerSessions sessions)
    {
        if (caller.Value.Grant is not null) await sessions.EndAsync(Admission.SecretOf(http.Request), http.RequestAborted);
        return TypedResults.NoContent();
    }

    static async Task<Results<Ok<MeBody>, ProblemHttpResult>> BindAsync(LearnerLinkBody body, CallerOf caller, HttpContext http, BindLearnerHandler handler)
    {
        Result<OwnLearner> bound = await handler.HandleAsync(caller.Value, body.Link ?? "", http.RequestAborted);
        return bound.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(MeBody.Of(bound.Value));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ReleaseAsync(CallerOf caller, HttpContext http, BindLearnerHandler handler) =>
        await handler.ReleaseAsync(caller.Value, http.RequestAborted) is { } problem ? problem.ToHttp() : TypedResults.NoContent();
}
