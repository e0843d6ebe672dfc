using Hub.Rules;

namespace Hub.Design;

/// <summary>What is to be said of a workload: where it and the law, or its own numbers, disagree.</summary>
/// <param name="range">Range of hours per credit that fits kind of hours and component; null where the law has none.</param>
sealed class WorkloadChecks(CheckWorkloadCommand command, DesignLaw law, HoursPerCredit? range)
{
    /// <summary>365.25 / 12 / 7, a little rounded up: a doubt speaks for the designer.</summary>
    const decimal WeeksPerMonth = 4.35m;

    public const decimal MonthsPerYear = 12;

    readonly CreditSystem _system = law.System;

    public IEnumerable<DesignFinding> Of(IReadOnlyList<WorkloadLine> parts, WorkloadLine total) =>
        [.. OfSystem(), .. OfHours(total), .. parts.SelectMany(OfHours), .. OfAmounts(parts, total), .. OfTime(parts, total)];

    /// <summary>What the law lets hours say about credits at all.</summary>
    IEnumerable<DesignFinding> OfSystem()
    {
        if (_system.HoursPerCredit.Count == 0) yield return DesignFinding.Of(DesignFindings.NotFromHours, _system, law.Ruleset, RuleEffect.Warn, $"{_system.Id}");
        else if (range is null) yield return DesignFinding.Of(DesignFindings.NoRangeForHours, _system, law.Ruleset, RuleEffect.Warn, $"{_system.Id}");
        else if (_system.Components.Count > 0) yield return DesignFinding.Of(DesignFindings.ByComponent, range, law.Ruleset, RuleEffect.Warn, $"{_system.Id}");
    }

    IEnumerable<DesignFinding> OfHours(WorkloadLine line)
    {
        if (range is null) yield break;
        if (line.Range is { IsEmpty: true })
            yield return DesignFinding.Of(DesignFindings.NoCreditsFit, range, law.Ruleset, RuleEffect.Warn, $"{line.Hours} hours, {range.Min} to {range.Max} a credit", line.Id);
        if (line.Credits is not { } credits || range.Allows(line.Hours, credits)) yield break;
        // Hours of no named kind only make an amount more or less plausible, as in a file.
        RuleEffect effect = command.HoursKind is null ? RuleEffect.Warn : range.Effect;
        yield return DesignFinding.Of(DesignFindings.CreditsOutsideRange, range, law.Ruleset, effect,
            $"{line.Hours} hours for {credits} credits are {decimal.Round(line.Hours / credits, 2)} a credit, {range.Min} to {range.Max} {range.HoursKind} hours are expected", line.Id);
    }

    IEnumerable<DesignFinding> OfAmounts(IReadOnlyList<WorkloadLine> parts, WorkloadLine total)
    {
        foreach (WorkloadLine line in parts.Append(total))
            if (_system.DecimalPlaces is { } places && line.Credits is { } credits && DesignValues.PlacesOf(credits) > places.Value)
                yield return DesignFinding.Of(DesignFindings.CreditDecimals, places, law.Ruleset, RuleEffect.Reject, $"{credits}, at most {places.Value} in {_system.Id}", line.Id);
        if (command.Credits is { } whole && parts.All(p => p.Credits is not null) && parts.Sum(p => p.Credits) is { } sum && sum != whole)
            yield return DesignFinding.Of(DesignFindings.PartsDiffer, $"{sum} together, {whole} for the whole");
        if (_system.CreditsPerYear is { } year && command.Months is { } months && total.Credits * MonthsPerYear > year.Value * months)
            yield return DesignFinding.Of(DesignFindings.MoreThanAYear, year, law.Ruleset, RuleEffect.Warn, $"{total.Credits} in {months} months, where a year has {year.Value}");
        if (parts.All(p => p.AssessmentHours == 0)) yield return DesignFinding.Of(DesignFindings.NoAssessment);
    }

    IEnumerable<DesignFinding> OfTime(IReadOnlyList<WorkloadLine> parts, WorkloadLine total)
    {
        foreach (WorkloadLine line in parts.Append(total))
            if (line.Weeks is { } weeks && line.Hours > weeks * command.MaxHoursPerWeek)
                yield return DesignFinding.Of(DesignFindings.HoursPerWeek, $"{line.Hours} hours in {weeks} weeks are {line.HoursPerWeek} a week, at most {command.MaxHoursPerWeek} are meant", line.Id);
        foreach (WorkloadLine part in parts)
            if (part.Weeks > command.Weeks) yield return DesignFinding.Of(DesignFindings.PartLongerThanWhole, $"{part.Weeks} of {command.Weeks}", part.Id);
        if (command.Weeks > command.Months * WeeksPerMonth)
            yield return DesignFinding.Of(DesignFindings.WeeksAndMonths, $"{command.Weeks} weeks in {command.Months} months, which have {decimal.Round(command.Months!.Value * WeeksPerMonth, 1)}");
    }
}
