using Hub.Rules;

namespace Hub.Design;

/// <summary>A part of a programme. Hours are of the kind the whole command names.</summary>
/// <param name="Weeks">Weeks in which the part is learnt; parts may run side by side. Null: not known.</param>
/// <param name="Credits">Credits it is to carry; null: not said.</param>
public sealed record WorkloadPart(
    string Id, decimal? ContactHours = null, decimal? SelfStudyHours = null, decimal? WorkBasedHours = null, decimal? AssessmentHours = null, decimal? Weeks = null, decimal? Credits = null)
{
    public decimal Hours => (ContactHours ?? 0) + (SelfStudyHours ?? 0) + (WorkBasedHours ?? 0) + (AssessmentHours ?? 0);
}

/// <param name="Credits">Credits of the whole; null: those of the parts together, where all say theirs.</param>
/// <param name="Weeks">Weeks of learning from first to last, pauses left out.</param>
/// <param name="Months">Months from first to last day, pauses included.</param>
/// <param name="CreditSystem">Short name; null: ECTS.</param>
/// <param name="HoursKind">Short name: notional, training, academic; null: not said, so that law only warns.</param>
/// <param name="Component">Component of the credit system; null: none.</param>
/// <param name="MaxHoursPerWeek">More is warned of.</param>
public sealed record CheckWorkloadCommand(
    IReadOnlyList<WorkloadPart> Parts, DateOnly AsOf, decimal? Credits = null, decimal? Weeks = null, decimal? Months = null,
    string? CreditSystem = null, string? Country = null, string? HoursKind = null, string? Component = null, decimal MaxHoursPerWeek = CheckWorkloadCommand.UsualMostHoursPerWeek)
{
    public const int MaxParts = 1000;
    public const string DefaultSystem = "ECTS";

    /// <summary>What 1,800 hours in 36 weeks come to: the most a year of the ECTS holds (ECTS Users' Guide 2015), in the shortest year that a law is known to give it (Real Decreto 1125/2003, artículo 4).</summary>
    public const decimal UsualMostHoursPerWeek = 50;
}

/// <summary>Hours of a part or of the whole, by kind.</summary>
/// <param name="HoursPerWeek">To one decimal place; null where weeks are not known.</param>
/// <param name="Range">Credits that the hours make plausible; null where the law gives no range.</param>
public sealed record WorkloadLine(
    string? Id, decimal ContactHours, decimal SelfStudyHours, decimal WorkBasedHours, decimal AssessmentHours, decimal Hours, decimal? Weeks, decimal? HoursPerWeek, decimal? Credits, CreditRange? Range);

/// <param name="Ruleset">Version of the document the credit system stands in.</param>
/// <param name="FullTimeCredits">Credits that full-time learning of so many months carries, to two decimal places; null where months or the credits of a year are not known.</param>
public sealed record CheckWorkloadResult(
    string CreditSystem, string Country, string Ruleset, string? HoursKind, decimal? Months, decimal? FullTimeCredits, IReadOnlyList<WorkloadLine> Parts, WorkloadLine Total, IReadOnlyList<DesignFinding> Findings);

/// <summary>Adds up a programme's workload and holds it against the credit system of a country.</summary>
public sealed class CheckWorkloadHandler(IRulesets rulesets, Vocabularies vocabularies)
{
    const decimal MostHours = 100_000, MostWeeks = 1_000, MostMonths = 240, MostCredits = 10_000, HoursOfAWeek = 168;
    const int Places = 4;

    public Result<CheckWorkloadResult> Handle(CheckWorkloadCommand command)
    {
        string name = command.CreditSystem ?? CheckWorkloadCommand.DefaultSystem;
        if (DesignLaw.Find(rulesets, name, command.Country, command.AsOf) is not { } law) return DesignProblems.CreditSystemUnknown(name, command.Country);
        if (command.HoursKind is { } kind && vocabularies.HoursKinds.Find(kind) is null) return DesignProblems.HoursKindUnknown(vocabularies.HoursKinds.Names);
        if (command.Component is { } component && law.System.FindComponent(component) is null) return DesignProblems.ComponentUnknown(law.System.Components.Select(c => c.Id));
        if (Check(command) is { } wrong) return wrong;

        command = command with { HoursKind = command.HoursKind is { } word ? vocabularies.HoursKinds.Find(word)!.Name : null };
        HoursPerCredit? range = RangeOf(law.System, command);
        WorkloadLine[] parts = [.. command.Parts.Select(p => LineOf(p, law.System, range))];
        WorkloadLine total = LineOf(Sum(command), law.System, range) with { Id = null };
        return new CheckWorkloadResult(law.System.Id, law.Ruleset.Country, law.Ruleset.Version, command.HoursKind, command.Months, FullTimeCreditsOf(law.System, command.Months), parts, total, [.. new WorkloadChecks(command, law, range).Of(parts, total)]);
    }

    static decimal? FullTimeCreditsOf(CreditSystem system, decimal? months) =>
        system.CreditsPerYear?.Value * months is { } credits ? DesignValues.Plain(decimal.Round(credits / WorkloadChecks.MonthsPerYear, 2)) : null;

    /// <summary>The range for these hours and this component; of hours of no named kind the first one.</summary>
    static HoursPerCredit? RangeOf(CreditSystem system, CheckWorkloadCommand command)
    {
        string? component = command.Component is { } id ? system.FindComponent(id)!.Id : null;
        return system.HoursPerCredit.FirstOrDefault(r => r.Component == component && (command.HoursKind is null || r.HoursKind == command.HoursKind));
    }

    static WorkloadPart Sum(CheckWorkloadCommand command) => new(
        "total",
        command.Parts.Sum(p => p.ContactHours ?? 0), command.Parts.Sum(p => p.SelfStudyHours ?? 0), command.Parts.Sum(p => p.WorkBasedHours ?? 0), command.Parts.Sum(p => p.AssessmentHours ?? 0),
        command.Weeks, command.Credits ?? (command.Parts.All(p => p.Credits is not null) ? command.Parts.Sum(p => p.Credits) : null));

    static WorkloadLine LineOf(WorkloadPart part, CreditSystem system, HoursPerCredit? range) => new(
        part.Id, part.ContactHours ?? 0, part.SelfStudyHours ?? 0, part.WorkBasedHours ?? 0, part.AssessmentHours ?? 0, part.Hours, part.Weeks,
        part.Weeks is { } weeks ? decimal.Round(part.Hours / weeks, 1) : null, part.Credits, range is null ? null : CreditRange.Of(part.Hours, range, system.DecimalPlaces?.Value));

    static Problem? Check(CheckWorkloadCommand command)
    {
        if (command.Parts.Count is 0 or > CheckWorkloadCommand.MaxParts) return DesignProblems.WrongCount(command.Parts.Count, CheckWorkloadCommand.MaxParts);
        if (DesignValues.CheckIds([.. command.Parts.Select(p => p?.Id)]) is { } nameless) return nameless;
        if (!DesignValues.Fits(command.Credits, 0, MostCredits, Places)) return DesignProblems.ValueInvalid("credits", null, "above 0, up to 10,000, with at most 4 decimal places");
        if (!DesignValues.Fits(command.Weeks, 0, MostWeeks, Places)) return DesignProblems.ValueInvalid("weeks", null, "above 0, up to 1,000");
        if (!DesignValues.Fits(command.Months, 0, MostMonths, Places)) return DesignProblems.ValueInvalid("months", null, "above 0, up to 240");
        if (!DesignValues.Fits(command.MaxHoursPerWeek, 0, HoursOfAWeek, Places)) return DesignProblems.ValueInvalid("maxHoursPerWeek", null, "above 0, up to 168");
        foreach (WorkloadPart part in command.Parts)
        {
            decimal?[] hours = [part.ContactHours, part.SelfStudyHours, part.WorkBasedHours, part.AssessmentHours];
            if (!hours.All(h => DesignValues.FitsFromZero(h, MostHours, Places)) || part.Hours == 0) return DesignProblems.ValueInvalid("hours", part.Id, "0 to 100,000 of each kind, with at most 4 decimal places, and more than 0 together");
            if (!DesignValues.Fits(part.Weeks, 0, MostWeeks, Places)) return DesignProblems.ValueInvalid("weeks", part.Id, "above 0, up to 1,000");
            if (!DesignValues.Fits(part.Credits, 0, MostCredits, Places)) return DesignProblems.ValueInvalid("credits", part.Id, "above 0, up to 10,000, with at most 4 decimal places");
        }

        return null;
    }
}
