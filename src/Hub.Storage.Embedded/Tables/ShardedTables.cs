using Hub.Ports;

namespace Hub.Storage.Embedded.Tables;

/// <summary>
/// Tables over several databases, each with a writing thread of its own: one would leave a processor idle in bulk. A partition
/// lies in one of them as a whole, and nothing is ever atomic across partitions, so nobody sees the difference.
/// </summary>
/// <param name="shards">Their number and order belong to the data: never changed once something was written.</param>
/// <param name="keys">Where <see cref="KeyTables"/> lie.</param>
public sealed class ShardedTables(IReadOnlyList<SqliteTables> shards, SqliteTables keys) : ITables
{
    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel) =>
        Of(table, partition).FindAsync(table, partition, row, cancel);

    public Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel) =>
        Of(table, partition).FindManyAsync(table, partition, rows, cancel);

    public Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel) =>
        Of(table, partition).ScanAsync(table, partition, from, to, limit, cancel);

    public Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel) =>
        Of(table, partition).CommitAsync(table, partition, changes, cancel);

    public Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel) =>
        Task.WhenAll(rows.GroupBy(row => Of(table, row.Partition)).Select(shard => shard.Key.WriteManyAsync(table, [.. shard], cancel)));

    /// <summary>Spreads the 256 partitions of a record table evenly.</summary>
    SqliteTables Of(string table, string partition)
    {
        if (KeyTables.Has(table)) return keys;
        uint sum = 0;
        foreach (char character in partition) sum = unchecked((sum * 31) + character);
        return shards[(int)(sum % (uint)shards.Count)];
    }
}
