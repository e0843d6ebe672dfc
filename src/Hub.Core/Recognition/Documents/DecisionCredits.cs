using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;

namespace Hub.Recognition.Documents;

/// <summary>Mapping and credits of a decision, from the evaluation it rests on and the parts it names. Nothing here creates credits.</summary>
static class DecisionCredits
{
    public static IReadOnlyList<(string? From, string To, StoredPart? Found)> Mapping(CaseDecision decision, StoredEvaluation evaluation) =>
        [.. decision.Content.Parts.Distinct(StringComparer.Ordinal).Select(part => Map(part, evaluation.Parts.FirstOrDefault(p => p.Part == part)))];

    static (string?, string, StoredPart?) Map(string part, StoredPart? found) => (found?.Achievement, part, found);

    /// <summary>Null where credits are not counted.</summary>
    public static DecidedCredits? Of(CaseDecision decision, StoredEvaluation evaluation)
    {
        if (evaluation.System is not { } system || decision.Content.Parts.Count == 0) return null;
        var items = new List<CountedCredits>();
        var unknown = new List<string>();
        HashSet<string> granted = new(decision.Content.Parts, StringComparer.Ordinal);
        bool isConverted = evaluation.Counted.Any(c => c.Part is null) || evaluation.Conversions.Count > 0;
        if (isConverted) OfAchievements(granted, evaluation, items, unknown);
        else OfParts(decision.Content.Parts.Distinct(StringComparer.Ordinal), evaluation, items, unknown);
        Conversion[] used = [.. evaluation.Conversions.Where(c => items.Exists(i => i.Part is null && i.Achievement == c.Achievement))];
        return new DecidedCredits(system, items.Sum(i => i.Credits), items, used, unknown);
    }

    /// <summary>Converted credits are of a whole achievement: they count where all of what it covers is granted, and can not be shared out.</summary>
    static void OfAchievements(HashSet<string> granted, StoredEvaluation evaluation, List<CountedCredits> items, List<string> unknown)
    {
        foreach (string achievement in evaluation.Parts.Where(p => p.Achievement is not null && granted.Contains(p.Part)).Select(p => p.Achievement!).Distinct(StringComparer.Ordinal))
        {
            bool isWhole = evaluation.Parts.All(p => p.Achievement != achievement || granted.Contains(p.Part));
            if (isWhole && evaluation.Counted.FirstOrDefault(c => c.Achievement == achievement) is { } counted) items.Add(counted);
            else unknown.Add(achievement);
        }

        unknown.AddRange(granted.Where(part => evaluation.Parts.FirstOrDefault(p => p.Part == part) is null or { Achievement: null }));
    }

    /// <summary>A unit that is recognised brings its own credits; where a cap of the receiver is at work only what was counted under it.</summary>
    static void OfParts(IEnumerable<string> parts, StoredEvaluation evaluation, List<CountedCredits> items, List<string> unknown)
    {
        foreach (string part in parts)
        {
            StoredPart? stated = evaluation.Parts.FirstOrDefault(p => p.Part == part);
            if (evaluation.Counted.FirstOrDefault(c => c.Part == part) is { } counted) items.Add(counted);
            else if (stated is { Credits: { } own, Achievement: { } by } && evaluation.Caps.Count == 0) items.Add(new CountedCredits(by, part, own));
            else unknown.Add(part);
        }
    }
}
