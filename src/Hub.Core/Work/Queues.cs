namespace Hub.Work;

/// <summary>Names of the work queues; the same in both hosts.</summary>
public static class Queues
{
    public const string Split = "submission-split";
    public const string Judge = "submission-judge";
    public const string Apply = "submission-apply";
    public const string Expire = "upload-expire";
    public const string Sequence = "feed-sequence";
    public const string Release = "release-cut";

    public static IReadOnlyList<string> All { get; } = [Split, Judge, Apply, Expire, Sequence, Release];
}
