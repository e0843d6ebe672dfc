using Hub.Audit;

namespace Hub.Learners;

/// <summary>Restricts the processing of a learner's data, or lifts the restriction. Both may be repeated.</summary>
public sealed class RestrictLearnerHandler(LearnerStore learners, TimeProvider clock)
{
    const int MaxSourceLength = 500;

    public async Task<Problem?> RestrictAsync(Caller caller, LearnerReference reference, string? source, CancellationToken cancel)
    {
        string basis = source?.Trim() ?? "";
        if (basis.Length is 0 or > MaxSourceLength || basis.Any(char.IsControl)) return LearnerProblems.SourceInvalid(MaxSourceLength);
        return await ChangeAsync(AuditActions.LearnerRestricted, caller, reference, row => row with { Restriction = row.Restriction ?? new LearnerRestriction(clock.GetUtcNow(), caller.KeyId, basis) }, cancel);
    }

    public Task<Problem?> LiftAsync(Caller caller, LearnerReference reference, CancellationToken cancel) => ChangeAsync(AuditActions.LearnerRestrictionLifted, caller, reference, row => row with { Restriction = null }, cancel);

    async Task<Problem?> ChangeAsync(string action, Caller caller, LearnerReference reference, Func<LearnerRow, LearnerRow> change, CancellationToken cancel)
    {
        if (!caller.Has(Role.Registrar)) return LearnerProblems.NotARegistrar();
        for (; ; )
        {
            if (await learners.FindAsync(reference, cancel) is not var (row, etag)) return LearnerProblems.NotFound();
            if (row.ErasedAt is not null) return LearnerProblems.Erased();
            if (await learners.ActAsync(action, caller, clock.GetUtcNow(), reference, change(row), etag, cancel)) return null;
        }
    }
}
