using Hub.Ports;
using Hub.Storage.Embedded.Sqlite;

namespace Hub.Storage.Embedded.Tables;

/// <summary>Tables in an embedded database. Reads run on the caller's thread; writes share the database's group commit.</summary>
public sealed class SqliteTables(SqliteDatabase database) : ITables
{
    /// <summary>Rows of <see cref="WriteManyAsync"/> that go into one piece of work.</summary>
    const int MaxPiece = 500;

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partition);
        TableLimits.CheckKey(row);
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(connection =>
            connection.FindTable(table) is { } logical ? FindOne(logical.Of(row).Find, partition, row) : null));
    }

    public Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partition);
        string[] keys = [.. rows];
        foreach (string key in keys) TableLimits.CheckKey(key);
        Array.Sort(keys, StringComparer.Ordinal);
        return Task.FromResult<IReadOnlyList<TableRow>>(database.Read(connection => FindSorted(connection, table, partition, keys, cancel)));
    }

    public Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partition);
        TableLimits.CheckPageSize(limit);
        return Task.FromResult<IReadOnlyList<TableRow>>(database.Read(connection => Scan(connection, table, partition, (from, to), limit, cancel)));
    }

    public Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel)
    {
        TableLimits.Check(table, partition, changes);
        int bytes = 0;
        foreach (RowChange change in changes) bytes += change.Row.Length + change.Body.Length;
        return database.WriteAsync(bytes, connection => TableCommit.Apply(connection, table, partition, changes), cancel);
    }

    public async Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel)
    {
        TableLimits.CheckTable(table);
        foreach ((string partition, string row, ReadOnlyMemory<byte> body) in rows)
        {
            TableLimits.CheckKey(partition);
            TableLimits.CheckKey(row);
            TableLimits.CheckBody(row, body.Length);
        }

        foreach ((string Partition, string Row, ReadOnlyMemory<byte> Body)[] piece in rows.Chunk(MaxPiece))
            await database.WriteAsync(piece.Sum(row => row.Row.Length + row.Body.Length), connection => Upsert(connection, table, piece), cancel);
    }

    static TableRow? FindOne(Statement find, string partition, string row)
    {
        TableRow? found = find.BindKey(1, partition, row).Step() ? TableStatements.Read(find, partition) : null;
        find.Reset();
        return found;
    }

    static List<TableRow> FindSorted(Connection connection, string table, string partition, string[] keys, CancellationToken cancel)
    {
        if (connection.FindTable(table) is not { } logical) return [];
        var found = new List<TableRow>();
        string? last = null;
        foreach (string key in keys)
        {
            cancel.ThrowIfCancellationRequested();
            if (key == last) continue;
            last = key;
            if (FindOne(logical.Of(key).Find, partition, key) is { } row) found.Add(row);
        }

        return found;
    }

    static List<TableRow> Scan(
        Connection connection, string table, string partition, (string From, string? To) range, int limit, CancellationToken cancel)
    {
        if (connection.FindTable(table) is not { } logical) return [];
        Statement scan = logical.ScanOf(range.From, range.To).BindKey(1, partition, range.From).Bind(3, limit);
        // The character after the slash ends the partition.
        _ = range.To is null ? scan.Bind(2, partition + "0") : scan.BindKey(2, partition, range.To);
        var rows = new List<TableRow>();
        while (scan.Step())
        {
            cancel.ThrowIfCancellationRequested();
            rows.Add(TableStatements.Read(scan, partition));
        }

        return rows;
    }

    static int Upsert(WriteConnection connection, string table, (string Partition, string Row, ReadOnlyMemory<byte> Body)[] rows)
    {
        LogicalTable logical = connection.Table(table);
        foreach ((string partition, string row, ReadOnlyMemory<byte> body) in rows)
            logical.Of(row).Upsert.BindKey(1, partition, row).Bind(2, connection.NextNumber()).Bind(3, body.Span).Run();
        return rows.Length;
    }
}
