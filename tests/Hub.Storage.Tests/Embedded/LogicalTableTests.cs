using Hub.Ports;
using Hub.Storage.Embedded.Sqlite;
using Hub.Storage.Embedded.Tables;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

public sealed class LogicalTableTests : IDisposable
{
    // Around every border between the books of a partition and its records.
    static readonly string[] Keys = [" ", " ~", "!", "!!", "!head", "!head2", "!out", "!out~", "!out~1", "!out~2", "!out~~", "!p", "!~", "\"", "a", "a!", "a~1", "~"];

    readonly TemporaryFolder temporary = new();
    readonly SqliteDatabase database;
    readonly SqliteTables tables;

    public LogicalTableTests()
    {
        Directory.CreateDirectory(temporary.Path);
        database = SqliteDatabase.Open(Path.Combine(temporary.Path, "tables.db"), TimeProvider.System);
        tables = new SqliteTables(database);
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        database.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task Scan_AnyRange_IsThatOfOneSortedTable()
    {
        foreach (string partition in (string[])["00", "01"])
            await tables.CommitAsync("entries", partition, [.. Keys.Select(key => RowChange.Insert(key, new byte[1]))], Cancel);

        foreach (string from in Keys.Prepend(""))
        {
            foreach (string? to in Keys.Append(RowRange.EndOf("!out~")).Append(null))
            {
                string[] expected = [.. Keys.Order(StringComparer.Ordinal).Where(key => string.CompareOrdinal(key, from) >= 0 && (to is null || string.CompareOrdinal(key, to) < 0))];
                IReadOnlyList<TableRow> rows = await tables.ScanAsync("entries", "00", from, to, 1000, Cancel);
                Assert.Equal(expected, rows.Select(row => row.Row));
                rows = await tables.ScanAsync("entries", "00", from, to, 3, Cancel);
                Assert.Equal(expected.Take(3), rows.Select(row => row.Row));
            }
        }
    }
}
