using Hub.Catalogue.Search;
using Hub.Feed;
using Hub.Pipeline.Tests.Support;
using Hub.Releases;

namespace Hub.Pipeline.Tests.Catalogue;

public sealed class CatalogueSearchTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder);
        await _hub.PumpAsync();
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    MemoryCatalogueSearch Open() => new(_hub.Tables, _hub.Blobs, _hub.Feed, _hub.Releases, _hub.Clock);

    static async Task<int> CountAsync(MemoryCatalogueSearch search, string text)
    {
        SearchPage page = (await search.SearchAsync(new SearchQuery(text), null, 10, TestHub.Cancel)).Value;
        Assert.False(page.IsPartial);
        return page.Count;
    }

    [Fact]
    public async Task SearchAsync_WithoutRelease_KnowsWhatTheFeedSays()
    {
        await _hub.SubmitAsync(Files.Of([Files.Row("U-1", "Welding"), Files.Row("U-2", "Baking"), Files.Row("D", "Welding", status: "draft")]));
        using MemoryCatalogueSearch search = Open();
        Assert.Equal(1, await CountAsync(search, "weld"));
        Assert.Equal(2, await CountAsync(search, ""));
    }

    [Fact]
    public async Task SearchAsync_ReleaseAndChangesSince_KnowsBoth()
    {
        await _hub.SubmitAsync(Files.Of([Files.Row("U-1", "Welding"), Files.Row("U-2", "Baking")]));
        await _hub.Cut.HandleAsync(TestHub.Cancel);
        await _hub.SubmitAsync(Files.Of([Files.Row("U-2", "Brewing"), Files.Row("U-3", "Welding again")]));
        using MemoryCatalogueSearch search = Open();
        Assert.Equal(2, await CountAsync(search, "welding"));
        Assert.Equal(0, await CountAsync(search, "baking"));
        Assert.Equal(1, await CountAsync(search, "brewing"));
    }

    [Fact]
    public async Task SearchAsync_ChangesWhileItRuns_AreSeenOnceAMomentHasPassed()
    {
        await _hub.SubmitAsync(Files.Of(Files.Row("U-1", "Welding")));
        using MemoryCatalogueSearch search = Open();
        Assert.Equal(1, await CountAsync(search, "welding"));
        await _hub.SubmitAsync(Files.Of([Files.Row("U-1", "Welding", status: "withdrawn"), Files.Row("U-2", "Baking")]));
        _hub.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, await CountAsync(search, "welding"));
        Assert.Equal(1, await CountAsync(search, "baking"));
    }

    [Fact]
    public async Task SearchAsync_ReleaseTakenDown_ReadsTheFeedFromItsBeginning()
    {
        await _hub.SubmitAsync(Files.Of(Files.Row("U-1", "Welding")));
        ReleaseSummary release = (await _hub.Cut.HandleAsync(TestHub.Cancel)).Value;
        await _hub.Blobs.DeleteAsync(ReleasePaths.Of(release.Id, ReleasePaths.FullName("entries")), TestHub.Cancel);
        using MemoryCatalogueSearch search = Open();
        Assert.Equal(1, await CountAsync(search, "welding"));
    }

    [Fact]
    public async Task SearchAsync_StoreThatFailsAtAnyCall_IsAskedAgainByTheNextSearch()
    {
        await _hub.SubmitAsync(Files.Of(Files.Row("U-1", "Welding")));
        await _hub.Cut.HandleAsync(TestHub.Cancel);
        await _hub.SubmitAsync(Files.Of(Files.Row("U-2", "Baking")));
        for (int call = 0; ; call++)
        {
            var tables = new OnceFailingTables(_hub.Tables, call);
            using var search = new MemoryCatalogueSearch(tables, _hub.Blobs, new FeedReader(tables), new ReleaseStore(tables), _hub.Clock);
            Exception? fault = await Record.ExceptionAsync(() => CountAsync(search, "welding"));
            Assert.Equal(1, await CountAsync(search, "welding"));
            Assert.Equal(2, await CountAsync(search, ""));
            if (fault is not null)
            {
                Assert.IsType<IOException>(fault);
                continue;
            }

            Assert.InRange(call, 3, 50);        // all of its calls have failed once
            break;
        }
    }

    [Fact]
    public async Task SearchAsync_CursorOfSomethingElse_IsRefused()
    {
        using MemoryCatalogueSearch search = Open();
        Assert.Equal("page.cursor-invalid", (await search.SearchAsync(new SearchQuery(), "zzz", 10, TestHub.Cancel)).Problem?.Code);
    }
}
