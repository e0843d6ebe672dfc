using FsCheck;
using FsCheck.Fluent;
using Hub.Design;
using Hub.Rules;
using Hub.Submissions.Findings;

namespace Hub.Tests.Design;

public sealed class AllocatePointsTests
{
    static readonly DateOnly Today = new(2026, 9, 1);

    static Result<AllocatePointsResult> Try(AllocatePointsCommand command) => new AllocatePointsHandler(Judged.Rulesets).Handle(command);

    static AllocatePointsResult Allocate(decimal? total, decimal? step, params decimal[] weights) => Try(new AllocatePointsCommand(Units(weights), total, null, Today, Step: step)).Value;

    static WeightedUnit[] Units(params decimal[] weights) => [.. weights.Select((w, i) => new WeightedUnit($"U{i + 1}", w))];

    static decimal[] PointsOf(AllocatePointsResult result) => [.. result.Units.Select(u => u.Points)];

    /// <summary>60 points a year of formal full-time VET: CELEX 32009H0708(02), Annex II.</summary>
    [Theory]
    [InlineData("1", "60", "30 18 12")]
    [InlineData("1.5", "90", "45 27 18")]
    [InlineData("3", "180", "90 54 36")]
    public void Allocate_YearsOfFullTimeLearning_GivesSixtyPointsAYear(string years, string total, string points)
    {
        AllocatePointsResult result = Try(new AllocatePointsCommand(Units(50, 30, 20), null, Number(years), Today, Percent: true)).Value;
        Assert.Equal(Number(total), result.Total);
        Assert.Equal(points.Split(' ').Select(Number), PointsOf(result));
        Assert.Equal(("ECVET", "EU"), (result.CreditSystem, result.Country));
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Allocate_ThreeEqualUnits_TheFirstGetsWhatIsLeft()
    {
        Assert.Equal([34m, 33m, 33m], PointsOf(Allocate(100, 1, 1, 1, 1)));
        Assert.Equal([33.34m, 33.33m, 33.33m], PointsOf(Allocate(100, null, 1, 1, 1)));
        Assert.Equal([33.5m, 33.5m, 33m], PointsOf(Allocate(100, 0.5m, 1, 1, 1)));
    }

    /// <summary>UFCD of the Portuguese catalogue: 25 h carry 2.25 points, 50 h 4.50. Weights in their proportion give them back.</summary>
    [Fact]
    public void Allocate_UnitsOfTheNationalCatalogue_GivesTheirPoints()
    {
        var command = new AllocatePointsCommand([new("5064", 25, Points: 2.25m), new("5113", 50, Points: 4.5m), new("5114", 50, Points: 4m)], 11.25m, null, Today, "ponto", "PT");
        AllocatePointsResult result = Try(command).Value;
        Assert.Equal([2.25m, 4.5m, 4.5m], PointsOf(result));
        Assert.Equal(("PONTO", "PT", 0.01m), (result.CreditSystem, result.Country, result.Step));
        DesignFinding differs = Assert.Single(result.Findings);
        Assert.Equal(("design.points-differ", "5114"), (differs.Code, differs.About));
    }

    [Fact]
    public void Allocate_Minimums_AreKeptAndTheOthersShareTheRest()
    {
        WeightedUnit[] units = [new("A", 90), new("B", 6), new("C", 3, 5), new("D", 1, 5)];
        AllocatePointsResult result = Try(new AllocatePointsCommand(units, 60, null, Today, Step: 1)).Value;
        Assert.Equal([47m, 3m, 5m, 5m], PointsOf(result));
        Assert.Equal([false, false, true, true], result.Units.Select(u => u.AtMinimum));
        // B's share of 60 is 3.6; of the 50 that are left only 3.125, so a minimum of 3.5 binds now.
        units[1] = units[1] with { Minimum = 3.5m };
        Assert.Equal([46.5m, 3.5m, 5m, 5m], PointsOf(Try(new AllocatePointsCommand(units, 60, null, Today, Step: 0.5m)).Value));
    }

    [Fact]
    public void Allocate_TotalThatIsNotTheYears_SaysSoWithItsBasis()
    {
        AllocatePointsResult result = Try(new AllocatePointsCommand(Units(1, 1), 50, 1, Today)).Value;
        Assert.Equal(50, result.Total);
        DesignFinding finding = Assert.Single(result.Findings);
        Assert.Equal(("design.year-differs", Severity.Warn, Confidence.Verified), (finding.Code, finding.Severity, finding.Basis?.Confidence));
        Assert.Contains("60 are expected", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Allocate_WhatDoesNotFit_IsFound()
    {
        Assert.Equal(["design.weights-not-hundred"], Codes(Try(new AllocatePointsCommand(Units(50, 49.9m), 60, null, Today, Percent: true))));
        Assert.Equal(["design.unit-without-points"], Codes(Try(new AllocatePointsCommand(Units(99.5m, 0.5m), 60, null, Today, Step: 1, Percent: true))));
        // Points of the Portuguese system have two decimal places.
        AllocatePointsResult fine = Try(new AllocatePointsCommand(Units(1, 2), 10, null, Today, "PONTO", "PT", 0.001m)).Value;
        Assert.Equal(("design.step-too-fine", Severity.Reject), (fine.Findings[0].Code, fine.Findings[0].Severity));
    }

    [Theory]
    [InlineData("60", null, "1", "1", "design.value-invalid", "0")]
    [InlineData("60", null, "1", "1", "design.value-invalid", "-1")]
    [InlineData("60", null, "1", "1", "design.value-invalid", "0.0000001")]
    [InlineData("0", null, "1", "1", "design.value-invalid", "1")]
    [InlineData("60", null, "0", "1", "design.value-invalid", "1")]
    [InlineData("60.5", null, "1", "1", "design.total-not-in-steps", "1")]
    [InlineData("60", null, "1", "61", "design.minimums-exceed-total", "1")]
    [InlineData(null, null, "1", "1", "design.no-total", "1")]
    [InlineData("60", "CHALMERS", "1", "1", "design.credit-system-unknown", "1")]
    public void Allocate_WhatCanNotBeDone_IsRefused(string? total, string? system, string step, string minimum, string code, string weight)
    {
        var unit = new WeightedUnit("A", Number(weight), Number(minimum));
        Assert.Equal(code, Try(new AllocatePointsCommand([unit], total is null ? null : Number(total), null, Today, system, null, Number(step))).Problem?.Code);
    }

    [Fact]
    public void Allocate_WrongUnits_AreRefused()
    {
        Assert.Equal("design.wrong-count", Try(new AllocatePointsCommand([], 60, null, Today)).Problem?.Code);
        Assert.Equal("design.wrong-count", Try(new AllocatePointsCommand(Units([.. Enumerable.Repeat(1m, 1001)]), 60, null, Today)).Problem?.Code);
        Assert.Equal("design.id-invalid", Try(new AllocatePointsCommand([new("A", 1), new("A", 1)], 60, null, Today)).Problem?.Code);
        Assert.Equal("design.id-invalid", Try(new AllocatePointsCommand([new("", 1)], 60, null, Today)).Problem?.Code);
    }

    [Fact]
    public void Allocate_AnyUnits_AddUpExactlyAndFollowTheWeights() => Prop.ForAll(Cases().ToArbitrary(), c =>
    {
        AllocatePointsResult result = Try(new AllocatePointsCommand(Units(c.Weights), c.Steps * c.Step, null, Today, Step: c.Step)).Value;
        decimal[] points = PointsOf(result);
        decimal sum = c.Weights.Sum();
        Assert.Equal(c.Steps * c.Step, points.Sum());
        Assert.All(points, p => Assert.Equal(0, p % c.Step));
        for (int i = 0; i < points.Length; i++)
        {
            Assert.True(Math.Abs(points[i] * sum - result.Total * c.Weights[i]) < c.Step * sum);
            for (int j = 0; j < points.Length; j++) Assert.True(c.Weights[i] <= c.Weights[j] || points[i] >= points[j]);
        }

        // Only the proportion of the weights counts.
        Assert.Equal(points, PointsOf(Try(new AllocatePointsCommand(Units([.. c.Weights.Select(w => w * 3)]), result.Total, null, Today, Step: c.Step)).Value));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Allocate_AnyMinimums_AreKeptAndTheSumIsExact() => Prop.ForAll(Cases().ToArbitrary(), c =>
    {
        // Minimums that together are at most the whole: each at most its equal part of the steps.
        WeightedUnit[] units = [.. c.Weights.Select((w, i) => new WeightedUnit($"U{i}", w, i % 2 == 0 ? c.Steps / c.Weights.Length * c.Step : null))];
        AllocatePointsResult result = Try(new AllocatePointsCommand(units, c.Steps * c.Step, null, Today, Step: c.Step)).Value;
        Assert.Equal(result.Total, PointsOf(result).Sum());
        Assert.All(result.Units.Zip(units), pair => Assert.True(pair.First.Points >= (pair.Second.Minimum ?? 0)));
        // A unit above its minimum has less than its whole share and a step more: minimums take from the others, and never give.
        Assert.All(result.Units.Where(u => !u.AtMinimum), u => Assert.True(u.Points < u.ExactPoints + c.Step + 0.000001m));
    }).QuickCheckThrowOnFailure();

    static Gen<(decimal[] Weights, decimal Step, long Steps)> Cases() =>
        from weights in Gen.Choose(1, 100_000).Select(n => n / 100m).ArrayOf().Where(w => w.Length > 0)
        from step in Gen.Elements(1m, 0.5m, 0.1m, 0.01m)
        from steps in Gen.Choose(1, 20_000)
        select (weights, step, (long)steps);

    static string[] Codes(Result<AllocatePointsResult> result) => [.. result.Value.Findings.Select(f => f.Code)];

    static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
