using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;

namespace Hub.Access;

/// <summary>
/// Issues and finds API keys: <c>hub_</c> and 256 random bits, base64url. Shown once; only SHA-256 of it is stored. A plain
/// hash is enough because the secret is random, not a password.
/// </summary>
public sealed class ApiKeys(ITables tables, TimeProvider clock)
{
    public const string Table = "keys";

    const string Prefix = "hub_";
    const int SecretBytes = 32;

    /// <summary>The key and its secret, which can never be shown again.</summary>
    /// <param name="by">Who hands it out; null: whoever can write the hub's data.</param>
    public Task<(ApiKey Key, string Secret)> AddAsync(OrganisationId organisation, IReadOnlyCollection<Role> roles, DateTimeOffset? expiresAt, CancellationToken cancel, Caller? by = null) =>
        AddAsync(RandomNumberGenerator.GetBytes(SecretBytes), organisation, roles, expiresAt, by, cancel);

    /// <summary>The key of these bytes; when it is there already, that one.</summary>
    internal async Task<(ApiKey Key, string Secret)> AddAsync(byte[] bytes, OrganisationId organisation, IReadOnlyCollection<Role> roles, DateTimeOffset? expiresAt, Caller? by, CancellationToken cancel)
    {
        string secret = Prefix + Base64Url.EncodeToString(bytes);
        string hash = HashOf(secret);
        var key = new ApiKey(hash[..16], organisation, [.. roles.Distinct().Order()], clock.GetUtcNow(), expiresAt, Revoked: false);
        CommitOutcome outcome = await tables.CommitAsync(Table, hash[..2], [RowChange.Insert(hash, JsonSerializer.SerializeToUtf8Bytes(key, HubJson.Options)), FactOf(key, by).ToChange()], cancel);
        if (outcome.IsDone) return (key, secret);
        TableRow present = await tables.FindAsync(Table, hash[..2], hash, cancel) ?? throw new InvalidOperationException($"Key {key.Id} was there and is gone.");
        return (JsonSerializer.Deserialize<ApiKey>(present.Body.Span, HubJson.Options)!, secret);
    }

    static AuditFact FactOf(ApiKey key, Caller? by) => new(
        $"key~{key.Id}", (by?.Organisation ?? key.Organisation).Value, key.CreatedAt, by?.KeyId ?? "local", AuditActions.KeyAdded, $"keys/{key.Organisation}/{key.Id}", string.Join(' ', key.Roles.Select(HubJson.NameOf)));

    /// <summary>The partition that a key is in.</summary>
    public static string PartitionOf(ApiKey key) => key.Id[..2];

    /// <summary>The usable key with this secret, or null.</summary>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancel)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || secret.Length > 128) return null;
        return await FindByHashAsync(HashOf(secret), cancel);
    }

    /// <summary>The usable key whose secret has this hash, or null.</summary>
    internal async Task<ApiKey?> FindByHashAsync(string hash, CancellationToken cancel)
    {
        TableRow? row = await tables.FindAsync(Table, hash[..2], hash, cancel);
        if (row is null) return null;
        ApiKey key = JsonSerializer.Deserialize<ApiKey>(row.Body.Span, HubJson.Options)!;
        return key.IsUsable(clock.GetUtcNow()) ? key : null;
    }

    internal static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
