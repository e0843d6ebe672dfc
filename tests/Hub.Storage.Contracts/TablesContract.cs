using Hub.Ports;
using Xunit;

namespace Hub.Storage.Contracts;

/// <summary>Reading, writing and conditions of <see cref="ITables"/>.</summary>
public abstract class TablesContract<TFixture> : PortContract<TFixture>
    where TFixture : IStorageFixture, new()
{
    const string Partition = "7f";

    ITables Tables => Fixture.Tables;

    string Table => Unique;

    [Fact]
    public async Task Find_TableNeverWritten_GivesNothing()
    {
        Assert.Null(await Tables.FindAsync(Table, Partition, "a", Cancel));
        Assert.Empty(await Tables.FindManyAsync(Table, Partition, ["a", "b"], Cancel));
        Assert.Empty(await Tables.ScanAsync(Table, Partition, "", null, 10, Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(450)]
    [InlineData(TableLimits.MaxBodyBytes)]
    public async Task Find_InsertedBody_GivesTheSameBytes(int length)
    {
        var body = new byte[length];
        new Random(length).NextBytes(body);
        Assert.True((await CommitAsync(RowChange.Insert("a", body))).IsDone);

        TableRow row = await FindAsync("a");

        Assert.Equal("a", row.Row);
        Assert.True(row.Body.Span.SequenceEqual(body));
    }

    [Fact]
    public async Task Find_OtherTableOrPartition_GivesNothing()
    {
        await CommitAsync(RowChange.Insert("a", Bytes("1")));

        Assert.Null(await Tables.FindAsync(Table, "7e", "a", Cancel));
        Assert.Null(await Tables.FindAsync(Table + "b", Partition, "a", Cancel));
        Assert.Null(await Tables.FindAsync(Table, Partition, "A", Cancel));
    }

    [Fact]
    public async Task Commit_InsertOfExistingRow_IsRefusedAndLeavesIt()
    {
        await CommitAsync(RowChange.Insert("a", Bytes("1")));

        CommitOutcome outcome = await CommitAsync(RowChange.Insert("a", Bytes("2")));

        Assert.Equal("a", outcome.ConflictRow);
        Assert.Equal("1", Text((await FindAsync("a")).Body));
    }

    [Fact]
    public async Task Commit_ReplaceWithCurrentETag_WritesAndChangesETag()
    {
        await CommitAsync(RowChange.Insert("a", Bytes("1")));
        TableRow first = await FindAsync("a");

        Assert.True((await CommitAsync(RowChange.Replace("a", Bytes("2"), first.ETag))).IsDone);

        TableRow second = await FindAsync("a");
        Assert.Equal("2", Text(second.Body));
        Assert.NotEqual(first.ETag, second.ETag);
    }

    [Fact]
    public async Task Commit_ReplaceOrDeleteWithOldETag_IsRefused()
    {
        await CommitAsync(RowChange.Insert("a", Bytes("1")));
        string old = (await FindAsync("a")).ETag;
        await CommitAsync(RowChange.Upsert("a", Bytes("2")));

        Assert.Equal("a", (await CommitAsync(RowChange.Replace("a", Bytes("3"), old))).ConflictRow);
        Assert.Equal("a", (await CommitAsync(RowChange.Delete("a", old))).ConflictRow);
        Assert.Equal("2", Text((await FindAsync("a")).Body));
    }

    [Fact]
    public async Task Commit_ReplaceOrDeleteOfAbsentRow_IsRefused()
    {
        await CommitAsync(RowChange.Insert("a", Bytes("1")));
        string other = (await FindAsync("a")).ETag;

        Assert.Equal("b", (await CommitAsync(RowChange.Replace("b", Bytes("3"), other))).ConflictRow);
        Assert.Equal("b", (await CommitAsync(RowChange.Delete("b", other))).ConflictRow);
        Assert.Null(await Tables.FindAsync(Table, Partition, "b", Cancel));
    }

    [Fact]
    public async Task Commit_Upsert_WritesWithOrWithoutARow()
    {
        Assert.True((await CommitAsync(RowChange.Upsert("a", Bytes("1")))).IsDone);
        string first = (await FindAsync("a")).ETag;
        Assert.True((await CommitAsync(RowChange.Upsert("a", Bytes("2")))).IsDone);

        TableRow second = await FindAsync("a");
        Assert.Equal("2", Text(second.Body));
        Assert.NotEqual(first, second.ETag);
    }

    [Fact]
    public async Task Commit_DeleteWithCurrentETag_RemovesTheRow()
    {
        await CommitAsync(RowChange.Insert("a", Bytes("1")));

        Assert.True((await CommitAsync(RowChange.Delete("a", (await FindAsync("a")).ETag))).IsDone);

        Assert.Null(await Tables.FindAsync(Table, Partition, "a", Cancel));
    }

    [Fact]
    public async Task Commit_DeletedAndMadeAnew_NeverRepeatsAnETag()
    {
        var seen = new HashSet<string>();
        for (int round = 0; round < 5; round++)
        {
            await CommitAsync(RowChange.Insert("a", Bytes("same")));
            string etag = (await FindAsync("a")).ETag;
            Assert.True(seen.Add(etag));
            await CommitAsync(RowChange.Delete("a", etag));
        }

        await CommitAsync(RowChange.Insert("a", Bytes("same")));
        foreach (string old in seen) Assert.False((await CommitAsync(RowChange.Replace("a", Bytes("x"), old))).IsDone);
    }

    [Theory]
    [InlineData("insert")]
    [InlineData("replace")]
    [InlineData("delete")]
    public async Task Commit_OneConditionFails_NothingOfItIsWritten(string loser)
    {
        await CommitAsync(RowChange.Insert("kept", Bytes("1")), RowChange.Insert("gone", Bytes("1")), RowChange.Insert("bad", Bytes("1")));
        string kept = (await FindAsync("kept")).ETag;
        string gone = (await FindAsync("gone")).ETag;
        // An ETag tells versions of one row apart, not rows: rows of one transaction may share it, so the stale one is an earlier one of the same row.
        string stale = (await FindAsync("bad")).ETag;
        await CommitAsync(RowChange.Replace("bad", Bytes("1"), stale));
        RowChange bad = loser switch
        {
            "insert" => RowChange.Insert("bad", Bytes("2")),
            "replace" => RowChange.Replace("bad", Bytes("2"), stale),
            _ => RowChange.Delete("bad", stale),
        };

        CommitOutcome outcome = await CommitAsync(
            RowChange.Insert("new1", Bytes("2")), RowChange.Replace("kept", Bytes("2"), kept), RowChange.Delete("gone", gone),
            RowChange.Upsert("new2", Bytes("2")), bad, RowChange.Insert("new3", Bytes("2")));

        Assert.Equal("bad", outcome.ConflictRow);
        IReadOnlyList<TableRow> rows = await Tables.ScanAsync(Table, Partition, "", null, 100, Cancel);
        Assert.Equal(["bad=1", "gone=1", "kept=1"], rows.Select(row => $"{row.Row}={Text(row.Body)}"));
        Assert.Equal(kept, (await FindAsync("kept")).ETag);
    }

    [Fact]
    public async Task Commit_EightConflictingReplaces_HaveOneWinner()
    {
        await CommitAsync(RowChange.Insert("a", Bytes("start")));
        string etag = (await FindAsync("a")).ETag;

        CommitOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            CommitAsync(RowChange.Replace("a", Bytes("by " + i), etag), RowChange.Insert("trace" + i, Bytes("x"))))));

        int winner = Assert.Single(Enumerable.Range(0, 8), i => outcomes[i].IsDone);
        Assert.Equal("by " + winner, Text((await FindAsync("a")).Body));
        Assert.Equal(["a", "trace" + winner], (await Tables.ScanAsync(Table, Partition, "", null, 100, Cancel)).Select(row => row.Row));
    }

    [Fact]
    public async Task Commit_EightInsertsOfOneRow_HaveOneWinner()
    {
        CommitOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => CommitAsync(RowChange.Insert("a", Bytes("by " + i))))));

        int winner = Assert.Single(Enumerable.Range(0, 8), i => outcomes[i].IsDone);
        Assert.Equal("by " + winner, Text((await FindAsync("a")).Body));
    }

    [Fact]
    public async Task Commit_HundredRows_AreAllThere()
    {
        RowChange[] changes = [.. Enumerable.Range(0, TableLimits.MaxRows).Select(i => RowChange.Insert($"row{i:d3}", Bytes("v" + i)))];

        Assert.True((await CommitAsync(changes)).IsDone);

        Assert.Equal(changes.Select(change => change.Row), (await Tables.ScanAsync(Table, Partition, "", null, 1000, Cancel)).Select(row => row.Row));
    }

    [Fact]
    public async Task Commit_CancelledBefore_WritesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Tables.CommitAsync(Table, Partition, [RowChange.Insert("a", Bytes("1"))], cancelled.Token));

        Assert.Null(await Tables.FindAsync(Table, Partition, "a", Cancel));
    }

    [Fact]
    public async Task WriteMany_AcrossPartitions_UpsertsAll()
    {
        await CommitAsync(RowChange.Insert("r1", Bytes("old")));
        var rows = Enumerable.Range(0, 250).Select(i => (i % 2 == 0 ? Partition : "p" + i, "r" + i, (ReadOnlyMemory<byte>)Bytes("v" + i))).ToList();
        rows.Add((Partition, "r1", Bytes("new")));

        await Tables.WriteManyAsync(Table, rows, Cancel);

        Assert.Equal("new", Text((await FindAsync("r1")).Body));
        Assert.Equal("v248", Text((await FindAsync("r248")).Body));
        Assert.Equal("v249", Text((await Tables.FindAsync(Table, "p249", "r249", Cancel))!.Body));
        await Tables.WriteManyAsync(Table, [], Cancel);
    }

    Task<CommitOutcome> CommitAsync(params RowChange[] changes) => Tables.CommitAsync(Table, Partition, changes, Cancel);

    async Task<TableRow> FindAsync(string row) => Assert.IsType<TableRow>(await Tables.FindAsync(Table, Partition, row, Cancel));
}
