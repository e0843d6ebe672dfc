using Hub.Ports;

namespace Hub.Pipeline.Tests.Support;

/// <summary>Tables at which something else happens just before the first commit to one of them.</summary>
public sealed class InterruptedTables(ITables inner, string at, Func<Task> meanwhile) : ITables
{
    int _commits;

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel) => inner.FindAsync(table, partition, row, cancel);

    public Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel) => inner.FindManyAsync(table, partition, rows, cancel);

    public Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel) => inner.ScanAsync(table, partition, from, to, limit, cancel);

    public async Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel)
    {
        if (table == at && Interlocked.Increment(ref _commits) == 1) await meanwhile();
        return await inner.CommitAsync(table, partition, changes, cancel);
    }

    public Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel) => inner.WriteManyAsync(table, rows, cancel);
}
