using System.Globalization;
using Hub.Http.Pipeline;
using Hub.Http.SignIn.Tokens;

namespace Hub.Http.SignIn;

/// <summary>
/// Lets a request through to its endpoint when the caller has a role the table of authority asks for. Not the framework's
/// schemes and claims: a caller here is a <see cref="Caller"/>, refusals are problems with codes, and public endpoints pay
/// nothing for it.
/// </summary>
sealed class Admission(RequestDelegate next, BearerKeys keys, AccessTokens tokens)
{
    const string Scheme = "Bearer ";

    static readonly Problem Required = new(ProblemKind.Unauthenticated, "auth.required", "This needs a key or an access token.", "Send the header Authorization: Bearer <your API key or access token>.");

    static readonly Problem Invalid = new(ProblemKind.Unauthenticated, "auth.invalid", "The key is not known, expired or revoked.", "Ask a registrar for a new one.");

    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<AllowedRoles>() is { } allowed ? AdmitAsync(http, allowed) : next(http);

    async Task AdmitAsync(HttpContext http, AllowedRoles allowed)
    {
        string header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            await ChallengeAsync(http, Required, "Bearer realm=\"hub\"");
            return;
        }

        string secret = SecretOf(http.Request);
        bool isToken = tokens.Takes(secret);
        if (!isToken && keys.IsShutOut(secret))
        {
            await ClientLimits.RefuseAsync(http);
            return;
        }

        Result<Caller> found = isToken ? await tokens.FindAsync(secret, http.RequestAborted) : await keys.FindAsync(secret, http.RequestAborted) ?? (Result<Caller>)Invalid;
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
        await next(http);
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
