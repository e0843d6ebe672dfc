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

/// <summary>What is known of a key: everything but its secret.</summary>
/// <param name="ExpiresAt">When it stops working by itself; null: never.</param>
/// <param name="RevokedAt">When it was revoked; null while it is not.</param>
public sealed record KeyBody(string Id, string Organisation, IReadOnlyList<Role> Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    public static KeyBody Of(ApiKey k) => new(k.Id, k.Organisation.Value, k.Roles, k.CreatedAt, k.ExpiresAt, k.RevokedAt);
}

static class KeyEndpoints
{
    public static void MapKeys(this RouteGroupBuilder v1)
    {
        v1.MapGet("/keys", ListAsync).Refuses(400, 422)
            .Describe("ListKeys", Tags.Operation, "List keys", "API keys in order of their ids, those that expired or were revoked included; never a secret.");
        v1.MapDelete("/keys/{id}", RevokeAsync).Refuses(404)
            .Describe("RevokeKey", Tags.Operation, "Revoke a key", "The key stops working, for good: at once in the instance of the hub that answers; other instances of a hub in the cloud may know it for the time of Hub__KeyCache (30 seconds by default). Repeating it is harmless.");
        v1.MapPost("/keys", AddAsync).Refuses(400, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("AddKey", Tags.Operation, "Hand out a key", "Makes an API key for an organisation of the register. The answer shows the secret this once; it can not be shown again, but for a repetition with the same Idempotency-Key by the same caller within 7 days; the key with another body is refused (submission.idempotency-key-reused).");
    }

    static async Task<Results<Ok<Page<KeyBody>>, ProblemHttpResult>> ListAsync(
        [Description("Only keys of this organisation.")] string? organisation, [AsParameters] PageQuery page, ApiKeys keys, CancellationToken cancel)
    {
        if (page.Check() is { } wrong) return wrong.ToHttp();
        if (page.After is not null && !ApiKeys.IsId(page.After)) return PageProblems.CursorInvalid().ToHttp();
        OrganisationId owner = default;
        if (organisation is not null && !OrganisationId.TryParse(organisation, out owner)) return OrganisationProblems.IdInvalid(organisation).ToHttp();
        Page<ApiKey> found = await keys.ListAsync(organisation is null ? null : owner, page.After, page.Size, cancel);
        return TypedResults.Ok(new Page<KeyBody>([.. found.Items.Select(KeyBody.Of)], found.Next));
    }

    static async Task<Results<Ok<KeyBody>, ProblemHttpResult>> RevokeAsync([Description("Public id of the key, 16 hexadecimal digits.")] string id, CallerOf caller, RevokeApiKeyHandler handler, CancellationToken cancel)
    {
        Result<ApiKey> revoked = await handler.HandleAsync(caller.Value, id, cancel);
        return revoked.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(KeyBody.Of(revoked.Value));
    }

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
