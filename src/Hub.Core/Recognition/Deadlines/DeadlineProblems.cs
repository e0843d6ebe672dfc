using System.Globalization;
using Hub.Rules;

namespace Hub.Recognition.Deadlines;

/// <summary>Why a deadline cannot be told. It is never guessed.</summary>
public static class DeadlineProblems
{
    public static Problem NoCalendar(Ruleset ruleset) =>
        new(ProblemKind.Unavailable, "deadline.no-calendar", "Working days cannot be counted without a calendar of the country.", $"{ruleset.File} has none.");

    public static Problem OutsideCalendar(NationalCalendar calendar, DateOnly day) => new(
        ProblemKind.Unavailable,
        "deadline.outside-calendar",
        "The term reaches beyond the days for which closed days are known.",
        string.Create(CultureInfo.InvariantCulture, $"They are known from {calendar.ClosedFrom:yyyy-MM-dd} to {calendar.ClosedUntil:yyyy-MM-dd}; {day:yyyy-MM-dd} is outside."));

    public static Problem DayOutOfRange(DateOnly day) =>
        new(ProblemKind.Invalid, "deadline.day-out-of-range", "The day of the event is no plausible one.", string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} is not from 1900 to 2199."));
}
