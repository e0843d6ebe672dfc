using System.Text.Json;
using Hub.Ports;

namespace Hub.Learners.Access;

/// <summary>Sessions of learners who came by a link: <c>lrn_</c>, the partition, and 256 random bits, base64url; stored as their hash.</summary>
public sealed class LearnerSessions(ITables tables, TimeProvider clock)
{
    /// <summary>Whether a bearer token is one of these, known or not.</summary>
    public static bool Takes(string secret) => secret.StartsWith(LearnerAccessKeys.SessionSecret, StringComparison.Ordinal);

    /// <summary>The session of this secret; null when there is none, or it is over.</summary>
    public async Task<LearnerSession?> FindAsync(string secret, CancellationToken cancel)
    {
        if (LearnerAccessKeys.SessionOf(secret) is not var (partition, name) || await tables.FindAsync(LearnerAccessKeys.Table, partition, name, cancel) is not { } row) return null;
        LearnerSession session = JsonSerializer.Deserialize<LearnerSession>(row.Body.Span, HubJson.Options)!;
        return session.ExpiresAt > clock.GetUtcNow() ? session : null;
    }

    /// <summary>Ends it now. Of one that is over, nothing is left to end.</summary>
    public async Task EndAsync(string secret, CancellationToken cancel)
    {
        if (LearnerAccessKeys.SessionOf(secret) is var (partition, name) && await tables.FindAsync(LearnerAccessKeys.Table, partition, name, cancel) is { } row)
            await tables.CommitAsync(LearnerAccessKeys.Table, partition, [RowChange.Delete(name, row.ETag)], cancel);       // refused where another ended it
    }
}

/// <summary>Takes away links and sessions whose time is over.</summary>
public sealed class SweepLearnerAccess(ITables tables, TimeProvider clock)
{
    public async Task HandleAsync(CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        for (int partition = 0; partition < Records.RecordKeys.PartitionCount; partition++)
        {
            await SweepAsync(Records.RecordKeys.Partition(partition), LearnerAccessKeys.LinkPrefix, row => JsonSerializer.Deserialize<LearnerLink>(row.Body.Span, HubJson.Options)!.ExpiresAt <= now, cancel);
            await SweepAsync(Records.RecordKeys.Partition(partition), LearnerAccessKeys.SessionPrefix, row => JsonSerializer.Deserialize<LearnerSession>(row.Body.Span, HubJson.Options)!.ExpiresAt <= now, cancel);
        }
    }

    async Task SweepAsync(string partition, string prefix, Func<TableRow, bool> isOver, CancellationToken cancel)
    {
        for (string from = prefix; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(LearnerAccessKeys.Table, partition, from, RowRange.EndOf(prefix), TableLimits.MaxRows, cancel);
            TableRow[] over = [.. rows.Where(isOver)];
            // Refused where somebody used one of them meanwhile: then the next sweep finds the others.
            if (over.Length > 0) await tables.CommitAsync(LearnerAccessKeys.Table, partition, [.. over.Select(r => RowChange.Delete(r.Row, r.ETag))], cancel);
            if (rows.Count < TableLimits.MaxRows) return;
            from = RowRange.After(rows[^1].Row);
        }
    }
}
