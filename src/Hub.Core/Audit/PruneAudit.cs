using System.Text.Json;
using Hub.Organisations;
using Hub.Ports;
using Hub.Rules;
using Hub.Rules.Adoptions;

namespace Hub.Audit;

/// <summary>
/// Removes entries that are older than the country's rules have logs kept, up to a checkpoint: the log then begins after it, and
/// its signature says so. Where the rules say nothing, everything stays.
/// </summary>
public sealed class PruneAudit(ITables tables, OrganisationRegister organisations, RulesInForce rules, TimeProvider clock)
{
    const int AtATime = TableLimits.MaxRows;

    public async Task HandleAsync(string body, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!OrganisationId.TryParse(body, out OrganisationId organisation)) return;
        string? country = await organisations.CountryOfAsync(organisation.Value, cancel);
        Ruleset ruleset = (await rules.NowAsync(cancel)).For(country, DateOnly.FromDateTime(now.UtcDateTime));
        // What is not established deletes nothing.
        if (ruleset.Privacy.AuditYears is not { } term || (term.Confidence == Confidence.Unverified && ruleset.Adoption is null)) return;
        if (await LastBeforeAsync(body, now.AddYears(-term.Value), cancel) is { } end) await PruneAsync(body, end, cancel);
    }

    /// <summary>The newest checkpoint that was signed before the term: all entries up to it are older.</summary>
    async Task<SignedCheckpoint?> LastBeforeAsync(string body, DateTimeOffset term, CancellationToken cancel)
    {
        SignedCheckpoint? last = null;
        for (string from = AuditKeys.CheckpointPrefix; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(AuditKeys.Table, body, from, RowRange.EndOf(AuditKeys.CheckpointPrefix), TableLimits.MaxPage, cancel);
            foreach (TableRow row in rows)
            {
                SignedCheckpoint checkpoint = JsonSerializer.Deserialize<SignedCheckpoint>(row.Body.Span, HubJson.Options)!;
                if (checkpoint.At >= term) return last;
                last = checkpoint;
            }

            if (rows.Count < TableLimits.MaxPage) return last;
            from = RowRange.After(rows[^1].Row);
        }
    }

    /// <summary>The head says first where the log begins; entries before that are rubbish, however far their removal comes.</summary>
    async Task PruneAsync(string body, SignedCheckpoint end, CancellationToken cancel)
    {
        for (; ; )
        {
            (AuditHead head, string? etag) = await AuditHead.ReadAsync(tables, body, cancel);
            if (head.Base is { } start && start.Sequence >= end.Sequence) break;
            AuditHead later = head with { Base = new AuditPlace(end.Sequence, end.Hash), BaseCheckpoint = end.Jws };
            if ((await tables.CommitAsync(AuditKeys.Table, body, [later.ToChange(etag)], cancel)).IsDone) break;
        }

        for (; ; )
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(AuditKeys.Table, body, AuditKeys.EntryPrefix, AuditKeys.Entry(end.Sequence + 1), AtATime, cancel);
            if (rows.Count == 0) return;
            await tables.CommitAsync(AuditKeys.Table, body, [.. rows.Select(r => RowChange.Delete(r.Row, r.ETag))], cancel);
        }
    }
}
