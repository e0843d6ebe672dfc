using Hub.Catalogue;
using Hub.Rules;
using Hub.Rules.Explanations;
using Hub.Submissions.Findings;

namespace Hub.Tests.Rules;

public sealed class RuleLinesTests
{
    [Fact]
    public void Page_InTheRepository_IsTheGeneratedOne()
    {
        string file = Path.Combine(Repository.Rulesets, "CHANGES.md");
        string page = ChangeLog.ToMarkdown(Judged.Rulesets);
        // HUB_WRITE_PAGES=1 writes the page anew.
        if (Environment.GetEnvironmentVariable("HUB_WRITE_PAGES") == "1") File.WriteAllText(file, page);
        Assert.Equal(page, File.ReadAllText(file));
    }

    [Fact]
    public void Of_EveryRuleset_SaysEachThingOnce() => Assert.All(Judged.Rulesets.All, ruleset =>
        Assert.Equal(RuleLines.Of(ruleset).Count(), RuleLines.Of(ruleset).Select(l => l.Key).Distinct().Count()));

    [Fact]
    public void Of_EveryCodeOfARule_IsAFinding() => Assert.All(Judged.Rulesets.All.SelectMany(RuleLines.Of).SelectMany(l => l.Codes), code => Assert.Contains(code, FindingCodes.All.Select(c => c.Code)));

    [Fact]
    public void Between_StagesOfALaw_SaysWhatBecameStricter()
    {
        Ruleset first = Judged.Rulesets.For("EE", new DateOnly(2025, 4, 1)), second = Judged.Rulesets.For("EE", new DateOnly(2025, 9, 1));
        RuleChange size = Assert.Single(RuleChanges.Between(first, second), c => c.Now?.Key == "size: micro-credential in ECTS");
        Assert.Equal((RuleChangeKind.Changed, RuleEffect.Warn, RuleEffect.Reject), (size.Kind, size.Before!.Effect, size.Now!.Effect));
        Assert.Empty(RuleChanges.Between(second, second));
        Assert.All(RuleChanges.Between(null, first), c => Assert.Equal(RuleChangeKind.Added, c.Kind));
    }

    [Fact]
    public void Between_RuleThatIsGone_SaysSo()
    {
        Ruleset ruleset = Judged.Rulesets.For("NL", new DateOnly(2026, 1, 1));
        RuleChange gone = Assert.Single(RuleChanges.Between(ruleset, ruleset with { Sizes = [] }));
        Assert.Equal((RuleChangeKind.Removed, "size: micro-credential in ECTS"), (gone.Kind, gone.Before!.Key));
    }

    [Fact]
    public void Explain_Size_NamesTheRuleOfEveryCountryThatHasOne()
    {
        Explanation explained = ExplainCode.Of(EntryFindings.MicroCredentialSize.Code.Code, Judged.Rulesets).Value;
        Assert.Equal(["BE", "EE", "ES", "EU", "FI", "NL"], explained.Rules.Select(r => r.Country).Distinct());
        Assert.Contains(explained.Rules, r => r is { Country: "ES", Says: "less than 15 ECTS", Asks: RuleEffect.Reject, Does: RuleEffect.Reject, Confidence: Confidence.Verified });
    }

    [Fact]
    public void Explain_UnverifiedRule_AsksMoreThanItDoes()
    {
        Explanation explained = ExplainCode.Of(EntryFindings.CreditsPerHour.Code.Code, Judged.Rulesets).Value;
        Assert.Contains(explained.Rules, r => r is { Country: "SI", Asks: RuleEffect.Reject, Does: RuleEffect.Warn });
    }

    [Fact]
    public void Explain_Exception_HoldsAndSaysWhen()
    {
        ExplainedRule rule = Assert.Single(ExplainCode.Of(EntryFindings.SizeException.Code.Code, Judged.Rulesets).Value.Rules);
        Assert.Equal(("BE", RuleEffect.Hold), (rule.Country, rule.Does));
        Assert.StartsWith("up to 60 ECTS", rule.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_UnknownCode_IsRefused() => Assert.Equal("ruleset.code-unknown", ExplainCode.Of("entry.nothing", Judged.Rulesets).Problem!.Code);

    [Fact]
    public void Explain_EveryFindingThatRestsOnARule_HasOneInSomeCountry()
    {
        string[] elsewhere = [EntryFindings.LevelOnlyDeclared.Code.Code];       // no country here has the rule
        IEnumerable<string> resting = typeof(EntryFindings).GetFields().Select(f => f.GetValue(null)).OfType<RulesetFinding>().Select(f => f.Code.Code);
        Assert.All(resting.Except(elsewhere), code => Assert.NotEmpty(ExplainCode.Of(code, Judged.Rulesets).Value.Rules));
    }
}
