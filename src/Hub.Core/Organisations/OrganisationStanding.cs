using Hub.Organisations.Accreditations;

namespace Hub.Organisations;

/// <summary>What the register says of an organisation, as far as rules ask.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Roles">Short names of the vocabulary <c>organisation-roles</c>.</param>
/// <param name="Sectors">Short names of the vocabulary <c>sectors</c>; empty: not known.</param>
/// <param name="Accreditations">Its own, withdrawn ones left out.</param>
/// <param name="OfParents">Those of the organisations above it.</param>
public sealed record OrganisationStanding(
    string Id, string? Country, IReadOnlyList<string> Roles, IReadOnlyList<string> Sectors, IReadOnlyList<AccreditationScope> Accreditations, IReadOnlyList<AccreditationScope> OfParents)
{
    /// <summary>Whether anything of its own, or an institutional one of an organisation above it, covers what is asked.</summary>
    public bool IsCovered(ScopeQuestion question)
    {
        foreach (AccreditationScope own in Accreditations)
            if (own.LimitsFor(question) == ScopeLimits.None) return true;
        foreach (AccreditationScope above in OfParents)
            if (above.LimitsFor(question, isOfParent: true) == ScopeLimits.None) return true;
        return false;
    }
}
