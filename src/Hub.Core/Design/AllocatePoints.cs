using Hub.Rules;

namespace Hub.Design;

/// <param name="Weight">Relative weight: above 0, up to 1,000,000, with at most 6 decimal places. Per cent, or any measure that is the same for all units.</param>
/// <param name="Minimum">Fewest points the unit gets, in whole steps; null: none.</param>
/// <param name="Points">Points it carries now, to be compared; null: not known.</param>
public sealed record WeightedUnit(string Id, decimal Weight, decimal? Minimum = null, decimal? Points = null);

/// <param name="Total">Points of the qualification; null: follows from <paramref name="Years"/>.</param>
/// <param name="Years">Length of the qualification in years of formal full-time learning.</param>
/// <param name="CreditSystem">Short name; null: ECVET.</param>
/// <param name="AsOf">Day whose law counts.</param>
/// <param name="Step">What points are multiples of; null: the finest the credit system allows, 0.01 where it says nothing.</param>
/// <param name="Percent">Whether weights are per cent of the whole, so that they must add up to 100.</param>
public sealed record AllocatePointsCommand(
    IReadOnlyList<WeightedUnit> Units, decimal? Total, decimal? Years, DateOnly AsOf, string? CreditSystem = null, string? Country = null, decimal? Step = null, bool Percent = false)
{
    public const int MaxUnits = 1000;
    public const string DefaultSystem = "ECVET";
}

/// <param name="SharePercent">Of all weights, to four decimal places.</param>
/// <param name="ExactPoints">What the weight alone would give, to six decimal places.</param>
/// <param name="AtMinimum">Whether it got its minimum, which is more than its share.</param>
public sealed record AllocatedUnit(string Id, decimal Weight, decimal SharePercent, decimal ExactPoints, decimal Points, bool AtMinimum);

/// <param name="Ruleset">Version of the document the credit system stands in.</param>
public sealed record AllocatePointsResult(
    decimal Total, decimal Step, string CreditSystem, string Country, string Ruleset, IReadOnlyList<AllocatedUnit> Units, IReadOnlyList<DesignFinding> Findings);

/// <summary>
/// Shares the points of a qualification out over its units by their relative weight, exact to the last step. ECVET
/// (CELEX 32009H0708(02), Annex II): points are the numerical weight of the whole, and of each unit in relation to the whole.
/// </summary>
public sealed class AllocatePointsHandler(IRulesets rulesets)
{
    const decimal MostPoints = 1_000_000, MostWeight = 1_000_000, MostYears = 100;
    const int WeightPlaces = 6, PointPlaces = 4;

    /// <summary>Of a credit system that says nothing of decimals.</summary>
    const int UsualPlaces = 2;

    public Result<AllocatePointsResult> Handle(AllocatePointsCommand command)
    {
        string name = command.CreditSystem ?? AllocatePointsCommand.DefaultSystem;
        if (DesignLaw.Find(rulesets, name, command.Country, command.AsOf) is not { } law) return DesignProblems.CreditSystemUnknown(name, command.Country);
        if (Check(command) is { } wrong) return wrong;
        decimal step = command.Step ?? Finest(law.System.DecimalPlaces?.Value ?? UsualPlaces);
        if ((command.Total ?? command.Years * law.System.CreditsPerYear?.Value) is not { } total || total <= 0) return DesignProblems.NoTotal();
        if (total % step != 0) return DesignProblems.TotalNotInSteps(total, step);

        long steps = (long)(total / step);
        long[] least = [.. command.Units.Select(u => (long)decimal.Ceiling((u.Minimum ?? 0) / step))];
        if (least.Sum() > steps) return DesignProblems.MinimumsExceedTotal(least.Sum() * step, total);
        return Allocate(command, law, total, step, steps, least);
    }

    static AllocatePointsResult Allocate(AllocatePointsCommand command, DesignLaw law, decimal total, decimal step, long steps, long[] least)
    {
        decimal[] weights = [.. command.Units.Select(u => u.Weight)];
        decimal sum = weights.Sum();
        long[] shares = LargestRemainder.Share(steps, weights, least);
        AllocatedUnit[] units = [.. command.Units.Select((u, i) => new AllocatedUnit(
            u.Id, u.Weight, DesignValues.Plain(decimal.Round(u.Weight / sum * 100, 4)), DesignValues.Plain(decimal.Round(total * u.Weight / sum, 6)), DesignValues.Plain(shares[i] * step), least[i] > 0 && shares[i] == least[i] && shares[i] * step * sum > total * u.Weight))];
        return new AllocatePointsResult(total, step, law.System.Id, law.Ruleset.Country, law.Ruleset.Version, units, [.. AllocationChecks.Of(command, law, total, step, units)]);
    }

    static Problem? Check(AllocatePointsCommand command)
    {
        if (command.Units.Count is 0 or > AllocatePointsCommand.MaxUnits) return DesignProblems.WrongCount(command.Units.Count, AllocatePointsCommand.MaxUnits);
        if (DesignValues.CheckIds([.. command.Units.Select(u => u?.Id)]) is { } nameless) return nameless;
        if (!DesignValues.Fits(command.Total, 0, MostPoints, PointPlaces)) return DesignProblems.ValueInvalid("total", null, "above 0, up to 1,000,000, with at most 4 decimal places");
        if (!DesignValues.Fits(command.Years, 0, MostYears, PointPlaces)) return DesignProblems.ValueInvalid("years", null, "above 0, up to 100, with at most 4 decimal places");
        if (!DesignValues.Fits(command.Step, 0, MostPoints, PointPlaces)) return DesignProblems.ValueInvalid("step", null, "above 0, with at most 4 decimal places");
        foreach (WeightedUnit unit in command.Units)
        {
            if (!DesignValues.Fits(unit.Weight, 0, MostWeight, WeightPlaces)) return DesignProblems.ValueInvalid("weight", unit.Id, "above 0, up to 1,000,000, with at most 6 decimal places");
            if (!DesignValues.FitsFromZero(unit.Minimum, MostPoints, PointPlaces)) return DesignProblems.ValueInvalid("minimum", unit.Id, "0 to 1,000,000, with at most 4 decimal places");
            if (!DesignValues.FitsFromZero(unit.Points, MostPoints, PointPlaces)) return DesignProblems.ValueInvalid("points", unit.Id, "0 to 1,000,000, with at most 4 decimal places");
        }

        return null;
    }

    static decimal Finest(int places) => new(1, 0, 0, false, (byte)Math.Min(places, PointPlaces));
}
