using Hub.Ports;

namespace Hub.Work;

/// <summary>Names of the work queues; the same in both hosts.</summary>
public static class Queues
{
    public const string Split = "submission-split";
    public const string Judge = "submission-judge";
    public const string Apply = "submission-apply";
    public const string Expire = "upload-expire";
    public const string Decide = "hold-decide";
    public const string Sweep = "submission-sweep";
    public const string Sequence = "feed-sequence";
    public const string Release = "release-cut";
    public const string TakeDown = "record-take-down";
    public const string Audit = "audit-append";
    public const string Checkpoint = "audit-checkpoint";
    public const string Notify = "notification-send";
    public const string Remains = "remains-clear";
    public const string Wake = "case-wake";
    public const string Reopen = "case-reopen";

    /// <summary>Queues whose messages belong to a submission: a poisoned one ends it.</summary>
    public static IReadOnlyList<string> OfSubmissions { get; } = [Split, Judge, Apply];

    /// <summary>
    /// Of a message that is sent before a commit, to arrive late: it still tells of the commit when the message sent after it is
    /// lost in a crash. Longer than a commit takes.
    /// </summary>
    public static readonly TimeSpan InsuranceDelay = TimeSpan.FromMinutes(1);

    /// <summary>Where messages go whose work failed at every attempt.</summary>
    public static string PoisonOf(string queue) => queue + QueueLimits.PoisonSuffix;

    public static IReadOnlyList<string> All { get; } = [Split, Judge, Apply, Expire, Decide, Sweep, Sequence, Release, TakeDown, Audit, Checkpoint, Notify, Remains, Wake, Reopen];
}
