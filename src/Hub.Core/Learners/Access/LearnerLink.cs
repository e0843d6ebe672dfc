namespace Hub.Learners.Access;

/// <summary>A link by which a learner gets into the own record once; stored under the hash of its secret.</summary>
/// <param name="Reference">Reference of the learner.</param>
/// <param name="Organisation">Provider that made it, and answers for handing it to the right person.</param>
/// <param name="CreatedBy">Key that made it.</param>
public sealed record LearnerLink(string Reference, OrganisationId Organisation, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string CreatedBy);
