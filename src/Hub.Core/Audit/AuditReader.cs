using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Ports;

namespace Hub.Audit;

/// <summary>The organisation that operates the hub: its auditors see all logs.</summary>
public sealed record HubOperator(OrganisationId Organisation);

/// <param name="From">Acts at this time or later.</param>
/// <param name="Until">Acts before this time.</param>
public sealed record AuditFilter(string? Action = null, string? Actor = null, string? Object = null, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    internal bool Fits(AuditEntry entry) => (Action is null || entry.Action == Action) && (Actor is null || entry.Actor == Actor) && (Object is null || entry.Object == Object)
        && (From is null || entry.Time >= From) && (Until is null || entry.Time < Until);
}

/// <summary>Reads logs, their checkpoints, and whole exports.</summary>
public sealed class AuditReader(ITables tables, ISigner signer, HubOperator hub, TimeProvider clock)
{
    /// <summary>Entries looked at until a page ends early.</summary>
    const int MostLookedAt = 5000;

    const int AtATime = 500;

    /// <summary>The body whose log the caller may read; its own when none is named.</summary>
    public Result<string> BodyFor(Caller caller, string? named)
    {
        string body = named ?? caller.Organisation.Value;
        if (!AuditBody.IsValid(body)) return AuditProblems.BodyInvalid();
        return caller.Has(Role.Auditor) && (body == caller.Organisation.Value || caller.Organisation == hub.Organisation) ? Result.Of(body) : AuditProblems.NotYours();
    }

    /// <summary>Entries after <paramref name="after"/>, oldest first. A page may end early, even empty, and then says where to go on.</summary>
    public async Task<(IReadOnlyList<AuditEntry> Items, long? Next)> ListAsync(string body, AuditFilter filter, long after, int limit, CancellationToken cancel)
    {
        var items = new List<AuditEntry>();
        int looked = 0;
        await foreach ((AuditEntry entry, _) in EntriesAsync(body, after, long.MaxValue, cancel))
        {
            if (filter.Fits(entry)) items.Add(entry);
            if (items.Count == limit || ++looked == MostLookedAt) return (items, entry.Sequence);
        }

        return (items, null);
    }

    public async Task<Page<SignedCheckpoint>> CheckpointsAsync(string body, long after, int limit, CancellationToken cancel)
    {
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(AuditKeys.Table, body, AuditKeys.Checkpoint(after + 1), RowRange.EndOf(AuditKeys.CheckpointPrefix), limit, cancel);
        SignedCheckpoint[] items = [.. rows.Select(r => JsonSerializer.Deserialize<SignedCheckpoint>(r.Body.Span, HubJson.Options)!)];
        return new Page<SignedCheckpoint>(items, items.Length == limit ? items[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Bodies that have a log.</summary>
    public async IAsyncEnumerable<string> BodiesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (string from = "!"; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(AuditKeys.Table, AuditKeys.Bodies, from, null, TableLimits.MaxPage, cancel);
            foreach (TableRow row in rows) yield return row.Row;
            if (rows.Count < TableLimits.MaxPage) yield break;
            from = RowRange.After(rows[^1].Row);
        }
    }

    /// <summary>The log of a body as it is now, a line each; its end is signed here and now.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ExportAsync(string body, [EnumeratorCancellation] CancellationToken cancel)
    {
        (AuditHead head, _) = await AuditHead.ReadAsync(tables, body, cancel);
        DateTimeOffset now = clock.GetUtcNow();
        string? checkpoint = head.Sequence == 0 ? null : await AuditCheckpoint.SignAsync(signer, body, head, now, cancel);
        yield return JsonSerializer.SerializeToUtf8Bytes(new AuditExportLine(new AuditExport(body, head.Sequence - head.First + 1, now, checkpoint, head.Base, head.BaseCheckpoint)), HubJson.Options);
        // What was signed earlier shows whether the end, signed now, goes on from it.
        for (Page<SignedCheckpoint> page = new([], "0"); page.Next is { } after;)
        {
            page = await CheckpointsAsync(body, Math.Max(long.Parse(after, CultureInfo.InvariantCulture), head.First - 1), TableLimits.MaxPage, cancel);
            foreach (SignedCheckpoint kept in page.Items) yield return JsonSerializer.SerializeToUtf8Bytes(new AuditCheckpointLine(kept.Jws), HubJson.Options);
        }

        await foreach ((_, ReadOnlyMemory<byte> line) in EntriesAsync(body, head.First - 1, head.Sequence, cancel)) yield return line;
    }

    /// <summary>Rows as they are stored: what is wrong in them an export must show.</summary>
    async IAsyncEnumerable<(AuditEntry Entry, ReadOnlyMemory<byte> Line)> EntriesAsync(string body, long after, long upTo, [EnumeratorCancellation] CancellationToken cancel)
    {
        string to = upTo == long.MaxValue ? RowRange.EndOf(AuditKeys.EntryPrefix) : AuditKeys.Entry(upTo + 1);
        for (string from = AuditKeys.Entry(after + 1); ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(AuditKeys.Table, body, from, to, AtATime, cancel);
            foreach (TableRow row in rows) yield return (JsonSerializer.Deserialize<AuditEntry>(row.Body.Span, HubJson.Options)!, row.Body);
            if (rows.Count < AtATime) yield break;
            from = RowRange.After(rows[^1].Row);
        }
    }
}
