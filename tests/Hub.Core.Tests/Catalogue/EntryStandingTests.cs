using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Rules;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Tests.Catalogue;

/// <summary>Rules that rest on the register, on a country made up for the test.</summary>
public sealed class EntryStandingTests
{
    static readonly (string, string)[] Entry =
    [
        ("localId", "MC-1"), ("kind", "micro-credential"), ("title@en", "T"), ("learningOutcomes@en", "O"), ("workloadHours", "50"), ("hoursKind", "notional"), ("eqfLevel", "5"), ("iscedF", "0613"),
        ("assessmentTypes", "written"), ("modes", "online"), ("qualityAssurance", "programme"),
    ];

    static readonly AccreditationScope Granted = new("XX-QA~1", "XX-SCHOOL", "XX-QA", "institutional", "positive", "active", new DateOnly(2025, 1, 1), null, ["06"], ["5"], [], [], [], [], null);

    [Fact]
    public void Judge_Offline_AsksNothingAndFindsNothing() => Assert.Empty(Judge(QualityCheck.AccreditationCovers, null).Codes());

    [Fact]
    public void Judge_NotLookedUpYet_Asks()
    {
        var register = new KnownStandings();
        Assert.Empty(Judge(QualityCheck.AccreditationCovers, register, cells: ("providers", "XX-OTHER")).Codes());
        Assert.Equal(["XX-SCHOOL"], register.Asked);
        register.Learn("XX-SCHOOL", Standing());
        Judge(QualityCheck.AccreditationCovers, register, cells: ("providers", "XX-OTHER"));
        Assert.Equal(["XX-OTHER"], register.Asked);
    }

    [Fact]
    public void Judge_RuleWithoutRegister_AsksNothing()
    {
        var register = new KnownStandings();
        Assert.Empty(Judge(QualityCheck.AwardingBodyRegistered, register).Codes());
        Assert.Empty(register.Asked);
    }

    [Fact]
    public void Judge_AccreditationCovers_IsOneOfTheAwardingBodyAProviderOrOneAbove()
    {
        Assert.Empty(Judge(QualityCheck.AccreditationCovers, Register(Standing(Granted))).Codes());
        Assert.Empty(Judge(QualityCheck.AccreditationCovers, Register(Standing() with { OfParents = [Granted] })).Codes());
        Assert.Empty(Judge(QualityCheck.AccreditationCovers, Register(Standing(), Standing(Granted) with { Id = "XX-OTHER" }), cells: ("providers", "XX-OTHER")).Codes());
        Assert.Equal(["entry.not-accredited"], Judge(QualityCheck.AccreditationCovers, Register(Standing())).Codes());
        Assert.Equal(["entry.not-accredited"], Judge(QualityCheck.AccreditationCovers, Register(Standing(Granted with { Fields = ["07"] }))).Codes());
        Assert.Equal(["entry.not-accredited"], Judge(QualityCheck.AccreditationCovers, Register(Standing(Granted with { ValidUntil = new DateOnly(2026, 1, 14) }))).Codes());
    }

    [Fact]
    public void Judge_EntryValidLater_CountsOnThatDay()
    {
        KnownStandings register = Register(Standing(Granted with { ValidUntil = new DateOnly(2026, 6, 30) }));
        Assert.Empty(Judge(QualityCheck.AccreditationCovers, register, cells: ("validFrom", "2026-06-30")).Codes());
        RowVerdict later = Judge(QualityCheck.AccreditationCovers, register, cells: ("validFrom", "2026-07-01"));
        Assert.Equal("No accreditation of the awarding body or of a provider covers the entry: field 0613, EQF level 5, XX, 2026-07-01.", Assert.Single(later.Findings).Message);
    }

    [Fact]
    public void Judge_AccreditationOfProgramme_HasToNameTheEntryOrBeNamed()
    {
        AccreditationScope programme = Granted with { Type = "programme", Identifiers = ["DEQAR-REPORT:7"] };
        Assert.Equal(["entry.not-accredited"], Judge(QualityCheck.AccreditationCovers, Register(Standing(programme))).Codes());
        Assert.Empty(Judge(QualityCheck.AccreditationCovers, Register(Standing(programme with { Entries = ["XX-SCHOOL~MC-1"] }))).Codes());
        Assert.Empty(Judge(QualityCheck.AccreditationCovers, Register(Standing(programme with { Entries = ["XX-SCHOOL~P"] })), cells: ("derivedFrom", "P")).Codes());
        Assert.Empty(Judge(QualityCheck.AccreditationCovers, Register(Standing(programme)), cells: ("accreditation", "x|DEQAR-REPORT:7")).Codes());
    }

    [Fact]
    public void Judge_RightForGroup_TakesNoOtherType()
    {
        Assert.Equal(["entry.group-right-missing"], Judge(QualityCheck.RightForStudyProgrammeGroup, Register(Standing(Granted))).Codes());
        Assert.Empty(Judge(QualityCheck.RightForStudyProgrammeGroup, Register(Standing(Granted with { Type = "study-programme-group", Fields = ["061"] }))).Codes());
    }

    [Fact]
    public void Judge_AwardingBodyOfSector_NeedsOneOfThem()
    {
        Assert.Empty(Judge(QualityCheck.AwardingBodyOfSector, Register(Standing() with { Sectors = ["vet", "higher-education"] })).Codes());
        Assert.Equal(["entry.awarding-body-other-sector"], Judge(QualityCheck.AwardingBodyOfSector, Register(Standing() with { Sectors = ["vet"] })).Codes());
    }

    [Fact]
    public void Judge_EffectAndConfidence_SayHowBadItIs()
    {
        Assert.Equal(Severity.Reject, Judge(QualityCheck.AccreditationCovers, Register(Standing())).Worst);
        Assert.Equal(Severity.Hold, Judge(QualityCheck.AccreditationCovers, Register(Standing()), RuleEffect.Hold).Worst);
        Assert.Equal(Severity.Warn, Judge(QualityCheck.AccreditationCovers, Register(Standing()), confidence: Confidence.Unverified).Worst);
    }

    static OrganisationStanding Standing(params AccreditationScope[] own) => new("XX-SCHOOL", "XX", [], [], own, []);

    static KnownStandings Register(params OrganisationStanding[] standings)
    {
        var register = new KnownStandings();
        foreach (OrganisationStanding standing in standings) register.Learn(standing.Id, standing);
        return register;
    }

    static RowVerdict Judge(QualityCheck check, KnownStandings? register, RuleEffect effect = RuleEffect.Reject, Confidence confidence = Confidence.Good, params (string Column, string Value)[] cells)
    {
        Ruleset baseline = Judged.Rulesets.For(null, new DateOnly(2026, 1, 1));
        Ruleset country = baseline with { Country = "XX", Version = "x", QualityRules = [new QualityRule(check, ["micro-credential"], null, [], ["higher-education"], effect, confidence, "a test")] };
        JudgeScope scope = Judged.Scope("XX-SCHOOL", "XX", Rulesets.Of(baseline, country)) with { Register = register };
        return Judged.Row(Judged.Catalogue, scope, [.. Entry.Where(e => cells.All(c => c.Column != e.Item1)), .. cells]);
    }
}
