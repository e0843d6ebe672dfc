namespace Hub.Crash.Tests.Play;

/// <summary>What one of those who play does in a day: a new way into the hub is a new part.</summary>
interface IPart
{
    /// <summary>The organisations it sends for.</summary>
    IReadOnlyList<Sender> Senders { get; }

    /// <summary>Plays one act; returns when all of it is acknowledged and has ended, and is in the books.</summary>
    Task PlayAsync(int act, CancellationToken cancel);
}
