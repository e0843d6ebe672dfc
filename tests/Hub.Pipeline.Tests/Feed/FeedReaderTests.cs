using Hub.Feed;
using Hub.Pipeline.Tests.Support;
using Hub.Records;

namespace Hub.Pipeline.Tests.Feed;

public sealed class FeedReaderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A feed of many small pages, one per drain, every third change hidden.</summary>
    async Task<TestHub> FeedAsync(int pages, int perPage)
    {
        TestHub hub = TestHub.Open(_folder);
        for (int page = 0; page < pages; page++)
        {
            await hub.Records.WriteAsync([.. Enumerable.Range(page * perPage, perPage).Select(i => Entries.Write(Entries.Id($"{i}"), "x", i % 3 == 0 ? Visibility.Hidden : Visibility.Public))]);
            await hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        }

        return hub;
    }

    [Fact]
    public async Task ReadAsync_FromAnyNumber_GivesTheRest()
    {
        using TestHub hub = await FeedAsync(20, 7);
        IReadOnlyList<FeedChange> all = await hub.ChangesAsync();
        Entries.AssertWhole(all);
        for (int after = 0; after <= all.Count + 1; after++)
            Assert.Equal(all.Skip(after), await hub.ChangesAsync(after));
    }

    [Fact]
    public async Task ReadAsync_UpToANumber_StopsThere()
    {
        using TestHub hub = await FeedAsync(12, 5);
        IReadOnlyList<FeedChange> all = await hub.ChangesAsync();
        for (int upTo = 0; upTo <= all.Count; upTo += 3)
            Assert.Equal(all.Skip(4).Take(upTo - 4), await hub.Feed.ReadAsync(4, upTo, TestHub.Cancel).ToListAsync(TestHub.Cancel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task PageAsync_WalkedToTheEnd_ShowsAllButHidden(int limit)
    {
        using TestHub hub = await FeedAsync(20, 7);
        var walked = new List<FeedChange>();
        for (long after = 0; ;)
        {
            (IReadOnlyList<FeedChange> changes, long next) = await hub.Feed.PageAsync(after, limit, TestHub.Cancel);
            Assert.True(changes.Count <= limit);
            walked.AddRange(changes);
            if (next == after) break;
            after = next;
        }

        Assert.Equal((await hub.ChangesAsync()).Where(c => c.Operation != FeedOperation.Hidden), walked);
    }

    [Fact]
    public async Task PageAsync_OnlyHiddenLeft_NothingIsShownAndNextMovesOn()
    {
        using TestHub hub = TestHub.Open(_folder);
        await hub.Records.WriteAsync(Entries.Write(Entries.Id("a"), "x", Visibility.Hidden), Entries.Write(Entries.Id("b"), "x", Visibility.Hidden));
        await hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        (IReadOnlyList<FeedChange> changes, long next) = await hub.Feed.PageAsync(0, 10, TestHub.Cancel);
        Assert.Empty(changes);
        Assert.Equal(2, next);
        Assert.Equal(2, (await hub.Feed.PageAsync(2, 10, TestHub.Cancel)).Next);
    }

    [Fact]
    public async Task PageAsync_EmptyFeed_GivesTheNumberBack()
    {
        using TestHub hub = TestHub.Open(_folder);
        (IReadOnlyList<FeedChange> changes, long next) = await hub.Feed.PageAsync(17, 10, TestHub.Cancel);
        Assert.Empty(changes);
        Assert.Equal(17, next);
        Assert.Equal(0, await hub.Feed.LastAsync(TestHub.Cancel));
    }

    [Fact]
    public async Task PageAsync_ExtremeNumbers_AreEmptyOrAll()
    {
        using TestHub hub = await FeedAsync(2, 4);
        Assert.Empty((await hub.Feed.PageAsync(long.MaxValue, 10, TestHub.Cancel)).Changes);
        Assert.Empty((await hub.Feed.PageAsync(1_000_000_000_000_000_000, 10, TestHub.Cancel)).Changes);
        Assert.Equal(5, (await hub.Feed.PageAsync(0, 10, TestHub.Cancel)).Changes.Count);
    }
}
