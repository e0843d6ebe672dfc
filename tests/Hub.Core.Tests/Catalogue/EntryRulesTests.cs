using Hub.Rules;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Tests.Catalogue;

/// <summary>Rules that no shipped country has, on a country made up for the test, and how confidence softens every one of them.</summary>
public sealed class EntryRulesTests
{
    static readonly Ruleset Baseline = Judged.Rulesets.For(null, new DateOnly(2026, 1, 1));

    static readonly (string, string)[] Credential =
    [
        ("localId", "1"), ("kind", "micro-credential"), ("title@en", "T"), ("learningOutcomes@en", "O"), ("creditSystem", "ABC"), ("creditPoints", "3"),
        ("assessmentTypes", "written"), ("modes", "online"), ("qualityAssurance", "programme"),
    ];

    [Theory]
    [InlineData("4.9", true)]
    [InlineData("5", false)]
    [InlineData("10", false)]
    [InlineData("10.1", true)]
    public void Judge_SizeInclusive_BoundsAreAllowed(string credits, bool rejected) => Assert.Equal(rejected, Sized(credits, inclusive: true).Codes().Contains("entry.micro-credential-size"));

    [Theory]
    [InlineData("5", true)]
    [InlineData("5.1", false)]
    [InlineData("9.9", false)]
    [InlineData("10", true)]
    public void Judge_SizeExclusive_BoundsAreNot(string credits, bool rejected) => Assert.Equal(rejected, Sized(credits, inclusive: false).Codes().Contains("entry.micro-credential-size"));

    [Fact]
    public void Judge_WholeCreditsOnly_RefusesDecimals()
    {
        Assert.Contains("entry.credit-decimals", Judge(Country(), ("creditPoints", "3.5")).Codes());
        Assert.DoesNotContain("entry.credit-decimals", Judge(Country(), ("creditPoints", "3.0")).Codes());
    }

    [Fact]
    public void Judge_FrameworkNotReferenced_RefusesAnEqfLevel()
    {
        Assert.Equal(["entry.level-not-referenced"], Judge(Country(), ("nqfLevel", "5"), ("eqfLevel", "5")).Codes());
        Assert.Empty(Judge(Country(), ("nqfLevel", "5")).Codes());
    }

    [Fact]
    public void Judge_MustBeDerived_AsksForIt()
    {
        Ruleset country = Country() with { QualityRules = [new QualityRule(QualityCheck.DerivedFromValidated, ["micro-credential"], null, [], [], RuleEffect.Reject, Confidence.Good, "x")] };
        Assert.Equal(["entry.not-derived"], Judge(country, ("nqfLevel", "5")).Codes());
        Assert.Empty(Judge(country, ("nqfLevel", "5"), ("derivedFrom", "P-1")).Codes());
    }

    [Fact]
    public void Judge_LevelMustBeClassified_RefusesADeclaredOne()
    {
        Ruleset country = Country() with { QualityRules = [new QualityRule(QualityCheck.LevelNotOnlyDeclared, [], "ABC", [], [], RuleEffect.Hold, Confidence.Good, "x")] };
        Assert.Equal(Severity.Hold, Judge(country, ("nqfLevel", "5"), ("levelBasis", "declared")).Worst);
        Assert.Null(Judge(country, ("nqfLevel", "5"), ("levelBasis", "classified")).Worst);
    }

    [Fact]
    public void Judge_NothingVerified_NoRuleOfTheCountryRejects()
    {
        Ruleset country = Country(Confidence.Unverified);
        RowVerdict verdict = Judge(country, ("creditPoints", "3.5"), ("workloadHours", "1"), ("hoursKind", "academic"), ("nqfLevel", "5"), ("eqfLevel", "5"), ("modes", ""));
        Assert.Equal(["entry.credit-decimals", "entry.credit-level", "entry.credits-per-hour", "entry.element-missing", "entry.level-not-referenced", "entry.micro-credential-size"], verdict.Codes().Order());
        Assert.Equal(Severity.Warn, verdict.Worst);
        RowVerdict adopted = Judge(country with { Adoption = new Adoption("a ministry", new DateOnly(2026, 1, 1), "an act") }, ("creditPoints", "3.5"), ("nqfLevel", "5"));
        Assert.Equal(Severity.Reject, adopted.Worst);
    }

    [Fact]
    public void Judge_ValidFromInTheFuture_IsJudgedByThatDaysLaw()
    {
        Ruleset next = Country() with { EffectiveFrom = new DateOnly(2027, 1, 1), CreditSystems = [], Sizes = [], Version = "next" };
        Rulesets both = Rulesets.Of(Baseline, Country(), next);
        RowVerdict verdict = Judged.Row(Judged.Catalogue, Judged.Scope("ZZ-A", "ZZ", both), [.. Credential, ("nqfLevel", "5"), ("validFrom", "2027-03-01")]);
        Assert.Equal(["entry.credit-system-unknown"], verdict.Codes());
        Assert.Equal("next", verdict.RulesetVersion);
    }

    static RowVerdict Sized(string credits, bool inclusive)
    {
        Ruleset country = Country();
        return Judge(
            country with
            {
                CreditSystems = [country.CreditSystems[0] with { DecimalPlaces = null, Levels = null }],
                Sizes = [new EntrySize("micro-credential", "ABC", [], 5, inclusive, 10, inclusive, null, RuleEffect.Reject, Confidence.Verified, "x")],
            },
            ("creditPoints", credits),
            ("nqfLevel", "5"));
    }

    static RowVerdict Judge(Ruleset country, params (string Column, string Value)[] cells) => Judged.Row(
        Judged.Catalogue,
        Judged.Scope("ZZ-A", "ZZ", Rulesets.Of(Baseline, country)),
        [.. Credential.Where(c => !cells.Any(o => o.Column == c.Item1)), .. cells]);

    static Ruleset Country(Confidence confidence = Confidence.Verified)
    {
        var names = new Dictionary<string, string> { ["en"] = "made up" };
        bool strict = confidence == Confidence.Unverified;
        return Baseline with
        {
            Country = "ZZ",
            Version = "zz",
            Frameworks = [new Framework("ZZF", names, null, false, [new FrameworkLevel("5", null, null, confidence, "x")], confidence, "x")],
            CreditSystems =
            [
                new CreditSystem("ABC", names, null, null, new Rule<int>(0, confidence, "x"), strict ? new CreditLevels("ZZF", [], confidence, "x") : null, [],
                    [new HoursPerCredit("academic", null, 30, 30, 0, RuleEffect.Reject, confidence, "x")], [], [], null, confidence, "x"),
            ],
            Sizes = [new EntrySize("micro-credential", "ABC", [], strict ? 5 : null, true, null, true, null, RuleEffect.Reject, confidence, "x")],
            RequiredElements = [.. Baseline.RequiredElements.Select(r => r with { Elements = [.. r.Elements.Select(e => e with { Confidence = confidence })] })],
        };
    }
}
