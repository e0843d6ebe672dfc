using Hub.Audit;
using Hub.Learners.Access;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Learners;

/// <summary>
/// Opens achievements of a learner, with everything merged into it: for an organisation what it sent itself, for the learner what those
/// sent that vouched for the learner, behind a link what was chosen. Each reading is in the log before anything is given out.
/// </summary>
public sealed class ReadAchievementsHandler(KnownLearners known, LearnerStore learners, LearnerRecords records, AuditTrail trail)
{
    /// <summary>What the caller's organisation sent.</summary>
    public async Task<Result<IReadOnlyList<ListedRecord>>> HandleAsync(Caller caller, LearnerReference reference, CancellationToken cancel)
    {
        Result<LearnerRow> found = await known.FindAsync(caller, reference, cancel);
        if (found.Problem is { } problem) return problem;
        if (found.Value.Restriction is not null) return LearnerProblems.Restricted();
        IReadOnlyList<ListedRecord> read = await OpenAsync(found.Value.AllOf(reference), id => id.Organisation == caller.Organisation, caller.Organisation, cancel);
        await NoteAsync(caller, reference, read, ReadingGrounds.OwnRecords, cancel);
        return Result.Of(read);
    }

    /// <summary>What a learner sees of itself, also while processing is restricted: the data are the learner's (GDPR, article 18, 2).</summary>
    public async Task<IReadOnlyList<ListedRecord>> HandleAsync(OwnLearner own, CancellationToken cancel)
    {
        IReadOnlyList<ListedRecord> read = await OpenAsync(own.All, id => own.Sees(id.Organisation), null, cancel);
        await NoteAsync(own.Caller, own.Reference, read, ReadingGrounds.OwnRecord, cancel);
        return read;
    }

    /// <summary>What a link shows. One that an organisation made shows what that organisation sent, one of the learner whatever was chosen.</summary>
    internal async Task<Result<IReadOnlyList<ListedRecord>>> HandleAsync(LearnerReference reference, RecordShare share, CancellationToken cancel)
    {
        if (await learners.FindAsync(reference, cancel) is not var (row, _)) return LearnerProblems.NotFound();
        if (row.ErasedAt is not null) return LearnerProblems.Erased();
        if (row.MergedInto is { } into) return LearnerProblems.Merged(into);
        if (row.Restriction is not null) return LearnerProblems.Restricted();
        HashSet<string> chosen = [.. share.Achievements];
        IReadOnlyList<ListedRecord> read = await OpenAsync(row.AllOf(reference), id => chosen.Contains(id.ToString()) && (share.Organisation ?? id.Organisation.Value) == id.Organisation.Value, null, cancel);
        await NoteAsync(new Caller($"share:{share.Id}", default, new HashSet<Role>()), reference, read, ReadingGrounds.SharedLink, cancel);
        return Result.Of(read);
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
        await trail.NoteReadingAsync(caller, parsed.Organisation, AuditObjects.Learner(reference), caller.Organisation == parsed.Organisation ? ReadingGrounds.OwnRecords : ReadingGrounds.Registrar, cancel);
        return record;
    }

    /// <summary>In the log of each organisation whose records were read.</summary>
    Task NoteAsync(Caller caller, LearnerReference reference, IReadOnlyList<ListedRecord> read, string ground, CancellationToken cancel) =>
        trail.NoteReadingsAsync(caller, [.. OrganisationsOf(read).Select(o => (o.Value, AuditObjects.Learner(reference)))], ground, cancel);

    static IEnumerable<OrganisationId> OrganisationsOf(IReadOnlyList<ListedRecord> read) => read.Select(r => RecordId.TryParse(r.Id, out RecordId id) ? id.Organisation : default).Where(o => o != default).Distinct();

    /// <param name="only">Of this organisation alone, where that is known beforehand.</param>
    async Task<IReadOnlyList<ListedRecord>> OpenAsync(IReadOnlyList<LearnerReference> references, Func<RecordId, bool> isSeen, OrganisationId? only, CancellationToken cancel)
    {
        var found = new List<ListedRecord>();
        foreach (LearnerReference one in references)
        {
            ListedRecord[] stored = [.. (await records.ListAsync(one, only, cancel)).Where(r => RecordId.TryParse(r.Id, out RecordId id) && isSeen(id))];
            if (stored.Length == 0 || await learners.FindAsync(one, cancel) is not var (row, _)) continue;
            using Learner? learner = await learners.OpenAsync(one, row, cancel);
            if (learner is not null) found.AddRange(stored.Select(r => r with { Record = r.Record with { Json = LearnerJson.Open(r.Record.Json, learner, r.Id) } }));
        }

        return found;
    }
}

/// <summary>Grounds of reading, as the log has them. Names are public contract.</summary>
public static class ReadingGrounds
{
    /// <summary>A party of a learning agreement reads it.</summary>
    public const string AgreementParty = "agreement-party";

    /// <summary>Whoever asked for recognition, or decides about it, reads the case.</summary>
    public const string CaseParty = "case-party";

    /// <summary>An organisation reads what it sent itself.</summary>
    public const string OwnRecords = "own-records";

    public const string Registrar = "registrar";

    /// <summary>The learner reads.</summary>
    public const string OwnRecord = "own-record";

    /// <summary>Somebody opens a link to chosen parts.</summary>
    public const string SharedLink = "shared-link";

    /// <summary>Somebody asks what recognition would come to.</summary>
    public const string WhatIf = "what-if";

    /// <summary>Whoever answers a request of the learner reads it.</summary>
    public const string LearnerRequest = "learner-request";
}
