using System.Collections.Concurrent;

namespace Hub.Records;

/// <summary>
/// Writers of this process take turns at a partition. Without that all but one of those that read the same head would lose
/// their commit and do it again; the head still decides between processes.
/// </summary>
sealed class PartitionTurns
{
    readonly ConcurrentDictionary<string, SemaphoreSlim[]> _tables = new(StringComparer.Ordinal);

    public async ValueTask<IDisposable> TakeAsync(string table, int partition, CancellationToken cancel)
    {
        SemaphoreSlim turn = _tables.GetOrAdd(table, static _ => [.. Enumerable.Range(0, RecordKeys.PartitionCount).Select(_ => new SemaphoreSlim(1))])[partition];
        await turn.WaitAsync(cancel);
        return new Turn(turn);
    }

    sealed class Turn(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }
}
