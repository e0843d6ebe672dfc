using System.Globalization;
using System.Text;

namespace Hub.Rules.Explanations;

/// <summary>The dated log of what applies in each country and what each document changed, made from the documents alone.</summary>
public static class ChangeLog
{
    /// <summary><c>src/Rulesets/CHANGES.md</c> is this text.</summary>
    public static string ToMarkdown(IRulesets rulesets)
    {
        var page = new StringBuilder();
        page.Append("# What applies, and since when\n\n");
        page.Append("One heading for each country and each of its documents. The first document of a country is listed whole, a later one by what it changed.\n");
        page.Append("An unverified rule warns or holds, whatever it asks for, until a competent body adopts the document. Generated from the rulesets; do not edit.\n");
        foreach (IGrouping<string, Ruleset> country in rulesets.All.GroupBy(r => r.Country).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Ruleset? before = null;
            foreach (Ruleset ruleset in country.OrderBy(r => r.EffectiveFrom))
            {
                Write(page, before, ruleset);
                before = ruleset;
            }
        }
        return page.ToString();
    }

    static void Write(StringBuilder page, Ruleset? before, Ruleset ruleset)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {ruleset.Country}, from {ruleset.EffectiveFrom:yyyy-MM-dd}\n\n{ruleset.Title}. ");
        page.Append(ruleset.Adoption is { } act ? $"Adopted by {act.By} on {act.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {act.Act}.\n" : "No body has adopted it.\n");
        RuleChange[] changes = [.. RuleChanges.Between(before, ruleset)];
        if (changes.Length == 0)
        {
            page.Append("\nNo rule changed.\n");
            return;
        }
        page.Append("\n| change | rule | says | effect | confidence | source |\n|---|---|---|---|---|---|\n");
        foreach (RuleChange change in changes)
        {
            RuleLine line = change.Now ?? change.Before!;
            string says = change is { Before: { } old, Now: { } now } && old.About != now.About ? $"{now.About} (before: {old.About})" : line.About;
            string effect = line.EffectIn(ruleset) is { } word ? Word(word) : "";
            if (change.Before?.Effect is { } was && change.Now is { } then && was != then.Effect) effect += $" (before: {Word(was)})";
            page.Append(CultureInfo.InvariantCulture, $"| {Word(change.Kind)} | {Cell(line.Key)} | {Cell(says)} | {effect} | {Word(line.Confidence)} | {Cell(line.Source)} |\n");
        }
    }

    static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
