using Hub.Ports;

namespace Hub.Workflows.Contracts;

/// <summary>Tables in memory that can die at any call: what was committed stays, the caller hears of nothing. The embedded store runs the same tests of its own.</summary>
public sealed class MemoryTables : ITables
{
    readonly Lock _lock = new();
    readonly Dictionary<(string Table, string Partition), SortedDictionary<string, (byte[] Body, long ETag)>> _rows = [];
    long _etag;
    bool _isDead;

    public bool IsDead => _isDead;

    /// <summary>Calls until the next one dies; negative: none does.</summary>
    public int CallsUntilDeath { get; set; } = -1;

    /// <summary>Whether the commit that dies has been made.</summary>
    public bool DiesAfterCommit { get; set; }

    public int Calls { get; private set; }

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel) => Do(() =>
        Of(table, partition).TryGetValue(row, out var found) ? new TableRow(row, found.Body, found.ETag.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null);

    public Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel) =>
        Do<IReadOnlyList<TableRow>>(() => [.. Of(table, partition).Where(r => rows.Contains(r.Key)).Select(Row)]);

    public Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel) =>
        Do<IReadOnlyList<TableRow>>(() => [.. Of(table, partition).Where(r => string.CompareOrdinal(r.Key, from) >= 0 && (to is null || string.CompareOrdinal(r.Key, to) < 0)).Take(limit).Select(Row)]);

    public Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel)
    {
        TableLimits.Check(table, partition, changes);
        bool dies = Dies();
        if (dies && !DiesAfterCommit) throw new DeathException();
        CommitOutcome outcome;
        lock (_lock) outcome = Commit(Of(table, partition), changes);
        return dies ? throw new DeathException() : Task.FromResult(outcome);
    }

    public Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel)
    {
        bool dies = Dies();
        if (dies && !DiesAfterCommit) throw new DeathException();
        lock (_lock)
            foreach ((string partition, string row, ReadOnlyMemory<byte> body) in rows) Of(table, partition)[row] = (body.ToArray(), ++_etag);
        return dies ? throw new DeathException() : Task.CompletedTask;
    }

    CommitOutcome Commit(SortedDictionary<string, (byte[] Body, long ETag)> rows, IReadOnlyList<RowChange> changes)
    {
        foreach (RowChange change in changes)
        {
            bool there = rows.TryGetValue(change.Row, out var present);
            bool holds = change.Kind switch
            {
                RowChangeKind.Insert => !there,
                RowChangeKind.Upsert => true,
                _ => there && present.ETag.ToString(System.Globalization.CultureInfo.InvariantCulture) == change.ETag,
            };
            if (!holds) return new CommitOutcome(change.Row);
        }

        foreach (RowChange change in changes)
        {
            if (change.Kind == RowChangeKind.Delete) rows.Remove(change.Row);
            else rows[change.Row] = (change.Body.ToArray(), ++_etag);
        }

        return CommitOutcome.Done;
    }

    Task<T> Do<T>(Func<T> read)
    {
        if (Dies()) throw new DeathException();
        lock (_lock) return Task.FromResult(read());
    }

    /// <summary>The next process may call again.</summary>
    public void Revive() => _isDead = false;

    bool Dies()
    {
        if (_isDead) throw new DeathException();
        Calls++;
        return _isDead = CallsUntilDeath >= 0 && CallsUntilDeath-- == 0;
    }

    SortedDictionary<string, (byte[] Body, long ETag)> Of(string table, string partition)
    {
        if (!_rows.TryGetValue((table, partition), out var rows)) _rows[(table, partition)] = rows = new(StringComparer.Ordinal);
        return rows;
    }

    static TableRow Row(KeyValuePair<string, (byte[] Body, long ETag)> row) => new(row.Key, row.Value.Body, row.Value.ETag.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>The process is gone: whoever catches this can do nothing more.</summary>
public sealed class DeathException : Exception;
