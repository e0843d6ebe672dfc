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
/// <param name="Organisation">The organisation on whose behalf the caller acts.</param>
public sealed record Caller(string KeyId, OrganisationId Organisation, IReadOnlySet<Role> Roles)
{
    public bool Has(Role role) => Roles.Contains(role);

    /// <summary>Providers act for their own organisation only; a registrar may act for any.</summary>
    public bool MayActFor(OrganisationId organisation) => Organisation == organisation || Has(Role.Registrar);
}
