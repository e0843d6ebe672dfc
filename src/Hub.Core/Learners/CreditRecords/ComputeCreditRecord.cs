using Hub.Rules;

namespace Hub.Learners.CreditRecords;

/// <summary>Everything a credit record is computed from.</summary>
public sealed record CreditRecordFacts(IReadOnlyList<RecordedAchievement> Achievements, IReadOnlyList<RecognisedOutcome> Recognitions, CatalogueStructure Catalogue);

/// <summary>Computes the credit record of a learner. Pure: the same facts on the same day give the same record, in whatever order they come. See decision 0052.</summary>
public static class ComputeCreditRecord
{
    public static CreditRecord Of(CreditRecordFacts facts, IRulesets rulesets, DateOnly asOf)
    {
        CountedItem[] items =
        [
            .. facts.Achievements.DistinctBy(a => a.Id).Select(CountedItem.Of).Concat(facts.Recognitions.DistinctBy(r => r.Id).Select(CountedItem.Of))
                .OrderByDescending(i => i.Day ?? DateOnly.MinValue).ThenBy(i => i.Id, StringComparer.Ordinal),
        ];
        Validity.Judge(items, asOf);
        foreach (CountedItem item in items.Where(i => i.IsCounted)) FindSystem(item, rulesets, asOf);
        IReadOnlyList<(CountedItem, int)> shared = new Containment(items, facts.Catalogue).Judge();
        RecordItem[] all = [.. items.Select(i => i.ToItem())];
        return new CreditRecord(asOf, all, SystemTotals.Of(items, shared, facts.Catalogue),
            [.. items.Select(i => i.Ruleset?.Version).OfType<string>().Distinct().Order(StringComparer.Ordinal)], [.. RecordNotes.Of(items, shared)])
        {
            DoneEntries = all.Where(i => i.IsValid).Select(i => i.Achievement is null ? i.Recognition!.EntryId : i.Achievement.EntryId).OfType<string>().ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>The system its credits are in by the law of its country and day, which also says at which levels there are any.</summary>
    static void FindSystem(CountedItem item, IRulesets rulesets, DateOnly asOf)
    {
        if (!item.HasCredits)
        {
            item.Set(ItemStanding.NoCredits);
            return;
        }

        Ruleset ruleset = item.Ruleset = rulesets.For(item.Country, item.Day ?? asOf);
        item.System = ruleset.FindCreditSystem(item.SystemName) ?? European(item, rulesets, asOf);
        if (item.System is null) item.Set(ItemStanding.OtherUnit);
        else if (item.System.Levels is { } levels && item.Achievement is { NqfLevel: { } level } achievement && achievement.NqfFramework == levels.Framework && !levels.Includes(level) && SystemTotals.Decides(levels, ruleset))
            item.Set(ItemStanding.NotAtLevel);
    }

    /// <summary>Systems of the European baseline exist where a country's own rules say nothing of them.</summary>
    static CreditSystem? European(CountedItem item, IRulesets rulesets, DateOnly asOf) => rulesets.For(Country.EuropeanBaseline, item.Day ?? asOf).FindCreditSystem(item.SystemName);
}
