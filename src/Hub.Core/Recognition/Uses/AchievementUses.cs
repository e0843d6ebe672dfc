using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Learners;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;
using Hub.Records;

namespace Hub.Recognition.Uses;

/// <summary>
/// What a learner's achievements count for, and the learner's cases, in one partition with nothing that names the learner but the
/// reference. All uses of a case are one commit of rows that must not be there yet, so of two cases that want the same
/// achievement for the same target one has it. They are written under the reference that stands for the person now; what
/// was written under one that has been merged since counts as well.
/// </summary>
public sealed class AchievementUses(ITables tables, LearnerStore learners) : IAchievementUses
{
    public const string Table = "learneruses";

    /// <summary>Achievements one case may rest on: their uses and its own row are one commit.</summary>
    public const int MostAchievements = TableLimits.MaxRows - 1;

    public async Task<bool> ReserveAsync(RecognitionCase of, CancellationToken cancel)
    {
        string[] person = [.. (await PersonAsync(of.Learner, cancel)).Select(r => r.Value)];
        for (; ; )
        {
            var taken = new Dictionary<string, StoredUse>(StringComparer.Ordinal);
            foreach (string reference in person)
                foreach (TableRow row in await tables.FindManyAsync(Table, RecordKeys.PartitionOf(reference), [.. of.Achievements.Select(a => RowOf(reference, of.Target, a))], cancel)) taken[Read(row).Achievement] = Read(row);
            if (taken.Values.Any(use => use.Case != of.Id)) return false;
            RowChange[] changes = [.. of.Achievements.Where(a => !taken.ContainsKey(a)).Select(a => RowChange.Insert(RowOf(person[0], of.Target, a), Body(new StoredUse(of.Id, of.Target, a, IsConfirmed: false))))];
            if (changes.Length == 0 || (await tables.CommitAsync(Table, RecordKeys.PartitionOf(person[0]), changes, cancel)).IsDone) return true;
        }
    }

    public Task ConfirmAsync(RecognitionCase of, CancellationToken cancel) =>
        ChangeAsync(of, row => RowChange.Replace(row.Row, Body(Read(row) with { IsConfirmed = true }), row.ETag), cancel);

    public Task ReleaseAsync(RecognitionCase of, CancellationToken cancel) => ChangeAsync(of, row => RowChange.Delete(row.Row, row.ETag), cancel);

    /// <summary>Notes that the learner has a case; before the case is written, so that none is missing from the learner's list.</summary>
    public Task NoteCaseAsync(string learner, CaseId id, CancellationToken cancel) =>
        tables.CommitAsync(Table, RecordKeys.PartitionOf(learner), [RowChange.Upsert($"{CasePrefix(learner)}{id}", "{}"u8.ToArray())], cancel);

    /// <summary>Ids of the learner's cases; some may not have been written.</summary>
    public async Task<IReadOnlyList<CaseId>> CasesOfAsync(string learner, CancellationToken cancel)
    {
        var all = new List<CaseId>();
        foreach (LearnerReference reference in await PersonAsync(learner, cancel))
            all.AddRange((await ScanAsync(reference.Value, CasePrefix(reference.Value), cancel)).Select(r => CaseId.Parse(r.Row[CasePrefix(reference.Value).Length..])));
        return all;
    }

    /// <summary>Uses of the learner's achievements, by achievement.</summary>
    internal async Task<ILookup<string, AchievementUse>> OfAsync(string learner, CancellationToken cancel)
    {
        var all = new List<StoredUse>();
        foreach (LearnerReference reference in await PersonAsync(learner, cancel)) all.AddRange((await ScanAsync(reference.Value, UsePrefix(reference.Value), cancel)).Select(Read));
        return all.ToLookup(u => u.Achievement, u => new AchievementUse(u.Target, u.Case), StringComparer.Ordinal);
    }

    /// <summary>The references that are the person, the one that stands for it first.</summary>
    internal async Task<IReadOnlyList<LearnerReference>> PersonAsync(string learner, CancellationToken cancel)
    {
        var reference = new LearnerReference(learner);
        if (await learners.FindAsync(reference, cancel) is not var (row, _)) return [reference];
        if (row.MergedInto is not { } into || await learners.FindAsync(new LearnerReference(into), cancel) is not var (standing, _)) return row.AllOf(reference);
        return standing.AllOf(new LearnerReference(into));
    }

    async Task ChangeAsync(RecognitionCase of, Func<TableRow, RowChange> change, CancellationToken cancel)
    {
        foreach (LearnerReference reference in await PersonAsync(of.Learner, cancel)) await ChangeAsync(reference.Value, of, change, cancel);
    }

    async Task ChangeAsync(string reference, RecognitionCase of, Func<TableRow, RowChange> change, CancellationToken cancel)
    {
        string partition = RecordKeys.PartitionOf(reference);
        for (; ; )
        {
            IReadOnlyList<TableRow> rows = await tables.FindManyAsync(Table, partition, [.. of.Achievements.Select(a => RowOf(reference, of.Target, a))], cancel);
            RowChange[] changes = [.. rows.Where(r => Read(r).Case == of.Id).Select(change)];
            if (changes.Length == 0 || (await tables.CommitAsync(Table, partition, changes, cancel)).IsDone) return;
        }
    }

    async Task<List<TableRow>> ScanAsync(string learner, string prefix, CancellationToken cancel)
    {
        var all = new List<TableRow>();
        for (string from = prefix; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, RecordKeys.PartitionOf(learner), from, RowRange.EndOf(prefix), TableLimits.MaxPage, cancel);
            all.AddRange(rows);
            if (rows.Count < TableLimits.MaxPage) return all;
            from = RowRange.After(rows[^1].Row);
        }
    }

    static string CasePrefix(string learner) => $"{learner}~case~";

    static string UsePrefix(string learner) => $"{learner}~use~";

    /// <summary>Ids may be longer together than a key.</summary>
    static string RowOf(string learner, string target, string achievement) => $"{UsePrefix(learner)}{Short(target)}~{Short(achievement)}";

    static string Short(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));

    static StoredUse Read(TableRow row) => JsonSerializer.Deserialize<StoredUse>(row.Body.Span, HubJson.Options)!;

    static byte[] Body(StoredUse use) => JsonSerializer.SerializeToUtf8Bytes(use, HubJson.Options);

    sealed record StoredUse(string Case, string Target, string Achievement, bool IsConfirmed);
}
