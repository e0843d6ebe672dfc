using Hub.Learners.CreditRecords;
using static Hub.Tests.Learners.CreditRecords.Facts;

namespace Hub.Tests.Learners.CreditRecords;

/// <summary>What counts in a credit record, and what does not.</summary>
public sealed class CreditRecordTests
{
    [Fact]
    public void Systems_Always_StandApart()
    {
        CreditRecord record = Record([Award("A", points: 6), Award("B", points: 4, country: "LT"), Award("C", points: 4.5m, system: "PONTO"), Award("D", points: 10, system: "KREDITAS", country: "LT"), Award("E", points: 3, system: "EAP", country: "EE", on: "2025-10-01")]);
        Assert.Equal([("ECTS", null, 13m), ("KREDITAS", "LT", 10m), ("PONTO", "PT", 4.5m)], record.Credits.Select(c => (c.System, c.Country, c.Credits!.Value)));
        Assert.Equal(3, record.Credits[0].Items);
    }

    [Fact]
    public void Workload_OfCredits_FollowsTheLawOfEachCountry()
    {
        RecordedAchievement said = Award("C", points: 2) with { WorkloadHours = 54, HoursKind = "notional" };
        RecordedAchievement trained = Award("D", points: 1) with { WorkloadHours = 20, HoursKind = "training" };
        // PT 25 to 28 hours a credit, NL 28; what an achievement says itself goes before.
        CreditRecord record = Record([Award("A", points: 6), Award("B", points: 5, country: "NL"), said, trained]);
        Assert.Equal([new WorkloadRange("notional", 6 * 25 + 5 * 28 + 54, 6 * 28 + 5 * 28 + 54), new WorkloadRange("training", 20, 20)], record.Credits[0].Workload);
        // Hours behind the points of the Portuguese system are only measured, so none are derived.
        Assert.Empty(Record([Award("A", points: 4.5m, system: "PONTO")]).Credits[0].Workload);
    }

    [Fact]
    public void Ecvet_BetweenQualifications_IsNeverAdded()
    {
        CatalogueNode[] catalogue = [Node("Q1", "qualification"), Node("Q2", "qualification"), Node("U1", "unit", partOf: "Q1"), Node("U2", "unit", partOf: "Q1"), Node("U3", "unit", partOf: "Q2"), Node("U4", "unit", partOf: ["Q1", "Q2"])];
        CreditRecord record = Record([Award("A", "U1", 10, "ECVET"), Award("B", "U2", 5, "ECVET"), Award("C", "U3", 7, "ECVET"), Award("D", "U4", 3, "ECVET")], catalogue);
        SystemCredits ecvet = Assert.Single(record.Credits);
        Assert.Null(ecvet.Credits);
        Assert.Equal([new QualificationCredits("Q1", 15, 2), new QualificationCredits("Q2", 7, 1), new QualificationCredits("U4", 3, 1)], ecvet.ByQualification);
    }

    [Fact]
    public void Unit_InsideAnAwardedWhole_CountsOnce()
    {
        CatalogueNode[] catalogue = [Node("Q", "qualification", 60), Node("M", "module", partOf: "Q"), Node("U", "unit", 6, partOf: "M"), Node("V", "unit", 4, "PONTO", partOf: "M")];
        CreditRecord record = Record([Award("U", "U", 6), Award("V", "V", 4, "PONTO"), Award("Q", "Q", 60), Award("M", "M")], catalogue);
        Assert.Equal((60m, 4m), (record.Sum("ECTS"), record.Sum("PONTO")));
        Assert.Equal((ItemStanding.InWhole, "PT-ESCOLA~Q"), (record.StandingOf("U"), record.Items.Single(i => i.Id == "PT-ESCOLA~U").Because));
        Assert.Equal(ItemStanding.NoCredits, record.StandingOf("M"));
        Assert.Contains("U", record.DoneEntries);
    }

    [Fact]
    public void Part_OfAWholeWithoutCredits_CountsItself() =>
        Assert.Equal(6, Record([Award("U", "U", 6), Award("Q", "Q")], [Node("Q", "qualification"), Node("U", "unit", 6, partOf: "Q")]).Sum("ECTS"));

    [Fact]
    public void Part_SaidByTheSender_CountsInItsWhole()
    {
        CreditRecord record = Record([Award("U", points: 6) with { PartOf = "PT-ESCOLA~M" }, Award("M") with { PartOf = "PT-ESCOLA~Q" }, Award("Q", points: 30)]);
        Assert.Equal((30m, ItemStanding.InWhole), (record.Sum("ECTS"), record.StandingOf("U")));
        // Of two that say they are part of each other neither is the whole.
        Assert.Equal(36, Record([Award("U", points: 6) with { PartOf = "PT-ESCOLA~Q" }, Award("Q", points: 30) with { PartOf = "PT-ESCOLA~U" }]).Sum("ECTS"));
        Assert.Equal(36, Record([Award("U", "U", 6), Award("Q", "Q", 30)], [Node("U", "unit", partOf: "Q"), Node("Q", "unit", partOf: "U")]).Sum("ECTS"));
    }

    [Fact]
    public void Part_OfTwoAwardedWholes_CountsOnce()
    {
        CatalogueNode[] catalogue = [Node("Q1", "qualification", 30), Node("Q2", "qualification", 30), Node("M", "module", 10, partOf: ["Q1", "Q2"]), Node("U", "unit", 5, partOf: "M")];
        CreditRecord record = Record([Award("Q1", "Q1", 30), Award("Q2", "Q2", 30), Award("M", "M", 10), Award("U", "U", 5)], catalogue);
        Assert.Equal(50, record.Sum("ECTS"));
        Assert.Equal(["PT-ESCOLA~M"], Assert.Single(record.Notes, n => n.Code == "record.shared-part").Items);
    }

    [Fact]
    public void Entry_AchievedTwice_CountsOnce()
    {
        CreditRecord record = Record([Award("A", "U", 5, on: "2024-01-01"), Award("B", "U", 6, on: "2023-01-01"), Award("C", "U", 2, "PONTO")], decisions: [Decision("D", "U", 6)]);
        Assert.Equal((6m, 2m), (record.Sum("ECTS"), record.Sum("PONTO")));
        Assert.Equal((ItemStanding.Counted, ItemStanding.SameEntry, ItemStanding.SameEntry), (record.StandingOf("B"), record.StandingOf("A"), record.StandingOf("D")));
    }

    [Fact]
    public void Replacement_Always_TakesThePlace()
    {
        RecordedAchievement first = Award("A", "U", 5), second = Award("B", "U", 6) with { Replaces = "PT-ESCOLA~A" }, third = Award("C", "U", 4) with { Replaces = "PT-ESCOLA~B" };
        Assert.Equal(4, Record([first, second, third]).Sum("ECTS"));
        Assert.Equal((ItemStanding.Replaced, ItemStanding.Replaced), (Record([first, second, third]).StandingOf("A"), Record([first, second, third]).StandingOf("B")));
        // What is revoked replaces nothing; a chain counts once however its middle fares.
        Assert.Equal(6, Record([first, second, third with { IsRevoked = true }]).Sum("ECTS"));
        Assert.Equal(4, Record([first, second with { IsRevoked = true }, third]).Sum("ECTS"));
        Assert.Equal(5, Record([first, second], asOf: new DateOnly(2025, 6, 30)).Sum("ECTS") - 1);
    }

    [Fact]
    public void Days_Always_DecideWhatIsValid()
    {
        RecordedAchievement[] all = [Award("A", points: 1, on: "2026-11-01"), Award("B", points: 2, on: "2026-11-02"), Award("C", points: 4) with { ValidUntil = new DateOnly(2026, 10, 31) }, Award("D", points: 8) with { ValidUntil = Today }];
        CreditRecord record = Record(all);
        Assert.Equal(9, record.Sum("ECTS"));
        Assert.Equal((ItemStanding.NotYet, ItemStanding.Expired), (record.StandingOf("B"), record.StandingOf("C")));
        Assert.Equal(4, Record(all, asOf: new DateOnly(2025, 12, 1)).Sum("ECTS") - 8);
    }

    [Theory]
    [InlineData("PONTO", "PT", "2016-06-30", null)]
    [InlineData("credit of the older national system", "KZ", "2024-06-30", "bachelor 1.5 to 1.7 ECTS")]
    [InlineData("points", null, "2024-06-30", null)]
    public void Unit_WithoutARule_IsShownAndNeverAdded(string unit, string? country, string on, string? factors)
    {
        CreditRecord record = Record([Award("A", points: 10, system: unit, country: country, on: on)]);
        Assert.Empty(record.Credits);
        Assert.Equal(ItemStanding.OtherUnit, record.StandingOf("A"));
        RecordNote note = Assert.Single(record.Notes);
        Assert.Equal("record.other-unit", note.Code);
        Assert.Equal(factors is not null, note.Message.Contains(factors ?? "factors", StringComparison.Ordinal));
    }

    [Fact]
    public void Points_AtALevelThatHasNone_AreNotAdded()
    {
        RecordedAchievement at4 = Award("A", points: 5, system: "PONTO") with { NqfFramework = "QNQ", NqfLevel = "4" }, at3 = Award("B", points: 5, system: "PONTO") with { NqfFramework = "QNQ", NqfLevel = "3" };
        CreditRecord record = Record([at4, at3, Award("C", points: 5, system: "PONTO") with { NqfFramework = "LTQF", NqfLevel = "3" }]);
        Assert.Equal((10m, ItemStanding.NotAtLevel), (record.Sum("PONTO"), record.StandingOf("B")));
    }

    [Fact]
    public void Amounts_FinerThanTheSystem_AreSaid() =>
        Assert.Equal("record.amount-too-fine", Assert.Single(Record([Award("A", points: 4.5m, country: "KZ"), Award("B", points: 3, country: "KZ")]).Notes).Code);

    [Fact]
    public void Recognition_OfCountedCredits_AddsNone()
    {
        CreditRecord same = Record([Award("A", points: 6)], decisions: [Decision("D", "U", 5, "ECTS", "A")]);
        Assert.Equal((6m, ItemStanding.CountedBySource), (same.Sum("ECTS"), same.StandingOf("D")));
        Assert.Contains("U", same.DoneEntries);
        // A unit is recognised with its own points; those of another system stand beside, converted into nothing.
        CreditRecord other = Record([Award("A", points: 6)], decisions: [Decision("D", "U", 4.5m, "PONTO", "A")]);
        Assert.Equal((6m, 4.5m), (other.Sum("ECTS"), other.Sum("PONTO")));
        CreditRecord experience = Record([], decisions: [Decision("D", "U", 5)]);
        Assert.Equal((5m, 5m), (experience.Credits[0].Credits, experience.Credits[0].Recognised));
    }

    [Fact]
    public void Recognition_OfWhatIsRevoked_IsInQuestion()
    {
        CreditRecord record = Record([Award("A", points: 6) with { IsRevoked = true }], decisions: [Decision("D", "U", 5, "ECTS", "A")]);
        Assert.Equal(ItemStanding.InQuestion, record.StandingOf("D"));
        Assert.DoesNotContain("U", record.DoneEntries);
        Assert.Equal("record.recognition-in-question", Assert.Single(record.Notes).Code);
        // Once a corrected one stands in its place, the decision does too.
        Assert.Equal(ItemStanding.CountedBySource, Record([Award("A", points: 6) with { IsRevoked = true }, Award("B", points: 6) with { Replaces = "PT-ESCOLA~A" }], decisions: [Decision("D", "U", 5, "ECTS", "B")]).StandingOf("D"));
    }
}
