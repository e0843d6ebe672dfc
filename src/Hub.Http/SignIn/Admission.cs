using System.Globalization;
using Hub.Access;
using Hub.Http.Pages.Desk;
using Hub.Http.Pages.Shell;
using Hub.Http.Pipeline;
using Hub.Http.SignIn.Tokens;
using Hub.Learners.Access;

namespace Hub.Http.SignIn;

/// <summary>
/// Lets a request through to its endpoint when the caller has a role the table of authority asks for. Not the framework's
/// schemes and claims: a caller here is a <see cref="Caller"/>, refusals are problems with codes, and public endpoints pay
/// nothing for it.
/// </summary>
sealed class Admission(RequestDelegate next, BearerKeys keys, AccessTokens tokens, LearnerSessions sessions, DeskSessions desks, FindOwnLearner learners)
{
    const string Scheme = "Bearer ";

    static readonly Problem Required = new(ProblemKind.Unauthenticated, "auth.required", "This needs a key or an access token.", "Send the header Authorization: Bearer <your API key or access token>.");

    static readonly Problem SessionOver = new(ProblemKind.Unauthenticated, "auth.session-over", "The session is over, or never was.", "Open a new link of your provider.");

    static readonly Problem Invalid = new(ProblemKind.Unauthenticated, "auth.invalid", "The key is not known, expired or revoked.", "Ask a registrar for a new one.");

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata is not { } endpoint || endpoint.GetMetadata<AllowedRoles>() is not { } allowed) return next(http);
        if (endpoint.GetMetadata<OfDesk>() is not null) return AdmitReviewerAsync(http);
        return endpoint.GetMetadata<OfBrowsers>() is null ? AdmitAsync(http, allowed) : AdmitBrowserAsync(http);
    }

    /// <summary>Sessions of the desk are those of reviewers alone: no other role is asked for.</summary>
    async Task AdmitReviewerAsync(HttpContext http)
    {
        if (!SameOrigin.Allows(http.Request))
        {
            await SameOrigin.Refusal.ToHttp().ExecuteAsync(http);
            return;
        }

        FoundDeskSession? found = DeskCookie.Of(http.Request) is { } secret ? await desks.FindAsync(secret, http.RequestAborted) : null;
        if (found is null)
        {
            await DeskSignInEndpoints.AskAsync(http, DeskProblems.SessionOver());
            return;
        }

        http.Features.Set(found.Session);
        http.Features.Set(found.Caller);
        await next(http);
    }

    async Task AdmitBrowserAsync(HttpContext http)
    {
        if (!SameOrigin.Allows(http.Request))
        {
            await SameOrigin.Refusal.ToHttp().ExecuteAsync(http);
            return;
        }

        LearnerSession? session = LearnerCookie.Of(http.Request) is { } secret ? await sessions.FindAsync(secret, http.RequestAborted) : null;
        if (session is null || (await learners.HandleAsync(session.ToCaller(), http.RequestAborted)) is not { Problem: null } own)
        {
            await PageAnswer.WriteAsync<Notice, NoticeModel>(http, NoticeModel.LinkNeeded, StatusCodes.Status401Unauthorized);
            return;
        }

        http.Features.Set(session);
        http.Features.Set(session.ToCaller());
        http.Features.Set(own.Value);
        await next(http);
    }

    async Task AdmitAsync(HttpContext http, AllowedRoles allowed)
    {
        string header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            await ChallengeAsync(http, Required, "Bearer realm=\"hub\"");
            return;
        }

        string secret = SecretOf(http.Request);
        bool isToken = tokens.Takes(secret), isSession = LearnerSessions.Takes(secret);
        if (!isToken && !isSession && keys.IsShutOut(secret))
        {
            await ClientLimits.RefuseAsync(http);
            return;
        }

        Result<Caller> found = isToken ? await tokens.FindAsync(secret, http.RequestAborted)
            : isSession ? (await sessions.FindAsync(secret, http.RequestAborted))?.ToCaller() ?? (Result<Caller>)SessionOver
            : await keys.FindAsync(secret, http.RequestAborted) ?? (Result<Caller>)Invalid;
        if (found.Problem is { } problem)
        {
            await RefuseAsync(http, problem);
            return;
        }

        Caller caller = found.Value;
        if (!allowed.Roles.Any(caller.Has))
        {
            string roles = string.Join(" or ", allowed.Roles.Select(HubJson.NameOf));
            await new Problem(ProblemKind.Forbidden, "auth.forbidden", "Your key or token may not do this.", $"It needs the role {roles}.").ToHttp().ExecuteAsync(http);
            return;
        }

        http.Features.Set(caller);
        if (await FindLearnerAsync(http, caller) is { } unknown) await unknown.ToHttp().ExecuteAsync(http);
        else await next(http);
    }

    /// <summary>Which learner the caller is, where the endpoint is about that; the problem where it is none.</summary>
    async Task<Problem?> FindLearnerAsync(HttpContext http, Caller caller)
    {
        if (http.GetEndpoint()!.Metadata.GetMetadata<OnOwnData>() is null) return null;
        Result<OwnLearner> own = await learners.HandleAsync(caller, http.RequestAborted);
        if (own.Problem is null) http.Features.Set(own.Value);
        return own.Problem;
    }

    /// <summary>The bearer token of a request that was let in.</summary>
    public static string SecretOf(HttpRequest request) => request.Headers.Authorization.ToString()[Scheme.Length..].Trim();

    /// <summary>RFC 6750, 3: a token that is refused is named so in the challenge; what is wrong with it stands in the body too.</summary>
    static Task RefuseAsync(HttpContext http, Problem problem)
    {
        if (problem.Kind == ProblemKind.Unauthenticated) return ChallengeAsync(http, problem, $"Bearer realm=\"hub\", error=\"invalid_token\", error_description=\"{problem.Title}\"");
        if (problem.Kind == ProblemKind.Unavailable) http.Response.Headers.RetryAfter = IssuerKeys.AfterFailure.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return problem.ToHttp().ExecuteAsync(http);
    }

    static Task ChallengeAsync(HttpContext http, Problem problem, string challenge)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return problem.ToHttp().ExecuteAsync(http);
    }
}
