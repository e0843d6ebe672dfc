using Hub.Design;
using Hub.Rules;
using Hub.Submissions.Findings;

namespace Hub.Tests.Design;

public sealed class CheckWorkloadTests
{
    static readonly DateOnly Today = new(2026, 9, 1);

    static Result<CheckWorkloadResult> Try(CheckWorkloadCommand command, IRulesets? rulesets = null) => new CheckWorkloadHandler(rulesets ?? Judged.Rulesets, Judged.Vocabularies).Handle(command);

    static CheckWorkloadResult Check(CheckWorkloadCommand command, IRulesets? rulesets = null) => Try(command, rulesets).Value;

    static string[] Codes(CheckWorkloadResult result) => [.. result.Findings.Select(f => f.Code)];

    /// <summary>Hours of one part, some of them of assessment.</summary>
    static CheckWorkloadCommand Hours(decimal hours, decimal? credits = null, string? country = null, string? system = null, string? kind = "notional") =>
        new([new WorkloadPart("A", hours - 1, AssessmentHours: 1)], Today, credits, CreditSystem: system, Country: country, HoursKind: kind);

    /// <summary>The Annex I sample of the European Learning Model: 2 ECTS, PT60H.</summary>
    [Fact]
    public void Check_SixtyHours_FitTwoCreditsInEuropeAndNotInACountryWithFewerHours()
    {
        CheckWorkloadResult europe = Check(Hours(60, 2));
        Assert.Equal(new CreditRange(2, 2.4m), europe.Total.Range);
        Assert.Empty(europe.Findings);

        // 25 to 28 hours a credit: Decreto-Lei n.º 42/2005, artigo 5.º.
        CheckWorkloadResult portugal = Check(Hours(60, 2, "PT"));
        Assert.Equal(new CreditRange(2.15m, 2.4m), portugal.Total.Range);
        DesignFinding finding = Assert.Single(portugal.Findings, f => f.About is null);
        Assert.Equal(("design.credits-outside-range", Severity.Reject, Confidence.Good), (finding.Code, finding.Severity, finding.Basis?.Confidence));
        Assert.Contains("30 a credit, 25 to 28", finding.Message, StringComparison.Ordinal);
        // Hours of no named kind only make it implausible.
        Assert.All(Check(Hours(60, 2, "PT", kind: null)).Findings, f => Assert.Equal(Severity.Warn, f.Severity));
    }

    [Theory]
    [InlineData(1500, 50, 60)]
    [InlineData(1800, 60, 72)]
    public void Check_AYearOfEcts_IsFifteenHundredToEighteenHundredHours(int hours, int fewest, int most)
    {
        CheckWorkloadResult result = Check(Hours(hours, 60) with { Months = 12 });
        Assert.Equal(new CreditRange(fewest, most), result.Total.Range);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Check_MoreCreditsThanTheMonthsCarry_IsWarnedOf()
    {
        DesignFinding finding = Assert.Single(Check(Hours(1800, 70) with { Months = 12 }).Findings);
        Assert.Equal(("design.more-than-a-year", Severity.Warn), (finding.Code, finding.Severity));
        CheckWorkloadResult longer = Check(Hours(1800, 70) with { Months = 14 });
        Assert.Empty(longer.Findings);
        Assert.Equal(70, longer.FullTimeCredits);
        Assert.Null(Check(Hours(1800, 70)).FullTimeCredits);
    }

    [Fact]
    public void Check_PointsThatDoNotFollowFromHours_AreNotDerived()
    {
        CheckWorkloadResult result = Check(Hours(1000, 30, system: "ECVET"));
        Assert.Equal(["design.credits-not-from-hours"], Codes(result));
        Assert.Null(result.Total.Range);
        Assert.Equal(Confidence.Verified, result.Findings[0].Basis?.Confidence);
    }

    /// <summary>UFCD of 25 h carry 2.25 points, general ones 2.5; 210 h at a workplace 20 and 400 h 15: no function of hours.</summary>
    [Theory]
    [InlineData("technological", 25, 2.25, "design.credits-by-component")]
    [InlineData("technological", 50, 4.5, "design.credits-by-component")]
    [InlineData("general-scientific", 25, 2.5, "design.credits-by-component")]
    [InlineData(null, 25, 2.25, "design.credits-by-component")]
    [InlineData("workplace", 210, 20, "design.no-range-for-hours")]
    [InlineData("workplace", 400, 15, "design.no-range-for-hours")]
    public void Check_PointsByComponent_AreAtMostPlausible(string? component, int hours, double points, string hint)
    {
        CheckWorkloadResult result = Check(Hours(hours, (decimal)points, "PT", "PONTO", "training") with { Component = component });
        Assert.Equal([hint], Codes(result));
        Assert.All(result.Findings, f => Assert.Equal(Severity.Warn, f.Severity));
    }

    [Fact]
    public void Check_WholeCreditsOnly_LooksForWholeOnes()
    {
        IRulesets rulesets = Rulesets.Of(WithWholeCredits());
        CheckWorkloadResult none = Check(Hours(40), rulesets);
        Assert.True(none.Total.Range!.IsEmpty);
        Assert.Equal(["design.no-credits-fit", "design.no-credits-fit"], Codes(none));
        Assert.Equal(new CreditRange(2, 2), Check(Hours(60), rulesets).Total.Range);
        DesignFinding half = Assert.Single(Check(Hours(60, 2.5m), rulesets).Findings, f => f.Code == "design.credit-decimals");
        Assert.Equal(Severity.Reject, half.Severity);
    }

    [Fact]
    public void Check_Parts_AreAddedUpByKind()
    {
        WorkloadPart[] parts = [new("A", 20, 40, 0, 2, 4, 2.4m), new("B", 10, null, 60, 3, 2, 2.6m)];
        CheckWorkloadResult result = Check(new CheckWorkloadCommand(parts, Today, 5, 5, 1));
        WorkloadLine total = result.Total;
        Assert.Equal((30m, 40m, 60m, 5m, 135m), (total.ContactHours, total.SelfStudyHours, total.WorkBasedHours, total.AssessmentHours, total.Hours));
        Assert.Equal((27m, 5m), (total.HoursPerWeek, total.Credits));
        Assert.Equal(15.5m, result.Parts[0].HoursPerWeek);
        Assert.Equal(["design.weeks-and-months"], Codes(result));
    }

    [Fact]
    public void Check_NumbersThatContradictEachOther_AreFound()
    {
        WorkloadPart[] parts = [new("A", 100, Weeks: 1, Credits: 4), new("B", 50, Weeks: 12, Credits: 2)];
        CheckWorkloadResult result = Check(new CheckWorkloadCommand(parts, Today, 5, 10));
        Assert.Equal(["design.parts-differ", "design.no-assessment", "design.hours-per-week", "design.part-longer-than-whole"], Codes(result));
        Assert.Equal([null, null, "A", "B"], result.Findings.Select(f => f.About));
        Assert.DoesNotContain("design.hours-per-week", Codes(Check(new CheckWorkloadCommand(parts, Today, 5, 10, MaxHoursPerWeek: 100))));
    }

    [Theory]
    [InlineData("design.wrong-count")]
    [InlineData("design.id-invalid")]
    [InlineData("design.value-invalid")]
    [InlineData("design.hours-kind-unknown")]
    [InlineData("design.component-unknown")]
    [InlineData("design.credit-system-unknown")]
    public void Check_WhatCanNotBeDone_IsRefused(string code)
    {
        CheckWorkloadCommand sound = Hours(25);
        CheckWorkloadCommand command = code switch
        {
            "design.wrong-count" => sound with { Parts = [] },
            "design.id-invalid" => sound with { Parts = [new WorkloadPart("", 1)] },
            "design.value-invalid" => sound with { Parts = [new WorkloadPart("A", 0, 0)] },
            "design.hours-kind-unknown" => sound with { HoursKind = "dog" },
            "design.component-unknown" => sound with { Component = "technological" },
            _ => sound with { CreditSystem = "PONTO" },
        };
        Assert.Equal(code, Try(command).Problem?.Code);
    }

    static Ruleset WithWholeCredits()
    {
        Ruleset baseline = Judged.Rulesets.For(null, Today);
        return baseline with { CreditSystems = [.. baseline.CreditSystems.Select(s => s.Id == "ECTS" ? s with { DecimalPlaces = new Rule<int>(0, Confidence.Good, "a country with whole credits") } : s)] };
    }
}
