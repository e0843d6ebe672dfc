using FsCheck;
using FsCheck.Fluent;
using Hub.Recognition.Equivalences;
using Hub.Recognition.Evaluation;

namespace Hub.Tests.Recognition;

/// <summary>What a declaration says of either of its entries.</summary>
public sealed class EquivalenceTests
{
    static readonly OrganisationId Body = OrganisationId.Parse("PT-ANQEP");

    static readonly Gen<DeclareEquivalenceCommand> Commands =
        from pairs in Gen.Choose(1, 3).Two().ListOf()
        from both in Gen.Elements(true, false)
        from whole in Gen.Elements(true, false)
        let outcomes = pairs.Select(p => new OutcomePair(p.Item1, p.Item2)).ToArray()
        select Command(outcomes, both, outcomes.Length > 0 ? null : whole ? EquivalenceExtent.Whole : EquivalenceExtent.Part);

    [Fact]
    public void Decide_AnyOutcomes_IsWholeOnlyWhereAllAreNamed() => Prop.ForAll(Commands.ToArbitrary(), command =>
    {
        Equivalence decided = EquivalenceOf(command);
        bool isWhole = command.Outcomes.Count == 0 ? command.Extent == EquivalenceExtent.Whole : command.Outcomes.Select(o => o.Target).Distinct().Count() == 3;
        Assert.Equal(isWhole, decided.For("eq", "T")!.IsWhole);
        Assert.Equal(("S", "T"), (decided.For("eq", "T")!.From, decided.For("eq", "T")!.To));
        DeclaredEquivalence? back = decided.For("eq", "S");
        Assert.Equal(command.Direction == EquivalenceDirection.BothWays, back is not null);
        if (back is null) return;
        Assert.Equal(("T", "S"), (back.From, back.To));
        Assert.Equal(command.Outcomes.Count == 0 ? isWhole : command.Outcomes.Select(o => o.Source).Distinct().Count() == 3, back.IsWhole);
        Assert.Null(decided.For("eq", "OTHER"));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decide_AnyDeclaration_ReadsBackAsItWasWritten() => Prop.ForAll(Commands.ToArbitrary(), command =>
    {
        Equivalence decided = EquivalenceOf(command), read = Equivalence.Read(decided.ToJson());
        Assert.Equal(decided with { Outcomes = [] }, read with { Outcomes = [] });
        Assert.Equal(decided.Outcomes, read.Outcomes);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2024-12-31", false)]
    [InlineData("2025-01-01", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", false)]
    public void HoldsOn_FirstAndLastDay_Count(string day, bool holds) =>
        Assert.Equal(holds, EquivalenceOf(Command([], both: false, EquivalenceExtent.Whole)).HoldsOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    static DeclareEquivalenceCommand Command(OutcomePair[] outcomes, bool both, EquivalenceExtent? extent) =>
        new("PT-ANQEP~1", "S", "T", extent, both ? EquivalenceDirection.BothWays : null, outcomes, " decision ", new DateOnly(2025, 1, 1), new DateOnly(2026, 12, 31), null);

    static Equivalence EquivalenceOf(DeclareEquivalenceCommand command) => DeclareEquivalenceHandler.Decide(command, Body, ofSource: 3, ofTarget: 3).Value;
}
