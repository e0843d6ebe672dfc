namespace Hub.Work;

/// <summary>Names of the work queues; the same in both hosts.</summary>
public static class Queues
{
    public const string Split = "submission-split";
    public const string Judge = "submission-judge";
    public const string Apply = "submission-apply";
    public const string Decide = "hold-decide";
    public const string Sequence = "feed-sequence";
    public const string Release = "release-cut";

    /// <summary>Queues whose messages belong to a submission: a poisoned one ends it.</summary>
    public static IReadOnlyList<string> OfSubmissions { get; } = [Split, Judge, Apply];

    /// <summary>Where messages go whose work failed at every attempt.</summary>
    public static string PoisonOf(string queue) => $"{queue}-poison";

    public static IReadOnlyList<string> All { get; } = [Split, Judge, Apply, Decide, Sequence, Release];
}
