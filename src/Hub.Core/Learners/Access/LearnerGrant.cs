namespace Hub.Learners.Access;

/// <summary>
/// What somebody sees who was found to be a learner. A provider opens to others only what it sees itself, so that none comes by a link
/// to what others sent; who sees everything was found to be the learner by a registrar.
/// </summary>
/// <param name="Reference">Reference of the learner.</param>
/// <param name="Organisations">Organisations that vouch for it: what they sent is seen; null: everything is.</param>
public sealed record LearnerGrant(string Reference, IReadOnlyList<OrganisationId>? Organisations)
{
    /// <summary>Both: everything where one of them shows everything.</summary>
    public LearnerGrant With(LearnerGrant other) =>
        this with { Organisations = Organisations is null || other.Organisations is null ? null : [.. Organisations.Union(other.Organisations)] };
}
