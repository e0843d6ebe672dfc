using System.Globalization;
using System.Text.Json;
using Hub.Ports;
using Hub.Recognition.Statistics;

namespace Hub.Recognition.Cases;

/// <summary>
/// Keeps cases. A case and the rows of the lists it stands in share a partition, so what reviewers see changes in the case's own
/// commit; the moment that counts is taken inside it, so a decision and a deadline can not both have been first.
/// </summary>
public sealed class CaseStore(ITables tables, TimeProvider clock)
{
    public const string Table = "cases";

    public const string ByDue = "due", ByAssignee = "assignee", ByState = "state";

    /// <summary>In place of the time, for open cases that have no due time: sorts after every digit, so that they come last and are not forgotten.</summary>
    const string NoDue = "none";

    readonly CaseStatistics _bodies = new(tables);

    public async Task<RecognitionCase?> FindAsync(CaseId id, CancellationToken cancel) =>
        await tables.FindAsync(Table, id.Partition, RowOf(id), cancel) is { } row ? Read(row) : null;

    /// <summary>Writes a new case; false when there is one with its id.</summary>
    public async Task<bool> AddAsync(RecognitionCase added, CancellationToken cancel)
    {
        CaseId id = CaseId.Parse(added.Id);
        await _bodies.ExpectAsync(id, cancel);
        List<RowChange> changes = [RowChange.Insert(RowOf(id), Body(added)), .. ListRows(added).Select(row => RowChange.Upsert(row, Body(Item(added)))), .. CaseAudit.FactsOf(null, added)];
        bool isNew = (await tables.CommitAsync(Table, id.Partition, changes, cancel)).IsDone;
        if (isNew) CaseMetrics.CameTo(added.Stage);
        return isNew;
    }

    /// <summary>Changes a case by a pure decision, which is asked again when another writer was first.</summary>
    /// <param name="decide">From the case as it is and the moment that counts to the case as it shall be; the same one: nothing is written.</param>
    public Task<Result<RecognitionCase>> ChangeAsync(CaseId id, Func<RecognitionCase, DateTimeOffset, Result<RecognitionCase>> decide, CancellationToken cancel) =>
        ChangeAsync(id, (before, now) => ValueTask.FromResult(CaseChange.Of(decide(before, now))), cancel);

    /// <summary>Changes a case together with rows that stand beside it in its partition.</summary>
    /// <param name="decide">As above; what it brings beside the case is written only if the case is.</param>
    public async Task<Result<RecognitionCase>> ChangeAsync(CaseId id, Func<RecognitionCase, DateTimeOffset, ValueTask<Result<CaseChange>>> decide, CancellationToken cancel)
    {
        for (; ; )
        {
            if (await tables.FindAsync(Table, id.Partition, RowOf(id), cancel) is not { } row) return CaseProblems.NotFound();
            RecognitionCase before = Read(row);
            Result<CaseChange> decided = await decide(before, clock.GetUtcNow());
            if (decided.Problem is { } problem) return problem;
            RecognitionCase after = decided.Value.Case;
            if (ReferenceEquals(after, before)) return after;
            List<RowChange> changes = [RowChange.Replace(RowOf(id), Body(after), row.ETag), .. decided.Value.Beside, .. CaseAudit.FactsOf(before, after), .. await ListChangesAsync(id, before, after, cancel)];
            if (!(await tables.CommitAsync(Table, id.Partition, changes, cancel)).IsDone) continue;
            if (after.Stage != before.Stage) CaseMetrics.CameTo(after.Stage);
            return after;
        }
    }

    /// <summary>A page of one of a body's lists, in its order; <c>due</c> is that of all open cases by time, those without a due time last.</summary>
    /// <param name="list"><see cref="ByDue"/>, <see cref="ByAssignee"/> or <see cref="ByState"/>.</param>
    /// <param name="among">Assignee or stage; null: all.</param>
    public async Task<Page<CaseItem>> ListAsync(OrganisationId body, int year, string list, string? among, string? after, int limit, CancellationToken cancel)
    {
        string prefix = among is null ? $"{list}~" : $"{list}~{Records.RecordKeys.Escape(among)}~";
        if (after is not null && !after.StartsWith(prefix, StringComparison.Ordinal)) return new Page<CaseItem>([], null);
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, CaseId.PartitionOf(body, year), after is null ? prefix : RowRange.After(after), RowRange.EndOf(prefix), limit, cancel);
        return new Page<CaseItem>([.. rows.Select(r => JsonSerializer.Deserialize<CaseItem>(r.Body.Span, HubJson.Options)!)], rows.Count < limit ? null : rows[^1].Row);
    }

    async Task<List<RowChange>> ListChangesAsync(CaseId id, RecognitionCase before, RecognitionCase after, CancellationToken cancel)
    {
        HashSet<string> wanted = [.. ListRows(after)];
        string[] gone = [.. ListRows(before).Where(r => !wanted.Contains(r))];
        var changes = wanted.Select(row => RowChange.Upsert(row, Body(Item(after)))).ToList();
        if (gone.Length == 0) return changes;
        foreach (TableRow row in await tables.FindManyAsync(Table, id.Partition, gone, cancel)) changes.Add(RowChange.Delete(row.Row, row.ETag));
        return changes;
    }

    static IEnumerable<string> ListRows(RecognitionCase of)
    {
        string key = CaseId.Parse(of.Id).Key;
        yield return $"{ByState}~{HubJson.NameOf(of.Stage)}~{key}";
        if (of.Stage == CaseStage.Final) yield break;
        if (of.Assignee is { } assignee) yield return $"{ByAssignee}~{Records.RecordKeys.Escape(assignee)}~{key}";
        yield return of.Dates?.Due is { } due ? string.Create(CultureInfo.InvariantCulture, $"{ByDue}~{due.UtcDateTime:yyyyMMddHHmmss}~{key}") : $"{ByDue}~{NoDue}~{key}";
    }

    static string RowOf(CaseId id) => $"case~{id.Key}";

    static CaseItem Item(RecognitionCase of) => new(of.Id, of.Stage, of.Provider, of.Route, of.Assignee, of.Dates?.Due, of.HasFact(CaseTurns.Escalated(of)));

    static RecognitionCase Read(TableRow row) => JsonSerializer.Deserialize<RecognitionCase>(row.Body.Span, HubJson.Options)!;

    static byte[] Body<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, HubJson.Options);
}

/// <summary>A case as it shall be, with rows that are written in its commit.</summary>
/// <param name="Beside">Rows of the case's partition.</param>
public sealed record CaseChange(RecognitionCase Case, params IReadOnlyList<RowChange> Beside)
{
    public static Result<CaseChange> Of(Result<RecognitionCase> decided) => decided.Problem is { } problem ? problem : new CaseChange(decided.Value);
}

/// <summary>A case as it stands in a list.</summary>
public sealed record CaseItem(string Id, CaseStage Stage, string Provider, string Route, string? Assignee, DateTimeOffset? Due, bool IsEscalated);
