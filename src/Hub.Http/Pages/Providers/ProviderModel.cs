using Hub.Http.Pages.Searching;
using Hub.Http.Pages.Shell;

namespace Hub.Http.Pages.Providers;

/// <summary>The page of an organisation.</summary>
/// <param name="Count">Entries it sent, awards or provides.</param>
/// <param name="Partial">The index is still being made: there may be more.</param>
/// <param name="Entries">The first of them.</param>
/// <param name="MoreAccreditations">There are more accreditations than are shown; the API lists them all.</param>
public sealed record ProviderModel(
    string Id, IReadOnlyDictionary<string, string> LegalName, string? Country, IReadOnlyList<string> Roles, IReadOnlyList<string> Sectors, IReadOnlyList<string> Identifiers, OrganisationName? Parent, string? Homepage,
    IReadOnlyList<ProviderAccreditation> Accreditations, bool MoreAccreditations, int Count, bool Partial, IReadOnlyList<EntryCard> Entries, string Api, string AccreditationsApi);

/// <param name="Standing">Whether it counts today: <c>active</c>, <c>future</c>, <c>expired</c>, <c>suspended</c>, <c>negative</c>.</param>
/// <param name="Fields">ISCED-F codes it is limited to; empty: it is not.</param>
public sealed record ProviderAccreditation(
    string Id, OrganisationName Agency, string Type, string? Decision, string Standing, DateOnly ValidFrom, DateOnly? ValidUntil,
    IReadOnlyList<string> Fields, IReadOnlyList<string> Levels, IReadOnlyList<string> Countries, string? Report, string Api);
