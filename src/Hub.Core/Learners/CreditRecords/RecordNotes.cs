using System.Globalization;

namespace Hub.Learners.CreditRecords;

/// <summary>What a person should look at in a record.</summary>
static class RecordNotes
{
    public static IEnumerable<RecordNote> Of(IReadOnlyList<CountedItem> items, IReadOnlyList<(CountedItem Part, int Times)> shared)
    {
        string[] questioned = Ids(items.Where(i => i.Standing == ItemStanding.InQuestion));
        if (questioned.Length > 0) yield return new RecordNote("record.recognition-in-question", "These recognitions rest on an achievement that has been revoked; they do not count until the institution has looked at them again.", questioned);
        foreach (IGrouping<string, CountedItem> other in items.Where(i => i.Standing == ItemStanding.OtherUnit).GroupBy(i => i.SystemName!).OrderBy(g => g.Key, StringComparer.Ordinal))
            yield return new RecordNote("record.other-unit", Text($"The hub knows no rule for the unit {other.Key} in that country on that day. Its amounts are shown as awarded; they are not added and not converted.{ConversionOf(other.First())}"), Ids(other));
        string[] levels = Ids(items.Where(i => i.Standing == ItemStanding.NotAtLevel));
        if (levels.Length > 0) yield return new RecordNote("record.no-credits-at-level", "The credit system does not exist for the level of these; their amounts are not added.", levels);
        string[] fine = Ids(items.Where(i => i.IsCounted && i.System!.DecimalPlaces is { } places && SystemTotals.Decides(places, i.Ruleset!) && decimal.Round(i.Points, places.Value) != i.Points));
        if (fine.Length > 0) yield return new RecordNote("record.amount-too-fine", "The amounts have more decimal places than their credit system allows; they are added as awarded.", fine);
        if (shared.Count > 0) yield return new RecordNote("record.shared-part", "These are part of several awards that count; their credits are counted once.", Ids(shared.Select(s => s.Part)));
        string[] undated = Ids(items.Where(i => i is { Ruleset: not null, Achievement.AwardedOn: null }));
        if (undated.Length > 0) yield return new RecordNote("record.day-unknown", "The day of the award is not known; the rules of the day of this record were used.", undated);
    }

    /// <summary>What the law says of an older unit, for whoever decides.</summary>
    static string ConversionOf(CountedItem item)
    {
        string[] factors = [.. item.Ruleset!.CreditSystems.SelectMany(s => s.Conversions.Where(c => c.From.Equals(item.SystemName, StringComparison.OrdinalIgnoreCase)).Select(c => Text($"{c.Of} {c.FactorMin} to {c.FactorMax} {s.Id}")))];
        return factors.Length == 0 ? "" : $" The law names factors for whoever recognises it: {string.Join(", ", factors)}.";
    }

    static string[] Ids(IEnumerable<CountedItem> items) => [.. items.Select(i => i.Id).Order(StringComparer.Ordinal)];

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
