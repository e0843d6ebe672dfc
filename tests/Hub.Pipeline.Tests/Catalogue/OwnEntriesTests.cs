using Hub.Catalogue.Listing;
using Hub.Pipeline.Tests.Support;

namespace Hub.Pipeline.Tests.Catalogue;

public sealed class OwnEntriesTests : IAsyncLifetime
{
    static readonly OrganisationId College = OrganisationId.Parse("LT-KOLEGIJA");

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;
    ListOwnEntriesHandler _handler = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder);
        await _hub.RegisterAsync(College.Value, "LT");
        _handler = new ListOwnEntriesHandler(_hub.Tables, _hub.Links, _hub.Feed);
        await _hub.SubmitAsync(Files.Of([.. Enumerable.Range(0, 30).Select(i => Files.Row($"U-{i:D2}", "Welding")), Files.Row("D", status: "draft"), Files.Row("W", status: "withdrawn")]));
        await _hub.SubmitAsync(Files.Of(Files.Row("U-00", "Welding, again")));
        await _hub.SubmitAsync(Files.Of(Files.Row("OTHER")), caller: TestHub.CallerOf(College));
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<string[]> ListAsync(string? status, int limit)
    {
        var seen = new List<string>();
        string? after = null;
        do
        {
            ListingPage page = (await _handler.HandleAsync(TestHub.CallerOf(TestHub.School), new ListOwnEntriesQuery(TestHub.School, status, after, limit), TestHub.Cancel)).Value;
            seen.AddRange(page.Items.Select(i => i.Id));
            after = page.Next;
        }
        while (after is not null);
        return [.. seen.Order(StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task HandleAsync_AnyPageSize_EverythingOfItsOwnOnce(int limit)
    {
        string[] all = await ListAsync(null, limit);
        Assert.Equal(["PT-ESCOLA~D", .. Enumerable.Range(0, 30).Select(i => $"PT-ESCOLA~U-{i:D2}"), "PT-ESCOLA~W"], all);
        Assert.Equal(["PT-ESCOLA~D"], await ListAsync("draft", limit));
        Assert.Equal(["PT-ESCOLA~W"], await ListAsync("withdrawn", limit));
        Assert.Equal(30, (await ListAsync("published", limit)).Length);
    }

    [Fact]
    public async Task HandleAsync_OthersOrNonsense_Refused()
    {
        async Task<string?> CodeAsync(OrganisationId organisation, string? status = null, string? after = null) =>
            (await _handler.HandleAsync(TestHub.CallerOf(TestHub.School), new ListOwnEntriesQuery(organisation, status, after, 10), TestHub.Cancel)).Problem?.Code;
        Assert.Equal("catalogue.entries-not-allowed", await CodeAsync(College));
        Assert.Equal("catalogue.filter-invalid", await CodeAsync(TestHub.School, "secret"));
        Assert.Equal("page.cursor-invalid", await CodeAsync(TestHub.School, after: "nonsense"));
        Assert.Equal("page.cursor-invalid", await CodeAsync(TestHub.School, after: ListingCursor.After(3).ToString()));
    }
}
