namespace Hub.Learners.Access;

/// <summary>A link by which a learner gets to the own record once; stored under the hash of its secret.</summary>
/// <param name="Reference">Reference of the learner.</param>
/// <param name="Organisation">Organisation that made it, and answers for handing it to the right person.</param>
/// <param name="ShowsAll">Made by a registrar: it shows what all organisations sent, not only that one.</param>
/// <param name="CreatedBy">Key that made it.</param>
/// <param name="UsedBy">Row of the subject that used it, who may do so again; null while it is unused. A link that began a session is not kept.</param>
public sealed record LearnerLink(string Reference, OrganisationId Organisation, bool ShowsAll, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string CreatedBy, string? UsedBy = null)
{
    public LearnerGrant Grant => new(Reference, ShowsAll ? null : [Organisation]);
}

/// <summary>The short time a learner has after coming by a link; stored under the hash of its secret.</summary>
public sealed record LearnerSession(LearnerGrant Grant, DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>The caller it stands for: the learner, who acts for no organisation.</summary>
    public Caller ToCaller() => new(OwnLearner.ActorOf(Grant.Reference), default, new HashSet<Role> { Role.Learner }, Grant: Grant);
}
