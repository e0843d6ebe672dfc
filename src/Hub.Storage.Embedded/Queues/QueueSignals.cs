using System.Collections.Concurrent;

namespace Hub.Storage.Embedded.Queues;

/// <summary>Wakes those who wait for a message of a queue, inside this process.</summary>
sealed class QueueSignals
{
    readonly ConcurrentDictionary<string, TaskCompletionSource> next = new(StringComparer.Ordinal);

    /// <summary>Ends at the next <see cref="Wake"/>. Take it before looking at the queue, so that no message falls in between.</summary>
    public Task Next(string queue) =>
        next.GetOrAdd(queue, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Wake(string queue)
    {
        if (next.TryRemove(queue, out TaskCompletionSource? waiting)) waiting.SetResult();
    }
}
