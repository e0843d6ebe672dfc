namespace Hub.Learners.Access;

/// <summary>A learner who looks at the own data.</summary>
/// <param name="Reference">The reference that stands for the learner now.</param>
/// <param name="All">That one and those merged into it.</param>
/// <param name="Organisations">Organisations whose records the learner sees; null: all.</param>
/// <param name="IsRestricted">Whether the learner's data are kept but not used: then nothing new is made of them.</param>
public sealed record OwnLearner(LearnerReference Reference, IReadOnlyList<LearnerReference> All, IReadOnlyList<OrganisationId>? Organisations, bool IsRestricted)
{
    /// <summary>Who learners are in facts of the log.</summary>
    public static string ActorOf(string reference) => $"learner~{reference}";

    /// <summary>The learner as the log names whoever does something: by reference, however it came.</summary>
    public Caller Caller { get; } = new(ActorOf(Reference.Value), default, new HashSet<Role> { Role.Learner });

    public bool Sees(OrganisationId organisation) => Organisations is null || Organisations.Contains(organisation);
}

/// <summary>Finds which learner a caller is: by the link it came by, or as a subject that is bound to one.</summary>
public sealed class FindOwnLearner(LearnerStore learners, LearnerSubjects subjects)
{
    public async Task<Result<OwnLearner>> HandleAsync(Caller caller, CancellationToken cancel)
    {
        if ((caller.Grant ?? (caller.Subject is { } subject ? await subjects.FindAsync(subject, cancel) : null)) is not { } grant) return LearnerAccessProblems.NotBound();
        return await OfAsync(grant, cancel);
    }

    /// <summary>A learner that was merged into another meanwhile is that one.</summary>
    internal async Task<Result<OwnLearner>> OfAsync(LearnerGrant grant, CancellationToken cancel)
    {
        var reference = new LearnerReference(grant.Reference);
        if (await learners.FindAsync(reference, cancel) is not var (row, _)) return LearnerAccessProblems.NotBound();
        if (row.MergedInto is { } into)
        {
            reference = new LearnerReference(into);
            if (await learners.FindAsync(reference, cancel) is not var (whole, _)) return LearnerAccessProblems.NotBound();
            row = whole;
        }

        return row.ErasedAt is null ? new OwnLearner(reference, row.AllOf(reference), grant.Organisations, row.Restriction is not null) : LearnerProblems.Erased();
    }
}
