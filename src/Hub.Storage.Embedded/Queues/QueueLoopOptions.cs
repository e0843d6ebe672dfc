using Hub.Ports;

namespace Hub.Storage.Embedded.Queues;

/// <summary>One queue that a <see cref="QueueLoop"/> works on.</summary>
/// <param name="Handle">Does the work of one message; returning completes it, throwing returns it.</param>
/// <param name="Parallelism">Messages handled at the same time, 1 or more.</param>
public sealed record QueueWork(string Queue, Func<QueueMessage, CancellationToken, Task> Handle, int Parallelism = 1);

/// <summary>Times of a <see cref="QueueLoop"/>.</summary>
public sealed record QueueLoopOptions
{
    /// <summary>How long a message stays hidden at a time; renewed at half of it while its handler runs. Default 2 minutes.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long running handlers may go on after a stop before they are cancelled. Default 30 seconds.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait after the first, second, ... failed attempt; the last one holds for all further. Up to a fifth is added at random.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60)];

    /// <summary>Wait before the queue is asked again when the store itself failed. Default 1 second.</summary>
    public TimeSpan StoreFaultDelay { get; init; } = TimeSpan.FromSeconds(1);
}
