using Hub.Learners.CreditRecords;
using static Hub.Tests.Learners.CreditRecords.Facts;

namespace Hub.Tests.Learners.CreditRecords;

/// <summary>Progress towards awards and what comes next.</summary>
public sealed class ProgressTests
{
    static readonly CatalogueNode[] Welder =
    [
        Node("Q", "qualification", 60, "PONTO"), Node("U1", "unit", 30, "PONTO", 50, "Q"), Node("U2", "unit", 18, "PONTO", 30, "Q"), Node("M", "module", 12, "PONTO", 20, "Q"),
        Node("M1", "unit", 6, "PONTO", 50, "M"), Node("M2", "unit", 6, "PONTO", 50, "M"),
    ];

    static MeasureProgress Measure(IEnumerable<RecordedAchievement> achievements, CatalogueNode[] catalogue, IReadOnlyList<StackingLimit>? limits = null, params RecognisedOutcome[] decisions) =>
        new(Record(achievements, catalogue, decisions), new CatalogueStructure(catalogue), limits is null ? null : _ => limits);

    static Guidance Guide(IEnumerable<RecordedAchievement> achievements, CatalogueNode[] catalogue) => new SuggestNext(Record(achievements, catalogue), new CatalogueStructure(catalogue)).Of();

    [Fact]
    public void Towards_ByWeights_CountsPartsOfParts()
    {
        AwardProgress progress = Measure([Award("A", "U1", 30, "PONTO"), Award("B", "M1", 6, "PONTO")], Welder).Towards("Q")!;
        Assert.Equal((60m, ProgressBasis.RelativeWeight, ProgressState.Started), (progress.DoneShare, progress.Basis, progress.State));
        Assert.Equal(new PointProgress("PONTO", 30, 60, 30), progress.Points);
        Assert.Equal(["U1"], progress.Done.Select(p => p.EntryId));
        Assert.Equal([("M", 50m, ProgressState.Started), ("U2", 0m, ProgressState.NotStarted)], progress.Missing.Select(p => (p.EntryId, p.DoneShare, p.State)));
    }

    [Fact]
    public void Towards_WhenAllPartsAreDone_IsNotYetAwarded()
    {
        RecordedAchievement[] parts = [Award("A", "U1"), Award("B", "U2"), Award("C", "M1"), Award("D", "M2")];
        Assert.Equal((100m, ProgressState.Started), (Measure(parts, Welder).Towards("Q")!.DoneShare, Measure(parts, Welder).Towards("Q")!.State));
        Assert.Equal(ProgressState.AllPartsDone, Measure(parts, Welder).Towards("M")!.State);
        Assert.Equal(ProgressState.AllPartsDone, Measure([.. parts, Award("E", "M")], Welder).Towards("Q")!.State);
        AwardProgress awarded = Measure([Award("Q", "Q", 60, "PONTO")], Welder).Towards("Q")!;
        Assert.Equal((100m, ProgressState.Awarded, 0), (awarded.DoneShare, awarded.State, awarded.Missing.Count));
        Assert.Equal(ProgressState.Recognised, Measure([], Welder, null, Decision("D", "U1")).Towards("Q")!.Done.Single().State);
    }

    [Fact]
    public void Towards_OtherBases_ArePointsOrNumbers()
    {
        CatalogueNode[] points = [Node("Q", "qualification", 20), Node("U1", "unit", 10, partOf: "Q"), Node("U2", "unit", 10, partOf: "Q"), Node("U3", "unit", 10, partOf: "Q")];
        AwardProgress byPoints = Measure([Award("A", "U1", 10)], points).Towards("Q")!;
        Assert.Equal((50m, ProgressBasis.Points, true), (byPoints.DoneShare, byPoints.Basis, byPoints.MoreThanNeeded));
        Assert.Equal(new PointProgress("ECTS", 20, 20, 0), Measure([Award("A", "U1"), Award("B", "U2"), Award("C", "U3")], points).Towards("Q")!.Points);
        CatalogueNode[] mixed = [Node("Q", "qualification", 20), Node("U1", "unit", 10, partOf: "Q"), Node("U2", "unit", 10, "PONTO", partOf: "Q"), Node("U3", "unit", partOf: "Q")];
        AwardProgress byNumber = Measure([Award("A", "U1", 10)], mixed).Towards("Q")!;
        Assert.Equal((33.33m, ProgressBasis.Parts), (byNumber.DoneShare, byNumber.Basis));
        Assert.Null(Measure([], [Node("Q", "qualification")]).Towards("Q")!.DoneShare);
        Assert.Null(Measure([], []).Towards("Q"));
    }

    [Fact]
    public void Credential_ThatStandsAlone_DoesNotStack()
    {
        CatalogueNode[] catalogue = [Node("Q", "programme", 10), Node("M", "micro-credential", 5, partOf: "Q") with { Stackability = "stand-alone" }, Node("N", "micro-credential", 5, partOf: "Q")];
        AwardProgress progress = Measure([Award("A", "M", 5)], catalogue).Towards("Q")!;
        Assert.Equal((0m, 0), (progress.DoneShare, progress.Done.Count));
        Assert.Equal("record.stands-alone", Assert.Single(progress.Notes).Code);
    }

    [Fact]
    public void Limit_OfTheLaw_CapsWhatStacks()
    {
        StackingLimit limit = new(["programme"], ["micro-credential"], 15, true, "An act, article 1");
        CatalogueNode[] catalogue = [Node("P", "programme", 60), Node("M1", "micro-credential", 6, partOf: "P"), Node("M2", "micro-credential", 6, partOf: "P"), Node("U", "unit", 48, partOf: "P")];
        AwardProgress progress = Measure([Award("A", "M1", 6), Award("B", "M2", 6)], catalogue, [limit]).Towards("P")!;
        Assert.Equal(15, progress.DoneShare);
        Assert.Equal((15m, 20m, "An act, article 1"), (progress.Limits[0].MaxShare, progress.Limits[0].DoneShare, progress.Limits[0].Source));
        Assert.Equal(20, Measure([Award("A", "M1", 6), Award("B", "M2", 6)], catalogue, [limit with { Decides = false }]).Towards("P")!.DoneShare);
        Assert.Empty(Measure([Award("A", "M1", 6)], catalogue, [limit]).Towards("P")!.Limits);
    }

    [Fact]
    public void Guidance_Always_NamesReasons()
    {
        Guidance guidance = Guide([Award("A", "U1"), Award("B", "M1")], Welder);
        Assert.Equal(["Q", "M"], guidance.Awards.Select(a => a.EntryId));
        Assert.Equal(["M2", "U2", "M"], guidance.Suggestions.Select(s => s.EntryId));
        SuggestionReason last = Assert.Single(guidance.Suggestions[0].Reasons);
        Assert.Equal((SuggestionReason.Completes, "M", 50m, 100m), (last.Code, last.Award, last.ShareBefore, last.ShareAfter!.Value));
        Assert.Equal((60m, 90m), (guidance.Suggestions[1].Reasons[0].ShareBefore, guidance.Suggestions[1].Reasons[0].ShareAfter!.Value));
    }

    [Fact]
    public void Guidance_WhenAllPartsAreDone_SaysToAsk()
    {
        Guidance guidance = Guide([Award("A", "M1"), Award("B", "M2")], Welder);
        Assert.Equal(("M", SuggestionReason.AskForAward), (guidance.Suggestions[0].EntryId, guidance.Suggestions[0].Reasons[0].Code));
    }

    [Fact]
    public void Guidance_OfWhatIsDerived_LeavesTheDecisionToTheInstitution()
    {
        CatalogueNode[] catalogue = [.. Welder, Node("X", "micro-credential") with { DerivedFrom = ["U2"] }, Node("Y", "micro-credential") with { DerivedFrom = ["U2"], ValidUntil = new DateOnly(2026, 1, 1) }, Node("Z", "micro-credential") with { DerivedFrom = ["M2"] }];
        Guidance guidance = Guide([Award("A", "U1"), Award("Z", "Z")], catalogue);
        SuggestionReason derived = Assert.Single(guidance.Suggestions.Single(s => s.EntryId == "X").Reasons);
        Assert.Equal((SuggestionReason.DerivedFrom, "U2", null), (derived.Code, derived.Through, derived.ShareAfter));
        Assert.DoesNotContain(guidance.Suggestions, s => s.EntryId == "Y");
        CatalogueNode[] recognisable = [.. Welder, Node("X", "micro-credential") with { DerivedFrom = ["U2"] }];
        Suggestion asked = Guide([Award("A", "U1"), Award("X", "X")], recognisable).Suggestions.Single(s => s.EntryId == "U2");
        Assert.Contains(asked.Reasons, r => r.Code == SuggestionReason.AskForRecognition && r.Through == "X");
    }

    [Fact]
    public void Guidance_OfClosedEntries_IsNotGiven()
    {
        CatalogueNode[] closed = [.. Welder.Select(n => n.Id is "U2" ? n with { ValidUntil = new DateOnly(2026, 10, 31) } : n)];
        Assert.DoesNotContain(Guide([Award("A", "U1")], closed).Suggestions, s => s.EntryId == "U2");
        CatalogueNode[] gone = [.. Welder.Select(n => n.Id is "Q" ? n with { IsPublic = false } : n)];
        Assert.Empty(Guide([Award("A", "U1")], gone).Suggestions);
        Assert.Equal("record.award-not-open", Assert.Single(Measure([Award("A", "U1")], gone).Towards("Q")!.Notes).Code);
    }
}
