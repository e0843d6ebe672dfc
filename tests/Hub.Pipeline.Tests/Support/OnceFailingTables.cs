using Hub.Ports;

namespace Hub.Pipeline.Tests.Support;

/// <summary>Tables whose store can not be reached at one of the calls, and is there again at the next.</summary>
public sealed class OnceFailingTables(ITables inner, int at) : ITables
{
    int _calls = -1;

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel) => Try(() => inner.FindAsync(table, partition, row, cancel));

    public Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel) => Try(() => inner.FindManyAsync(table, partition, rows, cancel));

    public Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel) => Try(() => inner.ScanAsync(table, partition, from, to, limit, cancel));

    public Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel) => Try(() => inner.CommitAsync(table, partition, changes, cancel));

    public Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel) => Try(() => inner.WriteManyAsync(table, rows, cancel));

    T Try<T>(Func<T> call) => Interlocked.Increment(ref _calls) == at ? throw new IOException("The store can not be reached.") : call();
}
