namespace Hub.Recognition.Deadlines;

/// <summary>Days on which the clock stands, both ends included: a prior hearing, information the applicant owes.</summary>
/// <param name="Last">Null while it is not over.</param>
/// <param name="Reason">Short name, for the reader: <c>hearing</c>, <c>information-owed</c>.</param>
public sealed record Suspension(DateOnly First, DateOnly? Last, string Reason)
{
    public bool Holds(DateOnly day) => day >= First && (Last is not { } last || day <= last);
}

/// <summary>When a term ends.</summary>
/// <param name="LastDay">Last day of the term; null while the clock stands, because nobody knows it then.</param>
/// <param name="EndsAt">The end of that day in the country, UTC: what is done before this moment is done in time.</param>
/// <param name="Doubts">Why no legal consequence may follow from it; empty: every value it rests on is established.</param>
public sealed record Deadline(DateOnly? LastDay, DateTimeOffset? EndsAt, IReadOnlyList<DeadlineDoubt> Doubts)
{
    /// <summary>Whether the day is that of the law. Where it is not it may remind and escalate, and nothing else.</summary>
    public bool IsEstablished => LastDay is not null && Doubts.Count == 0;

    public bool ClockStands => LastDay is null;
}

/// <summary>What a deadline rests on that is not established. Names are public contract.</summary>
public enum DeadlineDoubt
{
    /// <summary>The term itself is unverified.</summary>
    TermUnverified,

    /// <summary>The calendar is unverified.</summary>
    CalendarUnverified,

    /// <summary>Whether the day of the event counts is not established; it was left out.</summary>
    StartNotEstablished,

    /// <summary>Whether long terms count all days is unverified, and the term is a long one.</summary>
    LongTermUnverified,

    /// <summary>The last day is closed and what follows from that is not established.</summary>
    ClosedEndNotEstablished,

    /// <summary>Whether the last day is a closed one is not known: no calendar covers it.</summary>
    ClosedDaysUnknown,

    /// <summary>The country's time zone is not known; the day ends in UTC.</summary>
    TimeZoneUnknown,
}
