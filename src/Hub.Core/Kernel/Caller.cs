using Hub.Learners.Access;

namespace Hub;

public enum Role
{
    Provider,
    Reviewer,
    Registrar,
    Publisher,
    Auditor,
    Learner,
}

/// <summary>Who asks: established by the host at the edge, carried into every use case.</summary>
/// <param name="KeyId">Id of the API key or token; goes into audit facts. Never the secret.</param>
/// <param name="Organisation">The organisation on whose behalf the caller acts; default for a learner, who acts for nobody else.</param>
/// <param name="Subject">Who that is at an identity provider; null for API keys.</param>
/// <param name="Grant">What a learner sees who came by a link; null for all others.</param>
public sealed record Caller(string KeyId, OrganisationId Organisation, IReadOnlySet<Role> Roles, Subject? Subject = null, LearnerGrant? Grant = null)
{
    public bool Has(Role role) => Roles.Contains(role);

    /// <summary>Providers act for their own organisation only; a registrar may act for any.</summary>
    public bool MayActFor(OrganisationId organisation) => Organisation == organisation || Has(Role.Registrar);
}
