using Hub.Ports;

namespace Hub.Storage.Embedded.Sqlite;

/// <summary>
/// The statements for one logical table, which is one SQLite table with rowids. Measured against WITHOUT ROWID: keys of a bulk
/// load come in any order, and then the small key index stays in the cache while bodies are appended; a clustered table
/// writes a whole page per row and costs three times the CPU.
/// </summary>
sealed class TableStatements(Connection connection, string table)
{
    readonly string name = SqlName(table);
    Statement? find, etag, insert, upsert, replace, delete;

    /// <summary>r, e, b of the row (?1, ?2).</summary>
    public Statement Find => find ??= connection.Prepared($"select r, e, b from {name} where p = ?1 and r = ?2");

    /// <summary>e of the row (?1, ?2).</summary>
    public Statement ETag => etag ??= connection.Prepared($"select e from {name} where p = ?1 and r = ?2");

    public Statement Insert => insert ??= connection.Prepared($"insert into {name}(p, r, e, b) values(?1, ?2, ?3, ?4) on conflict do nothing");

    public Statement Upsert => upsert ??= connection.Prepared(
        $"insert into {name}(p, r, e, b) values(?1, ?2, ?3, ?4) on conflict(p, r) do update set e = excluded.e, b = excluded.b");

    public Statement Replace => replace ??= connection.Prepared($"update {name} set e = ?3, b = ?4 where p = ?1 and r = ?2");

    public Statement Delete => delete ??= connection.Prepared($"delete from {name} where p = ?1 and r = ?2");

    /// <summary>The prefix keeps a logical table's name clear of SQL's words and of the store's own tables.</summary>
    public static string SqlName(string table) => "t_" + table;

    public static string CreateSql(string table) =>
        $"create table if not exists {SqlName(table)}(p text not null, r text not null, e integer not null, b blob not null, primary key(p, r))";

    public static TableRow Read(Statement row) => new(row.Text(0), row.Blob(2), FormatETag(row.Int64(1)));

    public static string FormatETag(long number) => number.ToString("x", null);

    /// <summary>Rows of ?1 with ?2 &lt;= r, and r &lt; ?3 when there is an end; at most ?4.</summary>
    public Statement Scan(bool hasEnd) => connection.Prepared(hasEnd
        ? $"select r, e, b from {name} where p = ?1 and r >= ?2 and r < ?3 order by r limit ?4"
        : $"select r, e, b from {name} where p = ?1 and r >= ?2 order by r limit ?4");
}
