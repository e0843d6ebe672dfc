using System.Globalization;

namespace Hub.Learners.CreditRecords;

/// <summary>Finds which entries of the catalogue bring which award nearer. Pure.</summary>
public sealed class SuggestNext(CreditRecord record, CatalogueStructure catalogue, Func<CatalogueNode, IReadOnlyList<StackingLimit>>? limitsOf = null)
{
    const decimal All = 100;

    /// <summary>Awards that are looked at, the nearest first.</summary>
    const int MaxAwards = 50;
    const int MaxSuggestions = 100;

    readonly MeasureProgress _progress = new(record, catalogue, limitsOf);
    readonly Dictionary<string, (CatalogueNode Node, List<(SuggestionReason Reason, decimal Gain)> Reasons)> _found = new(StringComparer.Ordinal);

    public Guidance Of()
    {
        AwardProgress[] awards =
        [
            .. record.DoneEntries.SelectMany(catalogue.WholesOf).Distinct(StringComparer.Ordinal).Where(id => !_progress.IsDone(id) && catalogue.Find(id) is { } node && node.IsOpen(record.AsOf))
                .Select(id => _progress.Towards(id)!).Where(p => p.State is ProgressState.Started or ProgressState.AllPartsDone)
                .OrderByDescending(p => p.DoneShare).ThenBy(p => p.EntryId, StringComparer.Ordinal),
        ];
        foreach (AwardProgress award in awards.Take(MaxAwards)) Look(award);
        Suggestion[] suggestions =
        [
            .. _found.Values.OrderByDescending(f => f.Reasons.Max(r => RankOf(r.Reason))).ThenByDescending(f => f.Reasons.Sum(r => r.Gain)).ThenBy(f => f.Node.Id, StringComparer.Ordinal)
                .Select(f => new Suggestion(f.Node.Id, f.Node.Kind, f.Node.Title, f.Node.CreditSystem, f.Node.CreditPoints, f.Node.WorkloadHours, f.Node.EqfLevel, [.. f.Reasons.Select(r => r.Reason)])),
        ];
        return new Guidance([.. awards.Take(MaxAwards).Select(Summary)], [.. suggestions.Take(MaxSuggestions)], catalogue.IsWhole && awards.Length <= MaxAwards && suggestions.Length <= MaxSuggestions);
    }

    static AwardSummary Summary(AwardProgress award) =>
        new(award.EntryId, award.Kind, award.Title, award.State, award.DoneShare ?? 0, award.Basis, award.Points, award.Done.Count, award.Done.Count + award.Missing.Count);

    static int RankOf(SuggestionReason reason) => reason.Code switch { SuggestionReason.AskForAward => 3, SuggestionReason.Completes => 2, SuggestionReason.AskForRecognition => 1, _ => 0 };

    void Look(AwardProgress award)
    {
        CatalogueNode whole = catalogue.Find(award.EntryId)!;
        decimal before = award.DoneShare ?? 0;
        if (award.State == ProgressState.AllPartsDone)
        {
            Add(whole, new SuggestionReason(SuggestionReason.AskForAward, "All of its parts are done: ask the awarding body for it.", whole.Id, whole.Title, before, All, null), 0);
            return;
        }

        var scale = ProgressScale.Of(whole, [.. catalogue.PartsOf(whole.Id)]);
        foreach (PartProgress missing in award.Missing)
        {
            CatalogueNode part = catalogue.Find(missing.EntryId)!;
            if (part.StandsAlone) continue;
            decimal after = Math.Min(All, before + scale.WeightOf(part) * (All - missing.DoneShare) / All);
            Part(award, whole, part, before, decimal.Round(after, 2));
            Alternatives(whole, part, before);
        }
    }

    void Part(AwardProgress award, CatalogueNode whole, CatalogueNode part, decimal before, decimal after)
    {
        if (!part.IsOpen(record.AsOf)) return;
        bool completes = award.Missing.Count == 1;
        string message = completes ? "It is the last part that is missing." : string.Create(CultureInfo.InvariantCulture, $"It is part of an award of which {before} per cent are done; with it {after} per cent would be.");
        Add(part, new SuggestionReason(completes ? SuggestionReason.Completes : SuggestionReason.PartOf, message, whole.Id, whole.Title, before, after, null), after - before);
    }

    /// <summary>What is derived from a missing unit: done, it is a reason to ask for recognition; not done, another way to it.</summary>
    void Alternatives(CatalogueNode whole, CatalogueNode part, decimal before)
    {
        foreach (CatalogueNode derived in catalogue.DerivedFrom(part.Id))
        {
            if (_progress.IsDone(derived.Id))
                Add(part, new SuggestionReason(SuggestionReason.AskForRecognition, "Something derived from it has been achieved: the institution can be asked to recognise it.", whole.Id, whole.Title, before, null, derived.Id), 0);
            else if (derived.IsOpen(record.AsOf) && !derived.StandsAlone && !derived.PartOf.Contains(whole.Id))
                Add(derived, new SuggestionReason(SuggestionReason.DerivedFrom, "It is derived from a missing unit of the award; whether it is recognised for it is decided by the institution.", whole.Id, whole.Title, before, null, part.Id), 0);
        }
    }

    void Add(CatalogueNode node, SuggestionReason reason, decimal gain)
    {
        if (!_found.TryGetValue(node.Id, out (CatalogueNode, List<(SuggestionReason, decimal)> Reasons) found)) _found[node.Id] = found = (node, []);
        found.Reasons.Add((reason, gain));
    }
}
