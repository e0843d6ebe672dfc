namespace Hub.Storage.Embedded.Sqlite;

/// <summary>
/// A table of the port, kept as three of SQLite's. Rows that begin with <c>!</c> are the books of a partition: single ones
/// (<c>!head</c>) are replaced by every commit, those of a series (<c>!out~7</c>) soon go again. Among the records each would
/// cost a page of its own per commit: a quarter of all bytes of a bulk load, measured.
/// </summary>
sealed class LogicalTable(Connection connection, string table)
{
    const char Books = '!', Series = '~';

    /// <summary>The first key after all that begin with <c>!</c>.</summary>
    const string AfterBooks = "\"";

    readonly TableStatements records = new(connection, RecordsName(table)), heads = new(connection, HeadsName(table)), series = new(connection, SeriesName(table));
    Statement? scanAll;

    /// <summary>The statements for a row.</summary>
    public TableStatements Of(string row) => row is not [Books, ..] ? records : row.Contains(Series, StringComparison.Ordinal) ? series : heads;

    /// <summary>Rows with ?1 &lt;= k &lt; ?2, at most ?3.</summary>
    public Statement ScanOf(string from, string? to) =>
        string.CompareOrdinal(from, AfterBooks) >= 0 ? records.Scan
        : IsInSeries(from, to) ? series.Scan
        : scanAll ??= connection.Prepared(
            $"{Range(RecordsName(table))} union all {Range(HeadsName(table))} union all {Range(SeriesName(table))} order by 1 limit ?3");

    /// <summary>The prefixes keep a name clear of SQL's words and of the store's own tables.</summary>
    public static string RecordsName(string table) => "t_" + table;

    public static string CreateSql(string table) =>
        string.Join(';', TableStatements.CreateSql(RecordsName(table)), TableStatements.CreateSql(HeadsName(table)), TableStatements.CreateSql(SeriesName(table)));

    static string HeadsName(string table) => "h_" + table;

    static string SeriesName(string table) => "s_" + table;

    static string Range(string name) => $"select k, e, b from {name} where k >= ?1 and k < ?2";

    static bool IsInSeries(string from, string? to)
    {
        int end = from is [Books, ..] ? from.IndexOf(Series, StringComparison.Ordinal) : -1;
        return end > 0 && to is not null && string.CompareOrdinal(to, Ports.RowRange.EndOf(from[..(end + 1)])) <= 0;
    }
}
