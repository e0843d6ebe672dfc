using Hub.Ports;

namespace Hub.Pipeline.Tests.Support;

public sealed class FaultyTables(ITables inner, Faults faults) : ITables
{
    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel) =>
        faults.CallAsync($"find {table}/{partition}/{row}", () => inner.FindAsync(table, partition, row, cancel));

    public Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel) =>
        faults.CallAsync($"find-many {table}/{partition}", () => inner.FindManyAsync(table, partition, rows, cancel));

    public Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel) =>
        faults.CallAsync($"scan {table}/{partition}/{from}", () => inner.ScanAsync(table, partition, from, to, limit, cancel));

    public Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel) =>
        faults.CallAsync($"commit {table}/{partition}", () => inner.CommitAsync(table, partition, changes, cancel));

    public Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel) =>
        faults.CallAsync($"write-many {table}", async () =>
        {
            await inner.WriteManyAsync(table, rows, cancel);
            return true;
        });
}

public sealed class FaultyBlobs(IBlobs inner, Faults faults) : IBlobs
{
    public Task<BlobProperties?> FindAsync(string name, CancellationToken cancel) =>
        faults.CallAsync($"blob-find {name}", () => inner.FindAsync(name, cancel));

    public Task<Stream?> OpenReadAsync(string name, long offset, long? length, CancellationToken cancel) =>
        faults.CallAsync($"blob-open {name}", () => inner.OpenReadAsync(name, offset, length, cancel));

    public Task<BlobOutcome> WriteAsync(string name, BlobCondition condition, Func<Stream, CancellationToken, Task> write, CancellationToken cancel) =>
        faults.CallAsync($"blob-write {name}", content => inner.WriteAsync(name, condition, content, cancel), write);

    public IAsyncEnumerable<BlobProperties> ListAsync(string prefix, CancellationToken cancel) => inner.ListAsync(prefix, cancel);

    public Task<bool> DeleteAsync(string name, CancellationToken cancel) =>
        faults.CallAsync($"blob-delete {name}", () => inner.DeleteAsync(name, cancel));
}

public sealed class FaultyQueue(IQueue inner, Faults faults) : IQueue
{
    public Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancel) =>
        faults.CallAsync($"send {queue}", async () =>
        {
            await inner.SendAsync(queue, message, delay, cancel);
            return true;
        });

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int limit, TimeSpan visibility, CancellationToken cancel) =>
        faults.CallAsync($"receive {queue}", () => inner.ReceiveAsync(queue, limit, visibility, cancel));

    public Task<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancel) =>
        faults.CallAsync($"complete {queue}", () => inner.CompleteAsync(queue, message, cancel));

    public Task<bool> ReturnAsync(string queue, QueueMessage message, TimeSpan delay, CancellationToken cancel) =>
        faults.CallAsync($"return {queue}", () => inner.ReturnAsync(queue, message, delay, cancel));
}

/// <summary>Only what changes the ring is a call of its own: the rest is read from memory.</summary>
public sealed class FaultyKeyRing(IOwnedKeyRing inner, Faults faults) : IOwnedKeyRing
{
    public Task<ReadOnlyMemory<byte>> PepperAsync(CancellationToken cancel) => inner.PepperAsync(cancel);

    public Task<WrappingKey> CurrentAsync(CancellationToken cancel) => inner.CurrentAsync(cancel);

    public Task<WrappingKey?> FindAsync(string keyId, CancellationToken cancel) => inner.FindAsync(keyId, cancel);

    public Task<IReadOnlyList<string>> KeyIdsAsync(CancellationToken cancel) => inner.KeyIdsAsync(cancel);

    public Task<WrappingKey> AddAsync(CancellationToken cancel) => faults.CallAsync("ring-add", () => inner.AddAsync(cancel));

    public Task<int> RetireAsync(CancellationToken cancel) => faults.CallAsync("ring-retire", () => inner.RetireAsync(cancel));
}

/// <summary>Files that a backup reads.</summary>
public sealed class HeldRemains : IRemains
{
    public Task<bool> ClearAsync(CancellationToken cancel) => Task.FromResult(false);
}
