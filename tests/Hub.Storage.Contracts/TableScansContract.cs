using Hub.Ports;
using Xunit;

namespace Hub.Storage.Contracts;

/// <summary>Order, ranges, pages and limits of <see cref="ITables"/>.</summary>
public abstract class TableScansContract<TFixture> : PortContract<TFixture>
    where TFixture : IStorageFixture, new()
{
    const string Partition = "PT~2026";

    // In ordinal order, which neither a culture nor a case-blind store would give.
    static readonly string[] Keys =
        ["!head", "!out~00000001", "!out~00000002", "A", "PT-X", "PT-X~1", "PT-X~1 ", "PT-X~10", "PT-X~1~v1", "PT-X~2", "Z", "a", "b", "~", "~~"];

    ITables Tables => Fixture.Tables;

    string Table => Unique;

    [Fact]
    public async Task Scan_WholePartition_IsInOrdinalOrder()
    {
        await FillAsync();

        Assert.Equal(Keys, await ScanAsync("", null, 1000));
        Assert.Equal(Keys, Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Scan_Range_IncludesStartAndExcludesEnd()
    {
        await FillAsync();

        Assert.Equal(["A", "PT-X", "PT-X~1"], await ScanAsync("A", "PT-X~1 ", 1000));
        Assert.Empty(await ScanAsync("A", "A", 1000));
        Assert.Empty(await ScanAsync("b", "a", 1000));
    }

    [Fact]
    public async Task Scan_Prefix_GivesAllKeysThatBeginWithIt()
    {
        await FillAsync();

        Assert.Equal(["!out~00000001", "!out~00000002"], await ScanAsync("!out~", RowRange.EndOf("!out~"), 1000));
        Assert.Equal(["PT-X~1", "PT-X~1 ", "PT-X~10", "PT-X~1~v1"], await ScanAsync("PT-X~1", RowRange.EndOf("PT-X~1"), 1000));
        Assert.Equal(["~", "~~"], await ScanAsync("~", RowRange.EndOf("~"), 1000));
    }

    [Fact]
    public async Task Scan_PageByPage_GivesEachKeyOnce()
    {
        await FillAsync();
        var seen = new List<string>();
        string from = "";
        while (await ScanAsync(from, null, 4) is { Length: > 0 } page)
        {
            Assert.True(page.Length <= 4);
            seen.AddRange(page);
            from = RowRange.After(page[^1]);
        }

        Assert.Equal(Keys, seen);
    }

    [Fact]
    public async Task Scan_FullPage_HoldsAThousand()
    {
        await Tables.WriteManyAsync(Table, [.. Enumerable.Range(0, 1005).Select(i => (Partition, $"k{i:d4}", (ReadOnlyMemory<byte>)Bytes("v")))], Cancel);

        Assert.Equal(1000, (await ScanAsync("", null, 1000)).Length);
        Assert.Equal(5, (await ScanAsync(RowRange.After("k0999"), null, 1000)).Length);
    }

    [Fact]
    public async Task FindMany_SomeAbsentSomeTwice_GivesEachExistingOnceInOrder()
    {
        await FillAsync();

        IReadOnlyList<TableRow> found = await Tables.FindManyAsync(Table, Partition, ["~", "absent", "b", "A", "~", "!head"], Cancel);

        Assert.Equal(["!head", "A", "b", "~"], found.Select(row => row.Row));
        Assert.All(found, row => Assert.Equal("body of " + row.Row, Text(row.Body)));
        Assert.Empty(await Tables.FindManyAsync(Table, Partition, [], Cancel));
    }

    [Fact]
    public async Task FindMany_ThreeHundredKeys_GivesAll()
    {
        string[] keys = [.. Enumerable.Range(0, 300).Select(i => $"k{i:d3}")];
        await Tables.WriteManyAsync(Table, [.. keys.Select(key => (Partition, key, (ReadOnlyMemory<byte>)Bytes(key)))], Cancel);

        Assert.Equal(keys, (await Tables.FindManyAsync(Table, Partition, keys, Cancel)).Select(row => row.Row));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u007fb")]
    [InlineData("é")]
    public async Task AnyMethod_ForbiddenKey_IsRefused(string key)
    {
        await RefusedAsync(() => Tables.FindAsync(Table, Partition, key, Cancel));
        await RefusedAsync(() => Tables.FindAsync(Table, key, "a", Cancel));
        await RefusedAsync(() => Tables.FindManyAsync(Table, Partition, ["a", key], Cancel));
        await RefusedAsync(() => Tables.ScanAsync(Table, key, "", null, 1, Cancel));
        await RefusedAsync(() => Tables.CommitAsync(Table, Partition, [RowChange.Upsert(key, Bytes("1"))], Cancel));
        await RefusedAsync(() => Tables.CommitAsync(Table, key, [RowChange.Upsert("a", Bytes("1"))], Cancel));
        await RefusedAsync(() => Tables.WriteManyAsync(Table, [(Partition, key, Bytes("1"))], Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("with-dash")]
    [InlineData("t; drop table x")]
    public async Task AnyMethod_ForbiddenTable_IsRefused(string table)
    {
        await RefusedAsync(() => Tables.FindAsync(table, Partition, "a", Cancel));
        await RefusedAsync(() => Tables.FindManyAsync(table, Partition, ["a"], Cancel));
        await RefusedAsync(() => Tables.ScanAsync(table, Partition, "", null, 1, Cancel));
        await RefusedAsync(() => Tables.CommitAsync(table, Partition, [RowChange.Upsert("a", Bytes("1"))], Cancel));
        await RefusedAsync(() => Tables.WriteManyAsync(table, [(Partition, "a", Bytes("1"))], Cancel));
    }

    [Fact]
    public async Task AnyMethod_KeyAtAndOverTheLimit_IsTakenAndRefused()
    {
        string longest = new('k', TableLimits.MaxKeyLength);
        Assert.True((await Tables.CommitAsync(Table, longest, [RowChange.Insert(longest, Bytes("1"))], Cancel)).IsDone);
        Assert.NotNull(await Tables.FindAsync(Table, longest, longest, Cancel));
        Assert.Empty(await Tables.ScanAsync(Table, longest, RowRange.After(longest), null, 10, Cancel));

        await RefusedAsync(() => Tables.FindAsync(Table, Partition, longest + "k", Cancel));
        await RefusedAsync(() => Tables.CommitAsync(Table, Partition, [RowChange.Insert(longest + "k", Bytes("1"))], Cancel));
    }

    [Fact]
    public async Task Commit_OverTheLimits_IsRefused()
    {
        RowChange One(int i) => RowChange.Upsert("r" + i, Bytes("1"));
        var big = new byte[TableLimits.MaxBodyBytes];
        await RefusedAsync(() => CommitAsync());
        await RefusedAsync(() => CommitAsync([.. Enumerable.Range(0, TableLimits.MaxRows + 1).Select(One)]));
        await RefusedAsync(() => CommitAsync(One(1), One(2), One(1)));
        await RefusedAsync(() => CommitAsync(RowChange.Upsert("a", new byte[TableLimits.MaxBodyBytes + 1])));
        await RefusedAsync(() => CommitAsync([.. Enumerable.Range(0, 4).Select(i => RowChange.Upsert("r" + i, big))]));
        await RefusedAsync(() => Tables.WriteManyAsync(Table, [(Partition, "a", new byte[TableLimits.MaxBodyBytes + 1])], Cancel));
        Assert.Empty(await ScanAsync("", null, 1000));

        Assert.True((await CommitAsync([.. Enumerable.Range(0, 3).Select(i => RowChange.Upsert("r" + i, big))])).IsDone);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task Scan_PageSizeOutOfRange_IsRefused(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Tables.ScanAsync(Table, Partition, "", null, limit, Cancel));

    static async Task RefusedAsync(Func<Task> call) => await Assert.ThrowsAsync<ArgumentException>(call);

    async Task FillAsync()
    {
        // Shuffled, so that the order is the store's doing.
        RowChange[] changes = [.. Keys.Select(key => RowChange.Insert(key, Bytes("body of " + key)))];
        new Random(1).Shuffle(changes);
        Assert.True((await CommitAsync(changes)).IsDone);
    }

    Task<CommitOutcome> CommitAsync(params RowChange[] changes) => Tables.CommitAsync(Table, Partition, changes, Cancel);

    async Task<string[]> ScanAsync(string from, string? to, int limit) =>
        [.. (await Tables.ScanAsync(Table, Partition, from, to, limit, Cancel)).Select(row => row.Row)];
}
