using Hub.Http.Pipeline;

namespace Hub.Http.SignIn;

/// <summary>
/// Lets a request through to its endpoint when the caller has a role the table of authority asks for. Not the framework's
/// schemes and claims: a caller here is a <see cref="Caller"/>, refusals are problems with codes, and public endpoints pay
/// nothing for it.
/// </summary>
sealed class Admission(RequestDelegate next, BearerKeys keys)
{
    const string Scheme = "Bearer ";

    static readonly Problem Required = new(ProblemKind.Unauthenticated, "auth.required", "This needs a key.", "Send the header Authorization: Bearer <your API key>.");

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
        if (keys.IsShutOut(secret))
        {
            await ClientLimits.RefuseAsync(http);
            return;
        }

        if (await keys.FindAsync(secret, http.RequestAborted) is not { } caller)
        {
            await ChallengeAsync(http, Invalid, "Bearer realm=\"hub\", error=\"invalid_token\"");
            return;
        }

        if (!allowed.Roles.Any(caller.Has))
        {
            string roles = string.Join(" or ", allowed.Roles.Select(HubJson.NameOf));
            await new Problem(ProblemKind.Forbidden, "auth.forbidden", "Your key may not do this.", $"It needs the role {roles}.").ToHttp().ExecuteAsync(http);
            return;
        }

        http.Features.Set(caller);
        await next(http);
    }

    /// <summary>The bearer token of a request that was let in.</summary>
    public static string SecretOf(HttpRequest request) => request.Headers.Authorization.ToString()[Scheme.Length..].Trim();

    static Task ChallengeAsync(HttpContext http, Problem problem, string challenge)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return problem.ToHttp().ExecuteAsync(http);
    }
}
