using Hub.Catalogue.Listing;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Catalogue;

public sealed class CatalogueListingTests : IAsyncLifetime
{
    static readonly FilterReading Reading = new(TestHub.Vocabularies, TestHub.Rulesets);
    static readonly OrganisationId College = OrganisationId.Parse("LT-KOLEGIJA");

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;
    CatalogueListing _listing = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder);
        await _hub.RegisterAsync(College.Value, "LT");
        await _hub.PumpAsync();
        _listing = new CatalogueListing(_hub.Tables, _hub.Links, _hub.Feed, _hub.Organisations);
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Follows the cursor to the end; no entry may come twice.</summary>
    async Task<string[]> ListAsync(CatalogueQuery query, int limit = 7)
    {
        CatalogueFilter filter = Reading.Read(query).Value;
        var seen = new List<string>();
        string? after = null;
        do
        {
            ListingPage page = (await _listing.PageAsync(filter, after, limit, TestHub.Cancel)).Value;
            Assert.True(page.IsPartial || page.Next is null || page.Items.Count == limit);
            seen.AddRange(page.Items.Select(i => i.Id.Split('~')[1]));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        return [.. seen.Order(StringComparer.Ordinal)];
    }

    Task<Submission> FillAsync() => _hub.SubmitAsync(Files.Of([.. Enumerable.Range(0, 40).Select(i => Files.Row($"U-{i:D2}", i % 2 == 0 ? "Welding" : "Baking bread")), Files.Row("D", status: "draft")]));

    [Fact]
    public async Task PageAsync_ConditionsOnEntries_FindAllOfThem()
    {
        await FillAsync();
        Assert.Equal(20, (await ListAsync(new(Q: "bak"))).Length);
        Assert.Equal(40, (await ListAsync(new(Kind: "unit"))).Length);
        Assert.Equal(40, (await ListAsync(new(Kind: "unit"), 1)).Length);
        Assert.Equal(40, (await ListAsync(new(Country: "PT,LT"))).Length);
        Assert.Empty(await ListAsync(new(Country: "LT")));
        Assert.Empty(await ListAsync(new(Kind: "module")));
    }

    [Fact]
    public async Task PageAsync_Organisation_FindsItsOwnAndWhatOthersSayOfIt()
    {
        await FillAsync();
        await _hub.SubmitAsync("localId,kind,title@en,awardingBody,providers\nX,unit,Mine,,\nY,unit,Theirs,PT-ESCOLA,\nZ,unit,Shared,,PT-ESCOLA|LT-KOLEGIJA\nW,unit,Later,PT-ESCOLA,\n", caller: TestHub.CallerOf(College));
        Assert.Equal(["X", "Z"], await ListAsync(new(AwardingBody: "LT-KOLEGIJA")));
        Assert.Equal(42, (await ListAsync(new(AwardingBody: "PT-ESCOLA"))).Length);
        Assert.Equal(["W", "Y"], (await ListAsync(new(AwardingBody: "PT-ESCOLA"), 3)).Where(id => id.Length == 1));
        Assert.Equal(41, (await ListAsync(new(Provider: "PT-ESCOLA"))).Length);
        Assert.Equal(["W", "X", "Y", "Z"], await ListAsync(new(Provider: "LT-KOLEGIJA")));
        Assert.Equal(["W", "Y"], await ListAsync(new(Provider: "LT-KOLEGIJA", AwardingBody: "PT-ESCOLA")));
        Assert.Equal(["X", "Z"], await ListAsync(new(Country: "LT")));
        Assert.Empty(await ListAsync(new(Provider: "LT-KOL")));
        await _hub.SubmitAsync("localId,kind,title@en,awardingBody\nY,unit,Theirs,\n", caller: TestHub.CallerOf(College));
        Assert.Equal(41, (await ListAsync(new(AwardingBody: "PT-ESCOLA"))).Length);
    }

    [Fact]
    public async Task PageAsync_UpdatedSince_GivesEachEntryAtItsLastChange()
    {
        await FillAsync();
        long before = await _hub.Feed.LastAsync(TestHub.Cancel);
        _hub.Clock.Advance(TimeSpan.FromHours(2));
        DateTimeOffset time = _hub.Clock.GetUtcNow();
        await _hub.SubmitAsync(Files.Of(Files.Row("U-01", "New"), Files.Row("U-02", "New")));
        await _hub.SubmitAsync(Files.Of(Files.Row("U-02", "Newer"), Files.Row("U-03", "New"), Files.Row("U-04", status: "withdrawn")));
        Assert.Equal(["U-01", "U-02", "U-03"], await ListAsync(new(UpdatedSince: $"{before}"), 1));
        Assert.Equal(["U-01", "U-02", "U-03"], await ListAsync(new(UpdatedSince: time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null))));
        Assert.Equal(["U-02"], await ListAsync(new(UpdatedSince: $"{before}", Q: "newer")));
        Assert.Equal(39, (await ListAsync(new(UpdatedSince: "0"))).Length);
        Assert.Equal(39, (await ListAsync(new(UpdatedSince: "2000-01-01"))).Length);
        Assert.Empty(await ListAsync(new(UpdatedSince: "2999-01-01")));
    }

    [Fact]
    public async Task PageAsync_FilterHardlyAnythingMeets_StopsAndSaysSo()
    {
        await _hub.Records.WriteAsync([.. Enumerable.Range(0, CatalogueListing.MaxTried + 500).Select(i => Entries.Write(Entries.Id($"E-{i}"), i == 4321 ? "Needle" : "Hay"))]);
        CatalogueFilter filter = Reading.Read(new(Q: "needle")).Value;
        ListingPage first = (await _listing.PageAsync(filter, null, 10, TestHub.Cancel)).Value;
        Assert.True(first.IsPartial);
        ListingPage second = (await _listing.PageAsync(filter, first.Next, 10, TestHub.Cancel)).Value;
        Assert.Equal((null, false), (second.Next, second.IsPartial));
        ListedRecord needle = Assert.Single(first.Items.Concat(second.Items));
        Assert.Equal(Entries.Id("E-4321"), needle.Id);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ZTAwIWhlYWQ")]         // e00!head: the rows of the storage scheme
    [InlineData("YzAwMTI")]             // c0012: a place in the feed, which this listing does not go through
    [InlineData("ZXp6QQ")]              // ezzA: no partition
    public async Task PageAsync_ForgedCursor_IsRefused(string cursor) =>
        Assert.Equal("page.cursor-invalid", (await _listing.PageAsync(Reading.Read(new(Kind: "unit")).Value, cursor, 10, TestHub.Cancel)).Problem?.Code);
}
