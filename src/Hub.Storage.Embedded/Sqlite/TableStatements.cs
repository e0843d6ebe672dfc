using Hub.Ports;

namespace Hub.Storage.Embedded.Sqlite;

/// <summary>
/// The statements for one SQLite table with rowids. Measured against WITHOUT ROWID: keys of a bulk load come in any order, and
/// then the small key index stays in the cache while bodies are appended; a clustered table writes a whole page per row and
/// costs three times the CPU. Partition and row are one key, joined by the slash that neither may hold: it keeps the order
/// and is compared faster than two columns.
/// </summary>
sealed class TableStatements(Connection connection, string name)
{
    Statement? find, etag, insert, upsert, replace, delete, scan;

    /// <summary>k, e, b of the row ?1.</summary>
    public Statement Find => find ??= connection.Prepared($"select k, e, b from {name} where k = ?1");

    /// <summary>e of the row ?1.</summary>
    public Statement ETag => etag ??= connection.Prepared($"select e from {name} where k = ?1");

    public Statement Insert => insert ??= connection.Prepared($"insert into {name}(k, e, b) values(?1, ?2, ?3) on conflict do nothing");

    public Statement Upsert => upsert ??= connection.Prepared(
        $"insert into {name}(k, e, b) values(?1, ?2, ?3) on conflict(k) do update set e = excluded.e, b = excluded.b");

    public Statement Replace => replace ??= connection.Prepared($"update {name} set e = ?2, b = ?3 where k = ?1");

    public Statement Delete => delete ??= connection.Prepared($"delete from {name} where k = ?1");

    /// <summary>Rows with ?1 &lt;= k &lt; ?2, at most ?3.</summary>
    public Statement Scan => scan ??= connection.Prepared($"select k, e, b from {name} where k >= ?1 and k < ?2 order by k limit ?3");

    public static string CreateSql(string name) =>
        $"create table if not exists {name}(k text not null primary key, e integer not null, b blob not null)";

    public static TableRow Read(Statement row, string partition) => new(row.RowKey(0, partition), row.Blob(2), FormatETag(row.Int64(1)));

    public static string FormatETag(long number) => number.ToString("x", null);
}
