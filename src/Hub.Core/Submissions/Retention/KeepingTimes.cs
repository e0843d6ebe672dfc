namespace Hub.Submissions.Retention;

/// <summary>How long the hub keeps what it needed for its work.</summary>
/// <param name="Work">Chunks, working copies and verdicts of a submission, counted from its end.</param>
public sealed record KeepingTimes(TimeSpan Work)
{
    public const int UsualWorkDays = 30;

    public KeepingTimes()
        : this(TimeSpan.FromDays(UsualWorkDays))
    {
    }

    /// <summary>Bodies that no submission names. A body is recorded as soon as it is stored, so one that is a day old was lost in a crash, or its correction is done.</summary>
    public static readonly TimeSpan Orphans = TimeSpan.FromDays(1);
}
