using Hub.Learners.CreditRecords;
using Hub.Rules;

namespace Hub.Tests.Learners.CreditRecords;

/// <summary>Achievements, entries and decisions as tests write them.</summary>
static class Facts
{
    public static readonly DateOnly Today = new(2026, 11, 1);
    public static readonly IRulesets Rulesets = Hub.Rules.Rulesets.LoadDefault();

    static readonly Dictionary<string, string> Title = new() { ["en"] = "Title" };

    public static RecordedAchievement Award(string id, string? entry = null, decimal? points = null, string? system = "ECTS", string? country = "PT", string on = "2025-06-30") => new($"PT-ESCOLA~{id}", Title, "PT-ESCOLA", country)
    {
        EntryId = entry,
        AwardedOn = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture),
        CreditSystem = points is null ? null : system,
        CreditPoints = points,
    };

    public static RecognisedOutcome Decision(string id, string entry, decimal? points = null, string system = "ECTS", params string[] sources) =>
        new(id, entry, "PT-UNI", "PT", new DateOnly(2026, 1, 15), [.. sources.Select(s => $"PT-ESCOLA~{s}")], points is null ? null : system, points);

    public static CatalogueNode Node(string id, string kind, decimal? points = null, string system = "ECTS", decimal? weight = null, params string[] partOf) =>
        new(id, kind, Title, partOf) { CreditSystem = points is null ? null : system, CreditPoints = points, RelativeWeight = weight };

    public static CreditRecord Record(IEnumerable<RecordedAchievement> achievements, IEnumerable<CatalogueNode>? catalogue = null, IEnumerable<RecognisedOutcome>? decisions = null, DateOnly? asOf = null) =>
        ComputeCreditRecord.Of(new CreditRecordFacts([.. achievements], [.. decisions ?? []], new CatalogueStructure(catalogue ?? [])), Rulesets, asOf ?? Today);

    public static ItemStanding StandingOf(this CreditRecord record, string id) => record.Items.Single(i => i.Id == id || i.Id == $"PT-ESCOLA~{id}").Standing;

    public static decimal? Sum(this CreditRecord record, string system) => record.Credits.SingleOrDefault(c => c.System == system)?.Credits;
}
