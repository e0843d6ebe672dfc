namespace Hub.Rules;

/// <summary>How the days of a term are counted. What is null is not established, and a deadline that hangs on it is not either.</summary>
/// <param name="EventDayExcluded">Whether the day of the event that starts a term is left out.</param>
/// <param name="EndOnClosedDay">What becomes of a term that ends on a day that is no working day.</param>
/// <param name="AllDaysOverMonths">Terms of working days that are longer than this many months count all days.</param>
public sealed record DayCounting(Rule<bool>? EventDayExcluded, Rule<ClosedEnd>? EndOnClosedDay, Rule<int>? AllDaysOverMonths);

public enum ClosedEnd
{
    /// <summary>It ends there all the same.</summary>
    Stays,

    /// <summary>It goes on to the end of the next working day.</summary>
    NextWorkingDay,
}
