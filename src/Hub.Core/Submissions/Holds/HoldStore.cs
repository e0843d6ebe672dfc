using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;

namespace Hub.Submissions.Holds;

/// <summary>
/// Held rows, all in one partition, so that a decision is one commit: an open hold (<c>o~</c>) becomes a decided one (<c>p~</c>),
/// which a round of its submission takes up and files away (<c>d~</c>). The list of open ones stays short.
/// </summary>
public sealed class HoldStore(ITables tables)
{
    internal const string Table = "holds";
    internal const string Partition = "holds";
    const string Open = "o~", Decided = "p~", Done = "d~";

    /// <summary>A page of a list ends early beyond this.</summary>
    const int PageBytes = 4 * 1024 * 1024;

    /// <summary>Rows passed over until a page ends early.</summary>
    const int MostPassedOver = 2_000;

    /// <summary>Adds holds that are not there, in whatever state: after a crash some may be decided already.</summary>
    public async Task AddAsync(IReadOnlyList<Hold> holds, CancellationToken cancel)
    {
        // Of each up to three rows are looked up, and up to eight go into a commit: 100 rows, 2.8 MB.
        foreach (Hold[] some in holds.Chunk(8))
        {
            string[] keys = [.. some.SelectMany(h => new[] { Open, Decided, Done }.Select(state => state + KeyOf(h.Id)))];
            var present = (await tables.FindManyAsync(Table, Partition, keys, cancel)).Select(r => r.Row[2..]).ToHashSet(StringComparer.Ordinal);
            RowChange[] changes = [.. some.Where(h => !present.Contains(KeyOf(h.Id))).Select(h => RowChange.Insert(Open + KeyOf(h.Id), Body(h)))];
            // Refused only when another handler of the same message adds them at this moment; it adds them all.
            if (changes.Length > 0) await tables.CommitAsync(Table, Partition, changes, cancel);
        }
    }

    /// <summary>Open holds in order of organisation, submission and row.</summary>
    /// <param name="prefix">See <see cref="PrefixOf"/>; null for all.</param>
    /// <param name="after">Id of the last hold of the page before.</param>
    public Task<Page<Hold>> ListAsync(string? prefix, string? kind, HoldId? after, int limit, CancellationToken cancel) => ListAsync(prefix, kind, after, limit, seen: null, cancel);

    /// <param name="seen">Which of them the caller sees; null: all. A page then may end early, even empty, and says where to go on.</param>
    public async Task<Page<Hold>> ListAsync(string? prefix, string? kind, HoldId? after, int limit, Func<Hold, Task<bool>>? seen, CancellationToken cancel)
    {
        string all = Open + prefix, from = after is { } last ? RowRange.After(Open + KeyOf(last)) : all;
        var items = new List<Hold>();
        for (int bytes = 0, looked = 0; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, Partition, from, RowRange.EndOf(all), Math.Min(limit, 100), cancel);
            foreach (TableRow row in rows)
            {
                Hold hold = Read(row);
                if ((kind is not null && hold.Kind != kind) || (seen is not null && !await seen(hold)))
                {
                    if (++looked >= MostPassedOver) return new Page<Hold>(items, hold.Id.ToString());
                    continue;
                }
                items.Add(hold);
                bytes += row.Body.Length;
                if (items.Count == limit || bytes > PageBytes) return new Page<Hold>(items, hold.Id.ToString());
            }

            if (rows.Count == 0) return new Page<Hold>(items, null);
            from = RowRange.After(rows[^1].Row);
        }
    }

    public static string PrefixOf(OrganisationId organisation) => organisation.Value + "~";

    public static string PrefixOf(SubmissionId id) => string.Create(CultureInfo.InvariantCulture, $"{id.Organisation.Value}~{id.Number:D10}~");

    /// <summary>The hold with the row it stands in; null when there is none.</summary>
    public async Task<(Hold Hold, TableRow Row)?> FindAsync(HoldId id, CancellationToken cancel)
    {
        IReadOnlyList<TableRow> rows = await tables.FindManyAsync(Table, Partition, [Open + KeyOf(id), Decided + KeyOf(id), Done + KeyOf(id)], cancel);
        return rows.Count == 0 ? null : (Read(rows[0]), rows[0]);
    }

    /// <summary>False when somebody else was faster.</summary>
    /// <param name="fact">What the log says of the decision.</param>
    public async Task<bool> DecideAsync(Hold decided, TableRow open, AuditFact fact, CancellationToken cancel) =>
        (await tables.CommitAsync(Table, Partition, [RowChange.Delete(open.Row, open.ETag), RowChange.Insert(Decided + KeyOf(decided.Id), Body(decided)), fact.ToChange()], cancel)).IsDone;

    /// <summary>Decisions that no round of the submission has finished, as what they make of their rows.</summary>
    public async Task<IReadOnlyList<SettledRow>> DecidedAsync(SubmissionId id, CancellationToken cancel) =>
        [.. (await RowsAsync(id, TableLimits.MaxPage, cancel)).Select(Read).Select(h => h.State == HoldState.Released
            ? new SettledRow(h.Row, Disposition.Accepted, null, RowFindings.HoldReleased.Code, null)
            : new SettledRow(h.Row, Disposition.Rejected, null, RowFindings.HoldRefused.Code, h.Reason))];

    public async Task<bool> HasDecidedAsync(SubmissionId id, CancellationToken cancel) => (await RowsAsync(id, 1, cancel)).Count > 0;

    /// <summary>Submissions with decisions that no round has finished.</summary>
    public async IAsyncEnumerable<SubmissionId> DecidedAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (string from = Decided; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, Partition, from, RowRange.EndOf(Decided), 1, cancel);
            if (rows.Count == 0) yield break;
            SubmissionId id = Read(rows[0]).Id.Submission;
            yield return id;
            from = Decided + PrefixOf(id with { Number = id.Number + 1 });
        }
    }

    /// <summary>Files away the decisions that a settlement holds.</summary>
    public async Task CompleteAsync(SubmissionId id, Settlement settlement, CancellationToken cancel)
    {
        var taken = settlement.Rows.Where(r => r.IsDecision).Select(r => r.Row).ToHashSet();
        foreach (TableRow row in await RowsAsync(id, TableLimits.MaxPage, cancel))
        {
            if (!taken.Contains(Read(row).Row)) continue;
            await tables.CommitAsync(Table, Partition, [RowChange.Delete(row.Row, row.ETag), RowChange.Upsert(Done + row.Row[2..], row.Body)], cancel);
        }
    }

    Task<IReadOnlyList<TableRow>> RowsAsync(SubmissionId id, int limit, CancellationToken cancel)
    {
        string prefix = Decided + PrefixOf(id);
        return tables.ScanAsync(Table, Partition, prefix, RowRange.EndOf(prefix), limit, cancel);
    }

    static string KeyOf(HoldId id) => string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(id.Submission)}{id.Row:D10}~{id.Round:D4}");

    static byte[] Body(Hold hold) => JsonSerializer.SerializeToUtf8Bytes(hold, HubJson.Options);

    static Hold Read(TableRow row) => JsonSerializer.Deserialize<Hold>(row.Body.Span, HubJson.Options)!;
}
