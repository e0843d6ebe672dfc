using System.Globalization;
using Hub.Feed;
using Hub.Ports;
using Hub.Records;
using Hub.Storage.Azure;
using Xunit;

namespace Hub.Azure.Tests;

/// <summary>Several processes at once on one account.</summary>
public sealed class RaceTests
{
    const int Writers = 8;

    readonly string _name = "r" + Guid.NewGuid().ToString("n")[..12];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Clients of their own, as processes have.</summary>
    static AzureStorage[] Open(string tablePrefix = "")
    {
        var fixture = new AzureFixture();
        Assert.SkipWhen(fixture.NotConfigured is not null, fixture.NotConfigured ?? "");
        return [.. Enumerable.Range(0, Writers).Select(_ => AzureFixture.Open(tablePrefix: tablePrefix))];
    }

    [Fact]
    public async Task Commit_EightOnOneHead_OneWinsWholeAndTheOthersWriteNothing()
    {
        AzureStorage[] storages = Open();
        await storages[0].Tables.CommitAsync(_name, "p", [RowChange.Insert("head", new byte[1])], Cancel);
        string etag = (await storages[0].Tables.FindAsync(_name, "p", "head", Cancel))!.ETag;
        CommitOutcome[] outcomes = await Task.WhenAll(storages.Select((s, i) =>
            s.Tables.CommitAsync(_name, "p", [RowChange.Insert($"row{i}", new byte[1]), RowChange.Replace("head", new byte[2], etag)], Cancel)));
        Assert.Single(outcomes, o => o.IsDone);
        Assert.All(outcomes.Where(o => !o.IsDone), o => Assert.Equal("head", o.ConflictRow));
        Assert.Equal(["head", $"row{Array.FindIndex(outcomes, o => o.IsDone)}"], (await storages[0].Tables.ScanAsync(_name, "p", "", null, 100, Cancel)).Select(r => r.Row));
    }

    [Fact]
    public async Task Insert_EightOfOneRow_OneWins()
    {
        AzureStorage[] storages = Open();
        CommitOutcome[] outcomes = await Task.WhenAll(storages.Select((s, i) => s.Tables.CommitAsync(_name, "p", [RowChange.Insert("once", new[] { (byte)i })], Cancel)));
        Assert.Single(outcomes, o => o.IsDone);
        Assert.Equal(Array.FindIndex(outcomes, o => o.IsDone), (await storages[0].Tables.FindAsync(_name, "p", "once", Cancel))!.Body.Span[0]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5 * 1024 * 1024)]
    public async Task CreateOnly_EightOfOneBlob_OneWins(int bytes)
    {
        AzureStorage[] storages = Open();
        BlobOutcome[] outcomes = await Task.WhenAll(storages.Select((s, i) => s.Blobs.WriteAsync(_name, BlobCondition.Create,
            async (to, stop) => await to.WriteAsync(Enumerable.Repeat((byte)i, bytes).ToArray(), stop), Cancel)));
        Assert.Single(outcomes, BlobOutcome.Written);
        await using Stream content = (await storages[0].Blobs.OpenReadAsync(_name, 0, null, Cancel))!;
        Assert.Equal(Array.IndexOf(outcomes, BlobOutcome.Written), content.ReadByte());
    }

    [Fact]
    public async Task Sequencers_TwoAtOnceWhileChangesComeIn_NumberEveryChangeOnce()
    {
        AzureStorage[] storages = Open(tablePrefix: _name);
        const int Partitions = 20, Rounds = 6;
        for (int round = 1; round <= Rounds; round++)
        {
            for (int partition = 0; partition < Partitions; partition++) await ChangeAsync(storages[2].Tables, partition, round);
            await Task.WhenAll(storages[..2].Select(s => new Sequencer(s.Tables, TimeProvider.System).DrainAsync("entries", Cancel)));
        }

        await AssertFeedAsync(storages[0].Tables, Partitions * Rounds);
    }

    /// <summary>What a lost lease would be: one that was held up between looking and committing comes back when the other has gone on.</summary>
    [Fact]
    public async Task Sequencer_HeldUpBeforeItsCommit_SkipsAndRepeatsNothing()
    {
        AzureStorage[] storages = Open(tablePrefix: _name);
        for (int partition = 0; partition < 5; partition++) await ChangeAsync(storages[0].Tables, partition, 1);
        var late = new LateCommits(storages[1].Tables, async () =>
        {
            await ChangeAsync(storages[0].Tables, 7, 1);
            await new Sequencer(storages[0].Tables, TimeProvider.System).DrainAsync("entries", Cancel);
            await ChangeAsync(storages[0].Tables, 3, 2);
        });
        await new Sequencer(late, TimeProvider.System).DrainAsync("entries", Cancel);
        await AssertFeedAsync(storages[0].Tables, 7);
    }

    static async Task ChangeAsync(ITables tables, int partition, int counter)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"PT-X~{partition}.{counter}");
        Assert.True((await tables.CommitAsync("entries", RecordKeys.Partition(partition), [RowChange.Insert(RecordKeys.OutboxRow(counter), System.Text.Encoding.UTF8.GetBytes($"{{}}\n[\"{id}\",1,\"h\"]\n"))], Cancel)).IsDone);
    }

    static async Task AssertFeedAsync(ITables tables, int changes)
    {
        IReadOnlyList<FeedChange> feed = (await new FeedReader(tables).PageAsync(0, changes + 1, Cancel)).Changes;
        Assert.Equal(Enumerable.Range(1, changes).Select(i => (long)i), feed.Select(c => c.Sequence));
        Assert.Equal(changes, feed.Select(c => c.Id).Distinct().Count());
    }

    /// <summary>Lets something happen before the first commit to the feed.</summary>
    sealed class LateCommits(ITables inner, Func<Task> before) : ITables
    {
        bool _done;

        public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel) => inner.FindAsync(table, partition, row, cancel);

        public Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel) => inner.FindManyAsync(table, partition, rows, cancel);

        public Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel) => inner.ScanAsync(table, partition, from, to, limit, cancel);

        public async Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel)
        {
            if (!_done && table == "feed")
            {
                _done = true;
                await before();
                CommitOutcome refused = await inner.CommitAsync(table, partition, changes, cancel);
                Assert.False(refused.IsDone);
                return refused;
            }

            return await inner.CommitAsync(table, partition, changes, cancel);
        }

        public Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel) => inner.WriteManyAsync(table, rows, cancel);
    }
}
