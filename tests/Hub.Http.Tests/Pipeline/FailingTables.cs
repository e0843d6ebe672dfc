using Hub.Ports;

namespace Hub.Http.Tests.Pipeline;

/// <summary>A store that can not be reached, and says so with something that must not get out.</summary>
sealed class FailingTables : ITables
{
    public const string Secret = "Maija Meikäläinen";

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel) => throw new IOException(Secret);

    public Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel) => throw new IOException(Secret);

    public Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel) => throw new IOException(Secret);

    public Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel) => throw new IOException(Secret);

    public Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel) => throw new IOException(Secret);
}
