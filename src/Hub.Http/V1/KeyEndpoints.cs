using System.ComponentModel;
using Hub.Access;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <param name="Organisation">Organisation of the register that the key acts for.</param>
/// <param name="Roles">One or more of provider, reviewer, registrar, publisher, auditor.</param>
/// <param name="ExpiresAt">When it stops working; null: never.</param>
public sealed record NewKeyBody(
    [property: Description("Organisation of the register that the key acts for.")] string? Organisation,
    [property: Description("What the key may do; at least one.")] IReadOnlyList<Role>? Roles,
    [property: Description("When it stops working, UTC; left out: never.")] DateTimeOffset? ExpiresAt);

/// <param name="Id">Public id of the key; stands in audit facts.</param>
/// <param name="Secret">The key itself. Shown this once: only its hash is kept.</param>
public sealed record IssuedKey(string Id, string Organisation, IReadOnlyList<Role> Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Secret);

static class KeyEndpoints
{
    public static void MapKeys(this RouteGroupBuilder v1) => v1.MapPost("/keys", AddAsync).Refuses(400, 413, 415, 422).WithMetadata(new JsonBodyLimit())
        .Describe("AddKey", Tags.Operation, "Hand out a key", "Makes an API key for an organisation of the register. The answer shows the secret this once; it can not be shown again, but for a repetition with the same Idempotency-Key by the same caller within 7 days; the key with another body is refused (submission.idempotency-key-reused).");

    static async Task<Results<Created<IssuedKey>, ProblemHttpResult>> AddAsync(
        NewKeyBody body, [FromHeader(Name = "Idempotency-Key"), Description("1 to 255 characters that name this request; a UUID does.")] string? idempotencyKey, CallerOf caller, HttpContext http, AddApiKeyHandler handler)
    {
        if (!OrganisationId.TryParse(body.Organisation, out OrganisationId organisation)) return OrganisationProblems.IdInvalid(body.Organisation).ToHttp();
        RepeatableRequest? again = idempotencyKey is null ? null : new RepeatableRequest(idempotencyKey, Admission.SecretOf(http.Request));
        Result<(ApiKey Key, string Secret)> added = await handler.HandleAsync(caller.Value, new AddApiKeyCommand(organisation, [.. body.Roles ?? []], body.ExpiresAt, again), http.RequestAborted);
        if (added.Problem is { } problem) return problem.ToHttp();

        http.Response.Headers.CacheControl = "no-store";
        (ApiKey key, string secret) = added.Value;
        return TypedResults.Created((string?)null, new IssuedKey(key.Id, key.Organisation.Value, key.Roles, key.CreatedAt, key.ExpiresAt, secret));
    }
}
