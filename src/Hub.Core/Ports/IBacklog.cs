namespace Hub.Ports;

/// <summary>What lies in the queues, for those who watch them. Looking takes nothing and changes nothing.</summary>
public interface IBacklog
{
    /// <summary>Of a queue that nothing was ever sent to: nothing. Takes names of poison queues too.</summary>
    /// <exception cref="ArgumentException">The queue's name is not allowed.</exception>
    Task<Backlog> LookAsync(string queue, CancellationToken cancel);
}

/// <param name="Messages">How many there are, those included that are worked on or wait for their time. In the cloud a little late.</param>
/// <param name="OldestSince">
/// Since when the oldest of the messages waits that could be taken now; null: none could. A store that does not know since when a
/// message can be taken says when it was sent.
/// </param>
public readonly record struct Backlog(long Messages, DateTimeOffset? OldestSince);
