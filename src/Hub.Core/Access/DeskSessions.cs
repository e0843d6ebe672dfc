using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Ports;

namespace Hub.Access;

/// <summary>Somebody who signed in at the reviewers' desk with a key.</summary>
/// <param name="KeyHash">SHA-256 of the key's secret, as the key itself is stored: the key is looked up again with every request.</param>
public sealed record DeskSession(string KeyHash, DateTimeOffset ExpiresAt);

/// <param name="Caller">As reviewer alone, whatever else the key may do.</param>
public sealed record FoundDeskSession(DeskSession Session, Caller Caller);

/// <summary>
/// Sessions at the reviewers' desk: <c>dsk_</c>, the partition, and 256 random bits, base64url; stored as their hash. A session is worth no
/// more than its key: it ends with it.
/// </summary>
public sealed class DeskSessions(ITables tables, ApiKeys keys, TimeProvider clock)
{
    public const string Table = "desksessions";

    public static readonly TimeSpan Length = TimeSpan.FromHours(8);

    const string Prefix = "dsk_";

    const int SecretBytes = 32, SecretCharacters = 43, PartitionCharacters = 2;

    /// <summary>Begins a session for the key with this secret.</summary>
    /// <returns>The secret of the session, shown this once; <c>desk.key-unusable</c> where the key is none of a reviewer.</returns>
    public async Task<Result<(string Secret, DateTimeOffset ExpiresAt)>> BeginAsync(string keySecret, CancellationToken cancel)
    {
        if (await keys.FindAsync(keySecret, cancel) is not { } key || !key.Roles.Contains(Role.Reviewer)) return DeskProblems.KeyUnusable();
        string hash = ApiKeys.HashOf(keySecret), partition = hash[..PartitionCharacters];
        DateTimeOffset end = clock.GetUtcNow() + Length;
        var session = new DeskSession(hash, key.ExpiresAt < end ? key.ExpiresAt.Value : end);
        string secret = Prefix + partition + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        CommitOutcome written = await tables.CommitAsync(Table, partition, [RowChange.Insert(HashOf(secret), JsonSerializer.SerializeToUtf8Bytes(session, HubJson.Options))], cancel);
        return written.IsDone ? (secret, session.ExpiresAt) : throw new InvalidOperationException("256 random bits were there already.");
    }

    /// <summary>The session of this secret and who that is; null when there is none, it is over, or its key is.</summary>
    public async Task<FoundDeskSession?> FindAsync(string secret, CancellationToken cancel)
    {
        if (PartitionOf(secret) is not { } partition || await tables.FindAsync(Table, partition, HashOf(secret), cancel) is not { } row) return null;
        DeskSession session = JsonSerializer.Deserialize<DeskSession>(row.Body.Span, HubJson.Options)!;
        if (session.ExpiresAt <= clock.GetUtcNow() || await keys.FindByHashAsync(session.KeyHash, cancel) is not { } key || !key.Roles.Contains(Role.Reviewer)) return null;
        return new FoundDeskSession(session, key.ToCaller() with { Roles = new HashSet<Role> { Role.Reviewer } });
    }

    /// <summary>Ends it now. Of one that is over, nothing is left to end.</summary>
    public async Task EndAsync(string secret, CancellationToken cancel)
    {
        if (PartitionOf(secret) is { } partition && await tables.FindAsync(Table, partition, HashOf(secret), cancel) is { } row)
            await tables.CommitAsync(Table, partition, [RowChange.Delete(row.Row, row.ETag)], cancel);       // refused where another ended it
    }

    /// <summary>Takes away sessions whose time is over.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        for (int partition = 0; partition < Records.RecordKeys.PartitionCount; partition++) await SweepAsync(Records.RecordKeys.Partition(partition), now, cancel);
    }

    async Task SweepAsync(string partition, DateTimeOffset now, CancellationToken cancel)
    {
        for (string from = ""; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, partition, from, null, TableLimits.MaxRows, cancel);
            TableRow[] over = [.. rows.Where(row => JsonSerializer.Deserialize<DeskSession>(row.Body.Span, HubJson.Options)!.ExpiresAt <= now)];
            // Refused where somebody ended one of them meanwhile: then the next sweep finds the others.
            if (over.Length > 0) await tables.CommitAsync(Table, partition, [.. over.Select(r => RowChange.Delete(r.Row, r.ETag))], cancel);
            if (rows.Count < TableLimits.MaxRows) return;
            from = RowRange.After(rows[^1].Row);
        }
    }

    static string? PartitionOf(string secret)
    {
        if (secret.Length != Prefix.Length + PartitionCharacters + SecretCharacters || !secret.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        string partition = secret.Substring(Prefix.Length, PartitionCharacters);
        return partition.All(char.IsAsciiHexDigitLower) ? partition : null;
    }

    static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>Refusals at the reviewers' desk. Codes are public contract.</summary>
public static class DeskProblems
{
    /// <summary>The same for a key that nobody knows and one that may not: who guesses learns nothing.</summary>
    public static Problem KeyUnusable() => new(ProblemKind.Forbidden, "desk.key-unusable", "This key does not open the desk.", "It takes a key with the role reviewer that has neither expired nor been revoked.");

    public static Problem SessionOver() => new(ProblemKind.Unauthenticated, "desk.session-over", "Nobody is signed in, or the session is over.", "Sign in with the key of a reviewer.");
}
