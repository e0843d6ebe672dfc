using Hub.Design;

namespace Hub.Http.V1;

/// <summary>A part of a programme. Of each kind 0 to 100,000 hours, together more than 0.</summary>
/// <param name="Id">1 to 256 characters; each once.</param>
/// <param name="Weeks">Weeks in which it is learnt, above 0, up to 1,000; parts may run side by side.</param>
/// <param name="Credits">Credits it is to carry, above 0, up to 10,000.</param>
public sealed record WorkloadPartBody(string? Id, decimal? ContactHours, decimal? SelfStudyHours, decimal? WorkBasedHours, decimal? AssessmentHours, decimal? Weeks, decimal? Credits)
{
    internal WorkloadPart ToPart() => new(Id ?? "", ContactHours, SelfStudyHours, WorkBasedHours, AssessmentHours, Weeks, Credits);
}

/// <summary>A programme and its workload.</summary>
/// <param name="Parts">1 to 1,000 parts.</param>
/// <param name="Credits">Credits of the whole; left out: those of the parts, where all say theirs.</param>
/// <param name="Weeks">Weeks of learning of the whole, pauses left out; above 0, up to 1,000.</param>
/// <param name="Months">Months from first to last day, pauses included; above 0, up to 240.</param>
/// <param name="CreditSystem">ECTS, ECVET or the id of a national system; the default is ECTS.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code of the country whose law counts; the default is the European baseline.</param>
/// <param name="AsOf">Day whose law counts; the default is today, UTC.</param>
/// <param name="HoursKind">notional, training or academic; left out: hours are compared with the first range the law has, and it only warns.</param>
/// <param name="Component">Component of the credit system, where it has any.</param>
/// <param name="MaxHoursPerWeek">Warn above so many hours a week, above 0, up to 168; the default is 50, a year of 1,800 hours in 36 weeks.</param>
public sealed record WorkloadBody(
    IReadOnlyList<WorkloadPartBody?>? Parts, decimal? Credits, decimal? Weeks, decimal? Months, string? CreditSystem, string? Country, DateOnly? AsOf, string? HoursKind, string? Component, decimal? MaxHoursPerWeek)
{
    internal CheckWorkloadCommand ToCommand(DateOnly today) => new(
        [.. (Parts ?? []).Select(p => p?.ToPart() ?? new WorkloadPart(""))], AsOf ?? today, Credits, Weeks, Months, CreditSystem, Country?.ToUpperInvariant(), HoursKind, Component,
        MaxHoursPerWeek ?? CheckWorkloadCommand.UsualMostHoursPerWeek);
}

/// <summary>Credits that an amount of hours makes plausible; nothing is derived from it.</summary>
/// <param name="Fewest">Where one credit stands for the most hours, rounded up to what the system allows.</param>
/// <param name="Most">Where one credit stands for the fewest hours, rounded down; below fewest, no amount fits.</param>
public sealed record CreditRangeBody(decimal Fewest, decimal Most);

/// <summary>Hours of a part or of the whole.</summary>
/// <param name="Id">Absent for the whole.</param>
/// <param name="Hours">All kinds together.</param>
/// <param name="HoursPerWeek">To 1 decimal place; absent where weeks are not known.</param>
/// <param name="Range">Absent where the law gives no range for these hours.</param>
public sealed record WorkloadLineBody(
    string? Id, decimal ContactHours, decimal SelfStudyHours, decimal WorkBasedHours, decimal AssessmentHours, decimal Hours, decimal? Weeks, decimal? HoursPerWeek, decimal? Credits, CreditRangeBody? Range)
{
    internal static WorkloadLineBody Of(WorkloadLine l) => new(
        l.Id, l.ContactHours, l.SelfStudyHours, l.WorkBasedHours, l.AssessmentHours, l.Hours, l.Weeks, l.HoursPerWeek, l.Credits, l.Range is { } range ? new CreditRangeBody(range.Fewest, range.Most) : null);
}

/// <summary>The workload added up, and what is to be said of it.</summary>
/// <param name="Country">Country whose document was used; EU for the European baseline.</param>
/// <param name="Ruleset">Version (SHA-256) of that document.</param>
/// <param name="FullTimeCredits">Credits that full-time learning of so many months carries, to 2 decimal places; absent where months or the credits of a year are not known.</param>
public sealed record CheckedWorkloadBody(string CreditSystem, string Country, string Ruleset, string? HoursKind, decimal? Months, decimal? FullTimeCredits, IReadOnlyList<WorkloadLineBody> Parts, WorkloadLineBody Total, IReadOnlyList<DesignFindingBody> Findings)
{
    internal static CheckedWorkloadBody Of(CheckWorkloadResult r) => new(
        r.CreditSystem, r.Country, r.Ruleset, r.HoursKind, r.Months, r.FullTimeCredits, [.. r.Parts.Select(WorkloadLineBody.Of)], WorkloadLineBody.Of(r.Total), [.. r.Findings.Select(DesignFindingBody.Of)]);
}
