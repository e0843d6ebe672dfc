using Hub.Audit;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Learners;

/// <summary>Reads what an organisation itself sent of a learner, with everything merged into it.</summary>
public sealed class ReadAchievementsHandler(LearnerStore learners, LearnerRecords records, AuditTrail trail)
{
    /// <summary>Grounds of reading, as the log has them.</summary>
    const string OwnRecords = "own-records", Registrar = "registrar";

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
        if (row.Restriction is not null) return LearnerProblems.Restricted();
        if (found.Count > 0) await trail.NoteReadingAsync(caller, caller.Organisation, $"learners/{reference.Value}", OwnRecords, cancel);
        return found;
    }

    /// <summary>The reference and those that were merged into it.</summary>
    internal async Task<HashSet<string>> ReferencesAsync(LearnerReference reference, CancellationToken cancel) =>
        await learners.FindAsync(reference, cancel) is var (row, _) ? [reference.Value, .. row.Aliases ?? []] : [reference.Value];

    /// <summary>One achievement by its public id, for the organisation that sent it and for registrars.</summary>
    public async Task<Result<StoredRecord>> FindAsync(Caller caller, string id, CancellationToken cancel)
    {
        if (!RecordId.TryParse(id, out RecordId parsed) || !SubmissionAuthority.MayRead(caller, parsed.Organisation)) return RecordProblems.NotFound();
        if (await records.LearnerOfAsync(id, cancel) is not { } reference || await learners.FindAsync(reference, cancel) is not var (row, _)) return RecordProblems.NotFound();
        if (row.Restriction is not null) return LearnerProblems.Restricted();
        if (await records.FindAsync(id, cancel) is not { } record) return RecordProblems.NotFound();
        await trail.NoteReadingAsync(caller, parsed.Organisation, $"learners/{reference.Value}", caller.Organisation == parsed.Organisation ? OwnRecords : Registrar, cancel);
        return record;
    }

    async Task<IEnumerable<ListedRecord>> OpenAsync(LearnerReference reference, IReadOnlyList<ListedRecord> stored, CancellationToken cancel)
    {
        if (stored.Count == 0 || await learners.FindAsync(reference, cancel) is not var (row, _)) return [];
        using Learner? learner = await learners.OpenAsync(reference, row, cancel);
        return learner is null ? [] : [.. stored.Select(r => r with { Record = r.Record with { Json = LearnerJson.Open(r.Record.Json, learner, r.Id) } })];
    }
}
