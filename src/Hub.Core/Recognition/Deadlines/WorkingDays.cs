using Hub.Rules;

namespace Hub.Recognition.Deadlines;

/// <summary>A country's calendar, ready for counting. Make it once per ruleset.</summary>
public sealed class WorkingDays
{
    readonly bool[] _rest = new bool[7];
    readonly HashSet<DateOnly> _closed;

    public WorkingDays(NationalCalendar calendar)
    {
        Calendar = calendar;
        foreach (string name in calendar.RestDays) _rest[(int)Enum.Parse<DayOfWeek>(name)] = true;
        _closed = [.. calendar.Closed.Select(c => c.Date)];
        Zone = TimeZoneInfo.TryFindSystemTimeZoneById(calendar.TimeZone, out TimeZoneInfo? zone) ? zone : null;
    }

    public NationalCalendar Calendar { get; }

    /// <summary>Null where this machine does not know the zone.</summary>
    public TimeZoneInfo? Zone { get; }

    /// <summary>Whether it is known if the day is closed.</summary>
    public bool Covers(DateOnly day) => day >= Calendar.ClosedFrom && day <= Calendar.ClosedUntil;

    /// <summary>Whether a day that is covered is a working day.</summary>
    public bool IsWorking(DateOnly day) => !_rest[(int)day.DayOfWeek] && !_closed.Contains(day);
}
