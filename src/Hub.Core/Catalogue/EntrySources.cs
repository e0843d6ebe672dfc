using System.Globalization;
using Hub.Learners.Achievements;
using Hub.Rules;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>
/// Rules that rest on what the catalogue says of the entries another one is derived from. An entry that is not in the catalogue, or comes
/// with the same file, says nothing: the rules are made again whenever the row is sent again.
/// </summary>
static class EntrySources
{
    const string Unit = "unit";

    public static void Judge(CatalogueEntry entry, RowReading row, Ruleset ruleset, KnownEntries known)
    {
        if (entry.DerivedFrom.Count == 0) return;
        if (entry.MicroCredentialType is { LevelRule: { Value: LevelRule.OfSourceProgramme } level } type) Level(entry, row, ruleset, type, level, known);
        foreach (QualityRule rule in ruleset.QualityRules)
            if (rule.Check == QualityCheck.CreditsAsRegistered && EntryRules.Applies(rule, entry)) Credits(entry, row, ruleset, rule, known);
    }

    /// <summary>Of sources at several levels, the one with most of the credits counts; what comes from which is not known, so each of their levels is as good.</summary>
    static void Level(CatalogueEntry entry, RowReading row, Ruleset ruleset, MicroCredentialType type, Rule<LevelRule> rule, KnownEntries known)
    {
        var levels = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string id in entry.DerivedFrom)
        {
            if (known.Of(id) is not { } source || LevelOf(source, entry) is not { } level) return;
            levels.Add(level);
        }

        string? own = entry.NqfLevel is { } national ? $"{entry.NqfFramework} {national}" : entry.EqfLevel is { } eqf ? $"EQF {eqf.Name}" : null;
        if (own is not null && !levels.Contains(own)) row.Add(entry.NqfLevel is null ? CatalogueColumns.EqfLevel : CatalogueColumns.NqfLevel, EntryFindings.LevelNotOfSource, rule, ruleset, type.Effect, string.Join(" or ", levels));
    }

    /// <summary>In the framework the entry states its own level in; null when the source has none there.</summary>
    static string? LevelOf(EntryFacts source, CatalogueEntry entry) =>
        entry.NqfLevel is null ? source.EqfLevel is { } eqf ? $"EQF {eqf}" : null
        : source.NqfFramework == entry.NqfFramework && source.NqfLevel is { } level ? $"{source.NqfFramework} {level}"
        : null;

    /// <summary>Only what offers one registered entry as a whole has all its credits: a unit, or an entry of the same kind.</summary>
    static void Credits(CatalogueEntry entry, RowReading row, Ruleset ruleset, QualityRule rule, KnownEntries known)
    {
        if (entry is not { CreditPoints: { } points, CreditSystem: { Registration: { } registration } system, DerivedFrom: [string id] } || known.Of(id) is not { CreditPoints: { } registered } source) return;
        if (source.CreditSystem != system.Id || (source.Kind != Unit && source.Kind != entry.Kind?.Name) || !registration.IsRegistered(source.Identifiers)) return;
        if (points != registered) row.Add(CatalogueColumns.CreditPoints, EntryFindings.CreditsNotAsRegistered, rule, ruleset, rule.Effect, string.Create(CultureInfo.InvariantCulture, $"{registered} {system.Id}"));
    }
}
