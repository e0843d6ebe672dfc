using System.Text;
using Hub.Catalogue.Versions;
using Hub.Feed;
using Hub.Pipeline.Tests.Support;

namespace Hub.Pipeline.Tests.Catalogue;

public sealed class VersionTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;
    EntryVersions _versions = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder);
        _versions = new EntryVersions(_hub.Records, _hub.Feed);
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<DateTimeOffset> SubmitAsync(string title, string status = "")
    {
        _hub.Clock.Advance(TimeSpan.FromMinutes(10));
        DateTimeOffset sent = _hub.Clock.GetUtcNow();
        await _hub.SubmitAsync(Files.Of(Files.Row("A", title, status: status), Files.Row(title)));
        return sent;
    }

    [Fact]
    public async Task PageAsync_PublicVersions_SayWhenByWhichSubmissionAndWhereInTheFeed()
    {
        DateTimeOffset first = await SubmitAsync("One");
        await SubmitAsync("Two", "draft");
        DateTimeOffset third = await SubmitAsync("Three");
        Page<EntryVersion> page = (await _versions.PageAsync(Entries.Id("A"), 0, 100, TestHub.Cancel))!;
        Assert.Equal([1, 3], page.Items.Select(v => v.Version));
        Assert.Equal(["PT-ESCOLA~1", "PT-ESCOLA~3"], page.Items.Select(v => v.Submission));
        Assert.All(page.Items.Zip((DateTimeOffset[])[first, third]), v => Assert.InRange(v.First.At!.Value, v.Second, v.Second + TimeSpan.FromMinutes(5)));
        Assert.Equal([null, "/v1/catalogue/PT-ESCOLA~A/versions/3/changes"], page.Items.Select(v => v.Changes));
        IReadOnlyList<FeedChange> changes = await _hub.ChangesAsync();
        Assert.Equal(page.Items.Select(v => (long?)changes.Single(c => c.Id == Entries.Id("A") && c.Version == v.Version).Sequence), page.Items.Select(v => v.Sequence));
        Assert.Null(await _versions.FindAsync(Entries.Id("A"), 2, TestHub.Cancel));
        Assert.Null(await _versions.CompareAsync(Entries.Id("A"), 3, 2, TestHub.Cancel));
    }

    [Fact]
    public async Task CompareAsync_PublicVersions_PassOverHiddenOnes()
    {
        await SubmitAsync("One");
        await SubmitAsync("Two", "withdrawn");
        Assert.Null(await _versions.PageAsync(Entries.Id("A"), 0, 100, TestHub.Cancel));
        Assert.Null(await _versions.CompareAsync(Entries.Id("A"), 1, 0, TestHub.Cancel));
        await SubmitAsync("Three");
        string patch = await PatchAsync(3, null);
        Assert.Equal("""[{"op":"replace","path":"/version","value":3},{"op":"replace","path":"/title/en","value":"Three"}]""", patch);
        Assert.Equal(patch, await PatchAsync(3, 1));
        Assert.Equal("[]", await PatchAsync(3, 3));
        Assert.StartsWith("""[{"op":"add","path":"/id","value":"PT-ESCOLA~A"}""", await PatchAsync(1, null), StringComparison.Ordinal);
        Assert.Contains("\"One\"", await PatchAsync(1, 3), StringComparison.Ordinal);
        Assert.Null(await _versions.CompareAsync(Entries.Id("A"), 4, null, TestHub.Cancel));
    }

    [Fact]
    public async Task BeforeAsync_Moments_LeadToWhatChangedThenOrLater()
    {
        await SubmitAsync("One");
        long one = await _hub.Feed.LastAsync(TestHub.Cancel);
        _hub.Clock.Advance(TimeSpan.FromHours(1));
        DateTimeOffset between = _hub.Clock.GetUtcNow();
        await SubmitAsync("Two");
        Assert.Equal(one, await _hub.Feed.BeforeAsync(between, TestHub.Cancel));
        Assert.Equal(0, await _hub.Feed.BeforeAsync(DateTimeOffset.UnixEpoch, TestHub.Cancel));
        Assert.Equal(await _hub.Feed.LastAsync(TestHub.Cancel), await _hub.Feed.BeforeAsync(DateTimeOffset.MaxValue.AddDays(-1), TestHub.Cancel));
        Assert.Null(await _hub.Feed.SequenceOfAsync(Entries.Table, Entries.Id("A"), 9, between, TestHub.Cancel));
    }

    async Task<string> PatchAsync(int version, int? since) => Encoding.UTF8.GetString((await _versions.CompareAsync(Entries.Id("A"), version, since, TestHub.Cancel))!.Patch.Span);
}
