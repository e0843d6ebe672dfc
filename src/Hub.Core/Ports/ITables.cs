namespace Hub.Ports;

/// <summary>
/// Rows addressed by (table, partition, row). The contract is that of Azure Table storage, and every adapter is as strict
/// as it: what passes on one machine holds in the cloud. See <see cref="TableLimits"/> for what is refused.
/// </summary>
public interface ITables
{
    /// <summary>The row, or null when there is none.</summary>
    Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel);

    /// <summary>Those of the named rows of one partition that exist, in ordinal order of their keys. Not a snapshot.</summary>
    Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel);

    /// <summary>
    /// Rows of one partition with <paramref name="from"/> &lt;= key &lt; <paramref name="to"/> in ordinal order, at most
    /// <paramref name="limit"/> (1 to 1,000). To go on, ask again from <see cref="RowRange.After"/> of the last key.
    /// </summary>
    /// <param name="to">Exclusive end; null for the end of the partition.</param>
    Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel);

    /// <summary>Commits changes of one table and partition: all of them or none.</summary>
    /// <exception cref="ArgumentException">The changes break <see cref="TableLimits"/>: a bug of the caller.</exception>
    Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel);

    /// <summary>Upserts rows across partitions; each row is atomic, the whole is not. For projections only.</summary>
    Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel);
}

/// <summary>A stored row. <paramref name="ETag"/> changes with every write and never repeats for a key.</summary>
public sealed record TableRow(string Row, ReadOnlyMemory<byte> Body, string ETag);

/// <summary>What came of a commit: done, or refused because the condition on <paramref name="ConflictRow"/> did not hold (nothing was written).</summary>
public readonly record struct CommitOutcome(string? ConflictRow)
{
    public static readonly CommitOutcome Done = new(null);

    public bool IsDone => ConflictRow is null;
}
