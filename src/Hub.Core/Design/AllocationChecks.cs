using Hub.Rules;

namespace Hub.Design;

/// <summary>What is to be said of an allocation.</summary>
static class AllocationChecks
{
    const decimal WholePercent = 100;

    public static IEnumerable<DesignFinding> Of(AllocatePointsCommand command, DesignLaw law, decimal total, decimal step, IReadOnlyList<AllocatedUnit> units)
    {
        CreditSystem system = law.System;
        decimal sum = command.Units.Sum(u => u.Weight);
        if (command.Percent && sum != WholePercent) yield return DesignFinding.Of(DesignFindings.WeightsNotHundred, $"{sum}");
        if (system.CreditsPerYear is { } year && command.Years is { } years && total != year.Value * years)
            yield return DesignFinding.Of(DesignFindings.YearDiffers, year, law.Ruleset, RuleEffect.Warn, $"{total} points for {years} years, where a year of formal full-time learning has {year.Value}, so {year.Value * years} are expected");
        if (system.DecimalPlaces is { } places && DesignValues.PlacesOf(step) > places.Value)
            yield return DesignFinding.Of(DesignFindings.StepTooFine, places, law.Ruleset, RuleEffect.Reject, $"{places.Value}");
        for (int i = 0; i < units.Count; i++)
        {
            AllocatedUnit unit = units[i];
            if (unit.Points == 0) yield return DesignFinding.Of(DesignFindings.UnitWithoutPoints, $"{step}", unit.Id);
            if (command.Units[i].Points is { } points && points != unit.Points) yield return DesignFinding.Of(DesignFindings.PointsDiffer, $"{points} points; its weight gives {unit.Points}", unit.Id);
        }
    }
}
