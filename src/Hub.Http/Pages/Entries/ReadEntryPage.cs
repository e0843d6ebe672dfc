using System.Text.Json;
using Hub.Catalogue;
using Hub.Catalogue.Links;
using Hub.Catalogue.Outcomes;
using Hub.Catalogue.Versions;
using Hub.Http.Pages.Shell;
using Hub.Records;
using Hub.Rules;

namespace Hub.Http.Pages.Entries;

/// <summary>Puts the page of an entry together from what the API gives in several answers.</summary>
sealed class ReadEntryPage(RecordTable records, ReadStructureHandler structures, ReadOutcomesHandler outcomes, EntryVersions versions, OrganisationNames organisations, IRulesets rulesets, TimeProvider clock)
{
    const int MaxVersions = 20;

    /// <summary>Null when the public does not see the entry.</summary>
    public async Task<EntryModel?> HandleAsync(string id, CancellationToken cancel)
    {
        if (!RecordId.TryParse(id, out _) || await records.FindAsync(CatalogueKind.TableName, id, cancel) is not { Stamp.Visibility: Visibility.Public } stored) return null;
        EntryStructure? structure = await structures.HandleAsync(id, cancel);
        OutcomeView? outcome = await outcomes.HandleAsync(id, cancel);
        Page<EntryVersion>? history = await versions.PageAsync(id, Math.Max(0, stored.Stamp.Version - MaxVersions), MaxVersions, cancel);
        if (structure is null || outcome is null || history is null) return null;       // withdrawn meanwhile

        using JsonDocument document = JsonDocument.Parse(stored.Json);
        var entry = new RecordJson(document.RootElement);
        IReadOnlyDictionary<string, OrganisationName> names = await organisations.FindAsync(EntryFacts.OrganisationsOf(id, document.RootElement), cancel);
        return new EntryModel(
            id, stored.Stamp.Version, entry.Text("kind"), entry.Texts("title"), entry.Texts("description"), entry.Texts("prerequisites"), names[BodyOf(id, entry)],
            EntryFacts.Of(id, document.RootElement, names), outcome.LearningOutcomes, outcome.Skills, structure, LevelOf(entry), [.. history.Items.Reverse()], EntryLinksBody.Of(id));
    }

    LevelMeaning LevelOf(RecordJson entry) =>
        LevelMeaning.Of(rulesets, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), (int?)entry.Number("eqfLevel"), entry.Text("nqfFramework"), entry.Text("nqfLevel"));

    static string BodyOf(string id, RecordJson entry) => entry.Text("awardingBody") ?? id[..id.IndexOf('~', StringComparison.Ordinal)];
}
