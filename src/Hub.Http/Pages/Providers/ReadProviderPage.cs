using System.Text.Json;
using Hub.Catalogue.Search;
using Hub.Http.Pages.Searching;
using Hub.Http.Pages.Shell;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Ports;
using Hub.Records;

namespace Hub.Http.Pages.Providers;

/// <summary>Puts the page of an organisation together: the register, its accreditations as they stand today, its entries.</summary>
sealed class ReadProviderPage(RecordTable records, AccreditationListing accreditations, OrganisationNames organisations, ICatalogueSearch search, EntryCards cards, TimeProvider clock)
{
    const int MaxAccreditations = 100;
    const int MaxEntries = 10;

    /// <summary>Null when the register does not know the organisation.</summary>
    public async Task<ProviderModel?> HandleAsync(string id, CancellationToken cancel)
    {
        if (!OrganisationId.IsValid(id) || await records.FindAsync(OrganisationRegister.Table, id, cancel) is not { Stamp.Visibility: Visibility.Public } stored) return null;
        Page<ListedRecord> listed = (await accreditations.PageAsync(new AccreditationFilter(id, null, null, null), null, MaxAccreditations, cancel)).Value;
        SearchPage found = (await search.SearchAsync(new SearchQuery(Values: new Dictionary<SearchFacet, IReadOnlyList<string>> { [SearchFacet.Provider] = [id] }), null, MaxEntries, cancel)).Value;
        AccreditationScope[] scopes = [.. listed.Items.Select(i => AccreditationScope.Read(i.Id, i.Record.Json))];

        using JsonDocument document = JsonDocument.Parse(stored.Json);
        var record = new RecordJson(document.RootElement);
        IReadOnlyDictionary<string, OrganisationName> names = await organisations.FindAsync([.. scopes.Select(s => s.Agency), .. record.Text("parent") is { } parent ? (string[])[parent] : []], cancel);
        DateOnly today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        string api = $"/v1/organisations/{Uri.EscapeDataString(id)}";
        return new ProviderModel(
            id, record.Texts("legalName"), record.Text("country"), record.List("roles"), record.List("sectors"), record.List("identifiers"), record.Text("parent") is { } above ? names[above] : null, record.Text("homepage"),
            [.. scopes.Select(s => Judge(s, today, names)).OrderBy(a => a.Standing != "active").ThenByDescending(a => a.ValidFrom)], listed.Next is not null,
            found.Count, found.IsPartial, await cards.ReadAsync(found.Ids, cancel), api, $"{api}/accreditations");
    }

    static ProviderAccreditation Judge(AccreditationScope scope, DateOnly today, IReadOnlyDictionary<string, OrganisationName> names) => new(
        scope.Id, names[scope.Agency], scope.Type, scope.Decision, StandingOf(scope, today), scope.ValidFrom, scope.ValidUntil, scope.Fields, scope.Levels, scope.Countries, scope.Report,
        $"/v1/accreditations/{Uri.EscapeDataString(scope.Id)}");

    /// <summary>The comparison that rules make, in one word: what keeps it from counting today.</summary>
    static string StandingOf(AccreditationScope scope, DateOnly today)
    {
        ScopeLimits limits = scope.LimitsFor(new ScopeQuestion(today));
        return limits.HasFlag(ScopeLimits.Decision) ? "negative"
            : limits.HasFlag(ScopeLimits.Status) ? "suspended"
            : !limits.HasFlag(ScopeLimits.Date) ? "active"
            : today < scope.ValidFrom ? "future" : "expired";
    }
}
