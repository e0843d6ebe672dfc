using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;
using Hub.Records;

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
    const int IdLength = 16;
    const int PageRows = 1_000;

    readonly ConcurrentDictionary<string, bool> _revokedHere = new(StringComparer.Ordinal);

    /// <summary>The key and its secret, which can never be shown again.</summary>
    /// <param name="by">Who hands it out; null: whoever can write the hub's data.</param>
    public Task<(ApiKey Key, string Secret)> AddAsync(OrganisationId organisation, IReadOnlyCollection<Role> roles, DateTimeOffset? expiresAt, CancellationToken cancel, Caller? by = null) =>
        AddAsync(RandomNumberGenerator.GetBytes(SecretBytes), organisation, roles, expiresAt, by, cancel);

    /// <summary>The key of these bytes; when it is there already, that one.</summary>
    internal async Task<(ApiKey Key, string Secret)> AddAsync(byte[] bytes, OrganisationId organisation, IReadOnlyCollection<Role> roles, DateTimeOffset? expiresAt, Caller? by, CancellationToken cancel)
    {
        string secret = Prefix + Base64Url.EncodeToString(bytes);
        string hash = HashOf(secret);
        var key = new ApiKey(hash[..IdLength], organisation, [.. roles.Distinct().Order()], clock.GetUtcNow(), expiresAt, Revoked: false);
        CommitOutcome outcome = await tables.CommitAsync(Table, hash[..2], [RowChange.Insert(hash, Body(key)), FactOf(key, by).ToChange()], cancel);
        if (outcome.IsDone) return (key, secret);
        TableRow present = await tables.FindAsync(Table, hash[..2], hash, cancel) ?? throw new InvalidOperationException($"Key {key.Id} was there and is gone.");
        return (Read(present), secret);
    }

    static AuditFact FactOf(ApiKey key, Caller? by) => new(
        $"key~{key.Id}", (by?.Organisation ?? key.Organisation).Value, key.CreatedAt, by?.KeyId ?? "local", AuditActions.KeyAdded, $"keys/{key.Organisation}/{key.Id}", string.Join(' ', key.Roles.Select(HubJson.NameOf)));

    /// <summary>Ends a key; revoking it again changes nothing. Null: there is none of this id.</summary>
    /// <param name="by">Who revokes it; null: whoever can write the hub's data.</param>
    public async Task<ApiKey?> RevokeAsync(string id, Caller? by, CancellationToken cancel)
    {
        while (true)
        {
            if (await RowAsync(id, cancel) is not { } row) return null;
            ApiKey key = Read(row);
            if (!key.Revoked)
            {
                DateTimeOffset now = clock.GetUtcNow();
                key = key with { Revoked = true, RevokedAt = now };
                var fact = new AuditFact($"key~{key.Id}~revoked", (by?.Organisation ?? key.Organisation).Value, now, by?.KeyId ?? "local", AuditActions.KeyRevoked, $"keys/{key.Organisation}/{key.Id}");
                CommitOutcome outcome = await tables.CommitAsync(Table, id[..2], [RowChange.Replace(row.Row, Body(key), row.ETag), fact.ToChange()], cancel);
                if (!outcome.IsDone) continue;
            }

            _revokedHere[id] = true;
            return key;
        }
    }

    /// <summary>Whether this process revoked the key: what it remembers of keys counts no more, before the store is asked again.</summary>
    public bool IsRevokedHere(string id) => _revokedHere.ContainsKey(id);

    /// <summary>Keys in order of their ids, also those that work no more, without their secrets.</summary>
    /// <param name="organisation">Only keys of this one.</param>
    /// <param name="after">Id of the last key of the page before.</param>
    public async Task<Page<ApiKey>> ListAsync(OrganisationId? organisation, string? after, int limit, CancellationToken cancel)
    {
        var found = new List<ApiKey>();
        for (int partition = after is null ? 0 : Convert.ToInt32(after[..2], 16); partition < RecordKeys.PartitionCount; partition++)
        {
            string name = RecordKeys.Partition(partition);
            string from = after?.StartsWith(name, StringComparison.Ordinal) == true ? EndOf(after) : name;
            while (true)
            {
                IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, name, from, null, PageRows, cancel);
                foreach (ApiKey key in rows.Select(Read).Where(k => organisation is null || k.Organisation == organisation))
                {
                    if (found.Count == limit) return new Page<ApiKey>(found, found[^1].Id);
                    found.Add(key);
                }

                if (rows.Count < PageRows) break;
                from = RowRange.After(rows[^1].Row);
            }
        }

        return new Page<ApiKey>(found, null);
    }

    public static bool IsId(string? id) => id is { Length: IdLength } && id.All(char.IsAsciiHexDigitLower);

    async Task<TableRow?> RowAsync(string id, CancellationToken cancel) =>
        IsId(id) ? (await tables.ScanAsync(Table, id[..2], id, EndOf(id), 1, cancel)).SingleOrDefault() : null;

    /// <summary>Behind the row of this key: rows are hexadecimal, and its begins with the id.</summary>
    static string EndOf(string id) => id + "g";

    static ApiKey Read(TableRow row) => JsonSerializer.Deserialize<ApiKey>(row.Body.Span, HubJson.Options)!;

    static byte[] Body(ApiKey key) => JsonSerializer.SerializeToUtf8Bytes(key, HubJson.Options);

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
        ApiKey key = Read(row);
        return key.IsUsable(clock.GetUtcNow()) ? key : null;
    }

    internal static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
