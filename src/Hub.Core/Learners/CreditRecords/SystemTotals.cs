using Hub.Rules;

namespace Hub.Learners.CreditRecords;

/// <summary>Adds up what counts, system by system, each by its own rules.</summary>
static class SystemTotals
{
    /// <summary>
    /// Points that are weights within one qualification (Recommendation on ECVET, 2009/C 155/02, Annex II): between qualifications they
    /// are neither added nor converted.
    /// </summary>
    const string RelativeSystem = "ECVET";

    public static IReadOnlyList<SystemCredits> Of(IEnumerable<CountedItem> items, IReadOnlyList<(CountedItem Part, int Times)> shared, CatalogueStructure catalogue) =>
        [.. items.Where(i => i.IsCounted).GroupBy(i => i.Key).OrderBy(g => g.Key.System, StringComparer.Ordinal).ThenBy(g => g.Key.Country, StringComparer.Ordinal).Select(g => Of(g.Key, [.. g], shared, catalogue))];

    static SystemCredits Of(SystemKey key, CountedItem[] items, IReadOnlyList<(CountedItem Part, int Times)> shared, CatalogueStructure catalogue)
    {
        IReadOnlyDictionary<string, string> names = items.MaxBy(i => i.Day)!.System!.Names;
        if (key.System == RelativeSystem)
            return new SystemCredits(key.System, key.Country, names, null, null, items.Length, ByQualification(items, catalogue), []);
        decimal sum = items.Sum(i => i.Points), twice = shared.Where(s => s.Part.Key == key).Sum(s => s.Part.Points * s.Times);
        // Shared parts that come to more than their wholes leave room for are the catalogue's error; an award still counts in full.
        decimal credits = Math.Max(sum - twice, items.Max(i => i.Points));
        decimal recognised = Math.Min(credits, items.Where(i => i.Recognition is not null).Sum(i => i.Points));
        return new SystemCredits(key.System, key.Country, names, Plain(credits), Plain(recognised), items.Length, [], WorkloadOf(items));
    }

    static QualificationCredits[] ByQualification(CountedItem[] items, CatalogueStructure catalogue) =>
        [.. items.GroupBy(i => WholeOf(i, catalogue)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new QualificationCredits(g.Key, Plain(g.Sum(i => i.Points)), g.Count()))];

    /// <summary>The largest award an item's entry belongs to; of several, or where none is known, the entry itself: its points are relative to none of them alone.</summary>
    static string? WholeOf(CountedItem item, CatalogueStructure catalogue)
    {
        if (item.EntryId is not { } entry) return null;
        string[] largest = [.. catalogue.WholesOf(entry).Where(w => catalogue.WholesOf(w).Count == 0)];
        return largest.Length == 1 ? largest[0] : entry;
    }

    static WorkloadRange[] WorkloadOf(CountedItem[] items) =>
        [.. items.Select(HoursOf).OfType<WorkloadRange>().GroupBy(h => h.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new WorkloadRange(g.Key, Plain(g.Sum(h => h.MinHours)), Plain(g.Sum(h => h.MaxHours))))];

    /// <summary>The hours it says, else what its credits stand for, where the law of its country fixes that.</summary>
    static WorkloadRange? HoursOf(CountedItem item)
    {
        if (item.Achievement is { WorkloadHours: { } hours, HoursKind: { } kind }) return new WorkloadRange(kind, hours, hours);
        HoursPerCredit? rule = item.System!.HoursPerCredit.FirstOrDefault(h => h.Component is null && h.Effect == RuleEffect.Reject && Decides(h, item.Ruleset!));
        return rule is null ? null : new WorkloadRange(rule.HoursKind, item.Points * rule.Min, item.Points * rule.Max);
    }

    /// <summary>Unverified law decides nothing until a body adopts it.</summary>
    public static bool Decides(IRule rule, Ruleset ruleset) => rule.Confidence > Confidence.Unverified || ruleset.Adoption is not null;

    /// <summary>Without the zeros that adding leaves behind the point.</summary>
    public static decimal Plain(decimal sum) => sum / 1.0000000000000000000000000000m;
}
