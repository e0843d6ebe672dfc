using Hub.Agreements;

namespace Hub.Learners;

/// <summary>
/// Who may ask about which learner: an organisation that has sent something of it, and registrars. Whoever sent nothing learns nothing,
/// not even that there is such a reference.
/// </summary>
public sealed class KnownLearners(LearnerStore learners, LearnerRecords records, AgreementRecords agreements)
{
    /// <summary>Why the caller may not; null when it may.</summary>
    public async Task<Problem?> RefusalAsync(Caller caller, LearnerReference reference, CancellationToken cancel) => (await FindAsync(caller, reference, cancel)).Problem;

    internal async Task<Result<LearnerRow>> FindAsync(Caller caller, LearnerReference reference, CancellationToken cancel)
    {
        if (await learners.FindAsync(reference, cancel) is not var (row, _)) return LearnerProblems.NotFound();
        if (!caller.Has(Role.Registrar) && !await HasSentAsync(row.AllOf(reference), caller.Organisation, cancel)) return LearnerProblems.NotFound();
        if (row.ErasedAt is not null) return LearnerProblems.Erased();
        if (row.MergedInto is { } into) return LearnerProblems.Merged(into);
        return row;
    }

    async Task<bool> HasSentAsync(IReadOnlyList<LearnerReference> references, OrganisationId organisation, CancellationToken cancel) =>
        await records.AnyAsync(references, organisation, cancel) || await agreements.AnyAsync(references, organisation, cancel);
}
