using Hub.Ports;
using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Sqlite;
using Hub.Storage.Embedded.Tables;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

public sealed class ShardedTablesTests : IDisposable
{
    readonly TemporaryFolder temporary = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => temporary.Dispose();

    /// <summary>Where a partition lies may never change: it would not be found again.</summary>
    [Theory]
    [InlineData("00", 0)]
    [InlineData("01", 1)]
    [InlineData("ff", 0)]
    [InlineData("feed", 0)]
    [InlineData("PT-ESCOLA", 0)]
    public async Task Commit_Partition_LiesInItsShardForEver(string partition, int shard)
    {
        using (DataFolder folder = DataFolder.Open(temporary.Path, TimeProvider.System))
            await folder.Tables.CommitAsync("entries", partition, [RowChange.Insert("a", new byte[1])], Cancel);

        using SqliteDatabase database = SqliteDatabase.OpenForReading(Path.Combine(temporary.Path, $"tables-{shard}.db"));
        Assert.NotNull(await new SqliteTables(database).FindAsync("entries", partition, "a", Cancel));
    }

    [Fact]
    public async Task Commit_AllPartitionsOfRecords_AreSpreadEvenly()
    {
        using (DataFolder folder = DataFolder.Open(temporary.Path, TimeProvider.System))
            await Task.WhenAll(Enumerable.Range(0, 256).Select(i => folder.Tables.CommitAsync("entries", i.ToString("x2", null), [RowChange.Insert("a", new byte[1])], Cancel)));

        using SqliteDatabase database = SqliteDatabase.OpenForReading(Path.Combine(temporary.Path, "tables-0.db"));
        var tables = new SqliteTables(database);
        TableRow?[] rows = await Task.WhenAll(Enumerable.Range(0, 256).Select(i => tables.FindAsync("entries", i.ToString("x2", null), "a", Cancel)));
        Assert.Equal(128, rows.Count(row => row is not null));
    }
}
