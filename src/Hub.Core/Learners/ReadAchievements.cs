using Hub.Records;

namespace Hub.Learners;

/// <summary>Reads what an organisation itself sent of a learner, with everything merged into it.</summary>
public sealed class ReadAchievementsHandler(LearnerStore learners, LearnerRecords records)
{
    public async Task<Result<IReadOnlyList<ListedRecord>>> HandleAsync(Caller caller, LearnerReference reference, CancellationToken cancel)
    {
        if (await learners.FindAsync(reference, cancel) is not var (row, _)) return LearnerProblems.NotFound();
        string[] all = [reference.Value, .. row.Aliases ?? []];
        var found = new List<ListedRecord>();
        foreach (LearnerReference one in all.Select(a => new LearnerReference(a)))
            found.AddRange(await OpenAsync(one, await records.ListAsync(one, caller.Organisation, cancel), cancel));
        // A reference is no secret that opens anything: whoever sent nothing of the learner learns nothing of it, not even that it is one.
        if (found.Count == 0 && !caller.Has(Role.Registrar)) return LearnerProblems.NotFound();
        if (row.ErasedAt is not null) return LearnerProblems.Erased();
        if (row.MergedInto is { } into) return LearnerProblems.Merged(into);
        return row.Restriction is not null ? LearnerProblems.Restricted() : Result.Of<IReadOnlyList<ListedRecord>>(found);
    }

    async Task<IEnumerable<ListedRecord>> OpenAsync(LearnerReference reference, IReadOnlyList<ListedRecord> stored, CancellationToken cancel)
    {
        if (stored.Count == 0 || await learners.FindAsync(reference, cancel) is not var (row, _)) return [];
        using Learner? learner = await learners.OpenAsync(reference, row, cancel);
        return learner is null ? [] : [.. stored.Select(r => r with { Record = r.Record with { Json = LearnerJson.Open(r.Record.Json, learner, r.Id) } })];
    }
}
