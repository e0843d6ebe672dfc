using Hub.Feed;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;

namespace Hub.Pipeline.Tests.Feed;

public sealed class SequencerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task DrainAsync_DiesAtEachCall_NothingIsLostOrTwice(FaultMoment moment)
    {
        using TestHub hub = TestHub.Open(_folder);
        int written = 0, deaths = 0;
        for (int at = 1; ; at++)
        {
            await WriteAsync(hub, written, 6);
            written += 6;
            var faults = Faults.At(at, moment);
            try
            {
                await new Sequencer(new FaultyTables(hub.Tables, faults), TimeProvider.System).DrainAsync(Entries.Table, TestHub.Cancel);
                Assert.True(faults.Calls < at);
                break;
            }
            catch (DeathException)
            {
                deaths++;
            }

            Assert.Equal(written, await hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel));
        }

        Assert.True(deaths > RecordKeys.PartitionCount);
        IReadOnlyList<FeedChange> changes = await hub.ChangesAsync();
        Assert.Equal(written, changes.Count);
        Entries.AssertWhole(changes);
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task DrainAsync_DiesAndRestartsOverSeveralCommits_NothingIsLostOrTwice(FaultMoment moment)
    {
        using TestHub hub = TestHub.Open(_folder);
        string[] ids = [.. Entries.InOnePartition().Take(3)];
        const int writes = 230;                                             // outbox rows of one partition: more than two scans hold
        for (int i = 0; i < writes; i++) await hub.Records.WriteAsync(Entries.Write(ids[i % 3], $"{i}"));
        int restarts = 0;
        for (int at = 20; restarts < 60; at += 7, restarts++)
        {
            try
            {
                await new Sequencer(new FaultyTables(hub.Tables, Faults.At(at, moment)), TimeProvider.System).DrainAsync(Entries.Table, TestHub.Cancel);
                break;
            }
            catch (DeathException)
            {
                // goes on below with another sequencer
            }
        }

        await hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        IReadOnlyList<FeedChange> changes = await hub.ChangesAsync();
        Assert.Equal(writes, changes.Count);
        Entries.AssertWhole(changes);
        Assert.True(restarts > 10);
    }

    [Fact]
    public async Task DrainAsync_SequencersCompeteWhileWritersWrite_EveryVersionOnce()
    {
        using TestHub hub = TestHub.Open(_folder);
        const int writers = 4, rounds = 60;
        using var done = new CancellationTokenSource();
        Task[] sequencers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await new Sequencer(hub.Tables, TimeProvider.System).DrainAsync(Entries.Table, CancellationToken.None);
        }))];
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (int round = 0; round < rounds; round++)
                await hub.Records.WriteAsync([.. Enumerable.Range(0, 5).Select(_ => random.Next(40)).Distinct().Select(i => Entries.Write(Entries.Id($"R-{i}"), $"{writer} {round}"))]);
        })));
        await done.CancelAsync();
        await Task.WhenAll(sequencers);

        await hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        IReadOnlyList<FeedChange> changes = await hub.ChangesAsync();
        Entries.AssertWhole(changes);
        SortedDictionary<string, StoredRecord> records = await hub.RecordsAsync();
        Assert.Equal(records.Sum(r => r.Value.Stamp.Version), changes.Count);
        Assert.All(records, r => Assert.Equal(r.Value.Stamp.Hash, changes.Last(c => c.Id == r.Key).Hash));
    }

    [Fact]
    public async Task DrainAsync_RandomHistories_FeedIsTheModel()
    {
        using TestHub hub = TestHub.Open(_folder);
        var random = new Random(20260301);
        var model = new Dictionary<string, (int Version, Visibility Visibility)>();
        var expected = new HashSet<(string, int, FeedOperation)>();
        for (int step = 0; step < 300; step++)
        {
            if (random.Next(4) == 0)
            {
                await DrainDyingAsync(hub, random);
                continue;
            }

            RecordWrite[] writes = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(50)).Distinct()
                .Select(i => Entries.Write(Entries.Id($"H {i}"), $"{step}", random.Next(3) == 0 ? Visibility.Hidden : Visibility.Public))];
            await hub.Records.WriteAsync(writes);
            foreach (RecordWrite write in writes)
            {
                (int version, Visibility before) = model.GetValueOrDefault(write.Id, (0, Visibility.Hidden));
                model[write.Id] = (version + 1, write.Visibility);
                expected.Add((write.Id, version + 1, write.Visibility == Visibility.Public ? FeedOperation.Upsert : before == Visibility.Public ? FeedOperation.Delete : FeedOperation.Hidden));
            }
        }

        await hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        IReadOnlyList<FeedChange> changes = await hub.ChangesAsync();
        Entries.AssertWhole(changes);
        Assert.Equal(expected, changes.Select(c => (c.Id, c.Version, c.Operation)).ToHashSet());
    }

    [Fact]
    public async Task DrainAsync_SecondTable_SharesTheSequence()
    {
        using TestHub hub = TestHub.Open(_folder);
        await hub.Records.WriteAsync("entries", [Entries.Write(Entries.Id("A"), "a")], Entries.Origin(), TestHub.Cancel);
        await hub.Records.WriteAsync("organisations", [Entries.Write("PT-A", "a")], Entries.Origin(), TestHub.Cancel);
        await hub.Sequencer.DrainAsync("organisations", TestHub.Cancel);
        await hub.Sequencer.DrainAsync("entries", TestHub.Cancel);
        Assert.Equal([(1L, "organisations", "PT-A"), (2L, "entries", Entries.Id("A"))], (await hub.ChangesAsync()).Select(c => (c.Sequence, c.Table, c.Id)));
    }

    [Fact]
    public async Task DrainAsync_Drained_OutboxRowsAreGone()
    {
        using TestHub hub = TestHub.Open(_folder);
        await WriteAsync(hub, 0, 50);
        await hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        for (int partition = 0; partition < RecordKeys.PartitionCount; partition++)
            Assert.DoesNotContain(await hub.RowsAsync(Entries.Table, RecordKeys.Partition(partition)), r => r.Row.StartsWith(RecordKeys.OutboxPrefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DrainAsync_LongestIds_PagesStayWithinLimits()
    {
        using TestHub hub = TestHub.Open(_folder);
        // Quotation marks double in JSON and treble in keys: as many as a key takes, then letters, are the longest line there is.
        const int quotes = (RecordId.MaxEscapedLength - RecordId.MaxLocalIdBytes) / 2;
        string Long(int i) => Entries.Id($"{new string('"', quotes)}{new string('a', RecordId.MaxLocalIdBytes - quotes - 8)}{i:D8}");
        Assert.True(RecordId.TryParse(Long(0), out _) && !RecordId.TryParse(Long(0) + "a", out _));
        const int count = 6000;
        await hub.Records.WriteAsync([.. Enumerable.Range(0, count).Select(i => Entries.Write(Long(i), "x"))]);
        Assert.Equal(count, await hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel));
        await AssertPagesAsync(hub, count);
    }

    [Fact]
    public async Task DrainAsync_ManyChanges_PagesAreFullAndWithinLimits()
    {
        using TestHub hub = TestHub.Open(_folder);
        const int count = 18_000;                                           // more pages than one commit holds
        await hub.Records.WriteAsync([.. Enumerable.Range(0, count).Select(i => Entries.Write(Entries.Id($"{i}"), "x"))]);
        Assert.Equal(count, await hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel));
        Assert.InRange(await AssertPagesAsync(hub, count), 18, 22);
        await AssertFlatAsync(hub, count);
    }

    static async Task<int> AssertPagesAsync(TestHub hub, int count)
    {
        TableRow[] pages = [.. (await hub.RowsAsync(FeedHead.Table, FeedHead.Partition)).Where(r => r.Row.StartsWith(FeedHead.PagePrefix, StringComparison.Ordinal))];
        Assert.All(pages, page => Assert.InRange(page.Body.Length, 1, TableLimits.MaxBodyBytes));
        Assert.All(pages, page => Assert.InRange(page.Body.Span.Count((byte)'\n'), 1, 1000));
        IReadOnlyList<FeedChange> changes = await hub.ChangesAsync();
        Assert.Equal(count, changes.Count);
        Entries.AssertWhole(changes);
        return pages.Length;
    }

    /// <summary>A cursor is a place: what a page of the feed costs does not grow with it.</summary>
    static async Task AssertFlatAsync(TestHub hub, int count)
    {
        foreach (long after in new long[] { 0, 1, 999, 1000, count / 2, count - 1001 })
        {
            var faults = new Faults();
            (IReadOnlyList<FeedChange> changes, long next) = await new FeedReader(new FaultyTables(hub.Tables, faults)).PageAsync(after, 500, TestHub.Cancel);
            Assert.Equal(Enumerable.Range(1, 500).Select(i => after + i), changes.Select(c => c.Sequence));
            Assert.Equal(after + 500, next);
            Assert.Equal(1, faults.Calls);
        }
    }

    static Task<WriteOutcome[]> WriteAsync(TestHub hub, int from, int count) =>
        hub.Records.WriteAsync([.. Enumerable.Range(from, count).Select(i => Entries.Write(Entries.Id($"E-{i}"), "x"))]);

    static async Task DrainDyingAsync(TestHub hub, Random random)
    {
        try
        {
            await new Sequencer(new FaultyTables(hub.Tables, Faults.At(random.Next(1, 400), (FaultMoment)(2 * random.Next(2)))), TimeProvider.System).DrainAsync(Entries.Table, TestHub.Cancel);
        }
        catch (DeathException)
        {
            // the next one goes on
        }
    }
}
