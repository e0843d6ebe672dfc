using Hub.Rules;

namespace Hub.Recognition.Deadlines;

/// <summary>
/// Legal deadlines of one ruleset. Pure: the same ruleset, event and suspensions give the same day. What the ruleset does not
/// establish is counted the way that is usual in Europe and said as a doubt; closed days that are not known refuse the answer.
/// </summary>
public sealed class DeadlineCalculator(Ruleset ruleset)
{
    const int FirstYear = 1900, LastYear = 2199;

    readonly WorkingDays? _calendar = ruleset.Calendar is { } calendar ? new WorkingDays(calendar) : null;

    /// <summary>The day it is in the country at a moment; in UTC where its time zone is not known.</summary>
    public DateOnly DayOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(_calendar?.Zone is { } zone ? TimeZoneInfo.ConvertTime(moment, zone).DateTime : moment.UtcDateTime);

    /// <summary>When a term ends that an event of <paramref name="eventDay"/> starts.</summary>
    /// <param name="eventDay">Day of the event, as it was in the country.</param>
    /// <param name="suspensions">In any order; they may overlap.</param>
    public Result<Deadline> Calculate(RouteTerm term, DateOnly eventDay, IReadOnlyList<Suspension> suspensions)
    {
        if (eventDay.Year is < FirstYear or > LastYear) return DeadlineProblems.DayOutOfRange(eventDay);
        var doubts = new List<DeadlineDoubt>();
        if (!ruleset.Decides(term)) doubts.Add(DeadlineDoubt.TermUnverified);
        DateOnly before = Before(eventDay, doubts);
        bool working = term.Unit == TermUnit.WorkingDays && !CountsAllDays(term, eventDay, doubts);
        Result<DateOnly?> counted = working ? CountWorking(term.Length, before, suspensions, doubts) : Result.Of(CountAll(term, before, suspensions));
        if (counted.Problem is { } problem) return problem;
        if (counted.Value is not { } last) return new Deadline(null, null, doubts);
        if (!working) last = MoveOffClosedDay(last, doubts);
        return new Deadline(last, EndOf(last, doubts), doubts);
    }

    /// <summary>The last day that is not counted.</summary>
    DateOnly Before(DateOnly eventDay, List<DeadlineDoubt> doubts)
    {
        Rule<bool>? excluded = ruleset.DayCounting?.EventDayExcluded;
        if (excluded is null || !ruleset.Decides(excluded)) doubts.Add(DeadlineDoubt.StartNotEstablished);
        return excluded is { Value: false } ? eventDay.AddDays(-1) : eventDay;
    }

    bool CountsAllDays(RouteTerm term, DateOnly eventDay, List<DeadlineDoubt> doubts)
    {
        if (ruleset.DayCounting?.AllDaysOverMonths is not { } over || eventDay.AddDays(term.Length) <= eventDay.AddMonths(over.Value)) return false;
        if (!ruleset.Decides(over)) doubts.Add(DeadlineDoubt.LongTermUnverified);
        return true;
    }

    Result<DateOnly?> CountWorking(int length, DateOnly before, IReadOnlyList<Suspension> suspensions, List<DeadlineDoubt> doubts)
    {
        if (_calendar is null) return DeadlineProblems.NoCalendar(ruleset);
        if (!ruleset.Decides(_calendar.Calendar)) doubts.Add(DeadlineDoubt.CalendarUnverified);
        int left = length;
        DateOnly day = before;
        while (left > 0)
        {
            day = day.AddDays(1);
            if (StandsForEver(day, suspensions)) return Result.Of<DateOnly?>(null);
            if (!_calendar.Covers(day)) return DeadlineProblems.OutsideCalendar(_calendar.Calendar, day);
            if (_calendar.IsWorking(day) && !IsSuspended(day, suspensions)) left--;
        }

        return Result.Of<DateOnly?>(day);
    }

    /// <summary>Months end on the day of the same number, or the last of a shorter month (European Convention on the Calculation of Time-Limits, article 4).</summary>
    static DateOnly? CountAll(RouteTerm term, DateOnly before, IReadOnlyList<Suspension> suspensions)
    {
        DateOnly last = term.Unit == TermUnit.Months ? before.AddMonths(term.Length) : before.AddDays(term.Length);
        for (DateOnly day = before.AddDays(1); day <= last; day = day.AddDays(1))
        {
            if (StandsForEver(day, suspensions)) return null;
            if (IsSuspended(day, suspensions)) last = last.AddDays(1);
        }

        return last;
    }

    DateOnly MoveOffClosedDay(DateOnly last, List<DeadlineDoubt> doubts)
    {
        if (_calendar is null || !_calendar.Covers(last))
        {
            doubts.Add(DeadlineDoubt.ClosedDaysUnknown);
            return last;
        }

        if (_calendar.IsWorking(last)) return last;
        Rule<ClosedEnd>? rule = ruleset.DayCounting?.EndOnClosedDay;
        if (rule is null || !ruleset.Decides(rule)) doubts.Add(DeadlineDoubt.ClosedEndNotEstablished);
        if (rule is not { Value: ClosedEnd.NextWorkingDay }) return last;
        DateOnly day = last;
        while (_calendar.Covers(day) && !_calendar.IsWorking(day)) day = day.AddDays(1);
        if (!_calendar.Covers(day)) doubts.Add(DeadlineDoubt.ClosedDaysUnknown);
        return day;
    }

    DateTimeOffset EndOf(DateOnly last, List<DeadlineDoubt> doubts)
    {
        DateTime midnight = last.AddDays(1).ToDateTime(TimeOnly.MinValue);
        if (_calendar?.Zone is not { } zone)
        {
            doubts.Add(DeadlineDoubt.TimeZoneUnknown);
            return new DateTimeOffset(midnight, TimeSpan.Zero);
        }

        // Where clocks go forward at midnight the day ends when the next one begins.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    static bool IsSuspended(DateOnly day, IReadOnlyList<Suspension> suspensions)
    {
        for (int i = 0; i < suspensions.Count; i++)
            if (suspensions[i].Holds(day)) return true;
        return false;
    }

    static bool StandsForEver(DateOnly day, IReadOnlyList<Suspension> suspensions)
    {
        for (int i = 0; i < suspensions.Count; i++)
            if (suspensions[i].Last is null && suspensions[i].First <= day) return true;
        return false;
    }
}
