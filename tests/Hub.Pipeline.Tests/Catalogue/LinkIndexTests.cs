using Hub.Catalogue.Links;
using Hub.Feed;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Work;

namespace Hub.Pipeline.Tests.Catalogue;

public sealed class LinkIndexTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await TestHub.OpenWithSchoolAsync(_folder);

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static string Linked { get; } = Files.Of(Files.Row("Q"), Files.Row("A", partOf: "Q"), Files.Row("B", partOf: "Q|A", status: "draft"), Files.Row("C", body: TestHub.Registry.Value), Files.Row("D"));

    static async Task<string[]> SourcesAsync(LinkIndex index, LinkRelation relation, string target) =>
        [.. (await index.SourcesAsync(relation, target, null, 100, TestHub.Cancel)).Select(s => s.Id)];

    async Task<string[]> SourcesAsync(LinkRelation relation, string target) => await SourcesAsync(_hub.Links, relation, target);

    /// <summary>The table without the note of how far the feed was followed.</summary>
    async Task<List<string>> RowsAsync()
    {
        var rows = new List<string>();
        foreach (string target in (string[])[Entries.Id("Q"), Entries.Id("A"), TestHub.Registry.Value])
            rows.AddRange((await _hub.RowsAsync(LinkIndex.Table, target)).Select(r => $"{target} {r.Row}"));
        return rows;
    }

    [Fact]
    public async Task FollowAsync_EntriesThatNameOthers_AreFoundByWhatTheyName()
    {
        await _hub.SubmitAsync(Linked);
        Assert.Equal([Entries.Id("A"), Entries.Id("B")], await SourcesAsync(LinkRelation.PartOf, Entries.Id("Q")));
        Assert.Equal([Entries.Id("B")], await SourcesAsync(LinkRelation.PartOf, Entries.Id("A")));
        Assert.Equal([Entries.Id("C")], await SourcesAsync(LinkRelation.AwardingBody, TestHub.Registry.Value));
        Assert.Empty(await SourcesAsync(LinkRelation.DerivedFrom, Entries.Id("Q")));
        Assert.Empty(await SourcesAsync(LinkRelation.AwardingBody, TestHub.School.Value));
    }

    [Fact]
    public async Task PageAsync_WhatNoLongerNamesOrIsHidden_IsNotShown()
    {
        await _hub.SubmitAsync(Linked);
        Assert.Equal([Entries.Id("A")], (await _hub.Linked.PageAsync(Entries.Id("Q"), LinkRelation.PartOf, null, 100, TestHub.Cancel)).Value.Items.Select(i => i.Id));
        await _hub.SubmitAsync(Files.Of(Files.Row("A"), Files.Row("B", partOf: "Q")));
        Assert.Equal([Entries.Id("B")], (await _hub.Linked.PageAsync(Entries.Id("Q"), LinkRelation.PartOf, null, 100, TestHub.Cancel)).Value.Items.Select(i => i.Id));
    }

    [Fact]
    public async Task PageAsync_SmallPages_ComeToAllOnce()
    {
        await _hub.SubmitAsync(Files.Of([Files.Row("Q"), .. Enumerable.Range(0, 25).Select(i => Files.Row($"U {i}", partOf: "Q"))]));
        var seen = new List<string>();
        string? after = null;
        do
        {
            Page<EntrySummary> page = (await _hub.Linked.PageAsync(Entries.Id("Q"), LinkRelation.PartOf, after, 10, TestHub.Cancel)).Value;
            seen.AddRange(page.Items.Select(i => i.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(25, seen.Count);
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal("page.cursor-invalid", (await _hub.Linked.PageAsync(Entries.Id("Q"), LinkRelation.PartOf, "////", 10, TestHub.Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task RebuildAsync_EverythingGone_MakesTheSameIndex()
    {
        await _hub.SubmitAsync(Linked);
        await _hub.SubmitAsync(Files.Of(Files.Row("D", partOf: "Q")));
        List<string> expected = await RowsAsync();
        Assert.Equal(5, expected.Count);
        foreach (string target in (string[])[Entries.Id("Q"), Entries.Id("A"), TestHub.Registry.Value])
            foreach (TableRow row in await _hub.RowsAsync(LinkIndex.Table, target))
                await _hub.Tables.CommitAsync(LinkIndex.Table, target, [RowChange.Delete(row.Row, row.ETag)], TestHub.Cancel);
        Assert.Empty(await RowsAsync());
        await _hub.Links.FollowAsync(TestHub.Cancel);                   // it knows that it has seen everything
        Assert.Empty(await RowsAsync());
        await _hub.Links.RebuildAsync(TestHub.Cancel);
        Assert.Equal(expected, await RowsAsync());
        await _hub.SubmitAsync(Files.Of(Files.Row("E", partOf: "Q")));
        Assert.Equal(6, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task FollowAsync_DiesAtEachCall_TheNextMakesItGood()
    {
        await _hub.SendAsync(Linked);
        await new Pump(_hub) { Drop = (queue, _) => queue == Queues.Sequence }.RunAsync();
        await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        var counting = new Faults();
        await IndexOver(counting).FollowAsync(TestHub.Cancel);
        List<string> expected = await RowsAsync();
        Assert.Equal(4, expected.Count);
        foreach (FaultMoment moment in (FaultMoment[])[FaultMoment.Before, FaultMoment.After])
        {
            for (int at = 1; at <= counting.Calls; at++)
            {
                await _hub.Links.RebuildAsync(TestHub.Cancel);
                await _hub.SubmitAsync(Files.Of(Files.Row("A", $"{moment} {at}", partOf: "Q")));
                var faults = Faults.At(at, moment);
                await ForgetAsync();
                await Assert.ThrowsAnyAsync<Exception>(() => IndexOver(faults).FollowAsync(TestHub.Cancel));
                Assert.True(faults.IsDead);
                await _hub.Links.FollowAsync(TestHub.Cancel);
                Assert.Equal(expected, await RowsAsync());
            }
        }
    }

    LinkIndex IndexOver(Faults faults)
    {
        var tables = new FaultyTables(_hub.Tables, faults);
        return new LinkIndex(tables, new FeedReader(tables));
    }

    /// <summary>As if the feed had not been followed yet.</summary>
    async Task ForgetAsync()
    {
        TableRow head = (await _hub.Tables.FindAsync(LinkIndex.Table, "!progress", "!head", TestHub.Cancel))!;
        await _hub.Tables.CommitAsync(LinkIndex.Table, "!progress", [RowChange.Delete(head.Row, head.ETag)], TestHub.Cancel);
    }

    /// <summary>As a folder looks in which an earlier build began the feed: its pages do not say which records name others.</summary>
    [Fact]
    public async Task FollowAsync_FeedOfAnEarlierBuild_ReadsAllEntries()
    {
        await _hub.SubmitAsync(Linked);
        await _hub.SubmitAsync(Files.Of(Files.Row("D")));
        List<string> expected = await RowsAsync();
        foreach (string target in (string[])[Entries.Id("Q"), Entries.Id("A"), TestHub.Registry.Value])
            foreach (TableRow row in await _hub.RowsAsync(LinkIndex.Table, target))
                await _hub.Tables.CommitAsync(LinkIndex.Table, target, [RowChange.Delete(row.Row, row.ETag)], TestHub.Cancel);
        foreach (TableRow row in await _hub.RowsAsync(FeedHead.Table, FeedHead.Partition))
        {
            string body = System.Text.Encoding.UTF8.GetString(row.Body.Span);
            if (row.Row.StartsWith(FeedHead.TimePrefix, StringComparison.Ordinal) && body == "0") await _hub.Tables.CommitAsync(FeedHead.Table, FeedHead.Partition, [RowChange.Delete(row.Row, row.ETag)], TestHub.Cancel);
            if (row.Row.StartsWith(FeedHead.PagePrefix, StringComparison.Ordinal))
                await _hub.Tables.CommitAsync(FeedHead.Table, FeedHead.Partition, [RowChange.Replace(row.Row, System.Text.Encoding.UTF8.GetBytes(body.Replace(",1]\n", "]\n", StringComparison.Ordinal)), row.ETag)], TestHub.Cancel);
        }

        await ForgetAsync();
        await _hub.Links.FollowAsync(TestHub.Cancel);
        Assert.Equal(expected, await RowsAsync());
    }

    [Fact]
    public async Task FollowAsync_SeveralAtOnce_KnowEverything()
    {
        for (int i = 0; i < 5; i++)
        {
            await _hub.SendAsync(Files.Of([Files.Row("Q"), .. Enumerable.Range(0, 20).Select(n => Files.Row($"U-{i}-{n}", partOf: "Q"))]));
            await new Pump(_hub) { Drop = (queue, _) => queue == Queues.Sequence }.RunAsync();
            await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _hub.Links.FollowAsync(TestHub.Cancel)));
        }

        Assert.Equal(100, (await _hub.Links.SourcesAsync(LinkRelation.PartOf, Entries.Id("Q"), null, 1000, TestHub.Cancel)).Count);
    }

    [Fact]
    public async Task FollowAsync_NothingNamesAnything_ReadsNoEntries()
    {
        await _hub.SendAsync(Files.Rows(50, i => $"Unit {i}"));
        await new Pump(_hub) { Drop = (queue, _) => queue == Queues.Sequence }.RunAsync();
        await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        var counting = new Faults();
        await IndexOver(counting).FollowAsync(TestHub.Cancel);
        Assert.DoesNotContain(counting.Log, call => call.Contains("entries", StringComparison.Ordinal) || call.StartsWith("write-many", StringComparison.Ordinal));
    }
}
