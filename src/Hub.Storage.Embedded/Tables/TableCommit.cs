using System.Globalization;
using Hub.Ports;
using Hub.Storage.Embedded.Sqlite;

namespace Hub.Storage.Embedded.Tables;

/// <summary>
/// One commit inside a transaction that it shares with others: when it is refused, it must leave nothing behind. Conditions
/// on ETags are looked at before anything is written; an insert is its own test, and the inserts before a failed one are
/// taken back. That is cheaper than a savepoint, which copies every page it touches.
/// </summary>
static class TableCommit
{
    public static CommitOutcome Apply(WriteConnection connection, string table, string partition, IReadOnlyList<RowChange> changes)
    {
        LogicalTable logical = connection.Table(table);
        if (FindMismatch(logical, partition, changes) is { } mismatch) return new CommitOutcome(mismatch);
        if (InsertAll(connection, logical, partition, changes) is { } taken) return new CommitOutcome(taken);
        foreach (RowChange change in changes)
        {
            TableStatements statements = logical.Of(change.Row);
            switch (change.Kind)
            {
                case RowChangeKind.Replace:
                    Write(connection, statements.Replace, partition, change);
                    break;
                case RowChangeKind.Upsert:
                    Write(connection, statements.Upsert, partition, change);
                    break;
                case RowChangeKind.Delete:
                    statements.Delete.BindKey(1, partition, change.Row).Run();
                    break;
                case RowChangeKind.Insert:
                default:
                    break;
            }
        }

        return CommitOutcome.Done;
    }

    static string? FindMismatch(LogicalTable logical, string partition, IReadOnlyList<RowChange> changes)
    {
        foreach (RowChange change in changes)
        {
            if (change.Kind is not (RowChangeKind.Replace or RowChangeKind.Delete)) continue;
            Statement etag = logical.Of(change.Row).ETag;
            bool holds = etag.BindKey(1, partition, change.Row).Step() && TryParse(change.ETag, out long expected) && etag.Int64(0) == expected;
            etag.Reset();
            if (!holds) return change.Row;
        }

        return null;
    }

    static string? InsertAll(WriteConnection connection, LogicalTable logical, string partition, IReadOnlyList<RowChange> changes)
    {
        for (int i = 0; i < changes.Count; i++)
        {
            if (changes[i].Kind != RowChangeKind.Insert || Write(connection, logical.Of(changes[i].Row).Insert, partition, changes[i]) == 1) continue;
            foreach (RowChange earlier in changes.Take(i).Where(change => change.Kind == RowChangeKind.Insert))
                logical.Of(earlier.Row).Delete.BindKey(1, partition, earlier.Row).Run();
            return changes[i].Row;
        }

        return null;
    }

    static int Write(WriteConnection connection, Statement statement, string partition, RowChange change) =>
        statement.BindKey(1, partition, change.Row).Bind(2, connection.NextNumber()).Bind(3, change.Body.Span).Run();

    static bool TryParse(string? etag, out long number) =>
        long.TryParse(etag, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
}
