using Hub.Feed;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Releases;
using Hub.Releases.Gone;
using Hub.Releases.TakeDowns;

namespace Hub.Pipeline.Tests.Releases;

public sealed class TakeDownTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TestHub _hub;
    readonly PublicFiles _files;
    long _submission;

    public TakeDownTests() => (_hub, _files) = (TestHub.Open(_folder), new PublicFiles(_folder));

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    static readonly OrderTakeDownCommand Order = new("catalogue", Entries.Id("bad"), "A court has forbidden it", "Order 12/2026");

    Task<WriteOutcome[]> WriteAsync(string localId, string title, Visibility visibility = Visibility.Public) => _hub.Records.WriteAsync(Entries.Table, [Entries.Write(Entries.Id(localId), title, visibility)], new WriteOrigin(TestHub.School, ++_submission, "test-key", _hub.Clock.GetUtcNow()), TestHub.Cancel);

    async Task<string> CutAsync()
    {
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        return (await _hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id;
    }

    async Task<string[]> GoneAsync(string release) => await _hub.BlobAsync(ReleasePaths.Of(release, ReleasePaths.GoneName)) is { } json ? [.. GoneFiles.Read(json).Files.Select(f => f.Name).Order(StringComparer.Ordinal)] : [];

    static readonly string[] WholeFiles = ["entries.csv.gz", "entries.ndjson.gz", "loq.xml.gz", "search.json.gz"];
    static readonly string[] WholeFilesAndDelta = ["delta.ndjson.gz", .. WholeFiles];

    /// <summary>Another cut publishes between this one's choice of the release before and its reading of it, and clears what was taken down there.</summary>
    [Fact]
    public async Task Cut_OvertakenByOneThatClearedTheFilesItReads_GoesOnFromTheNewer()
    {
        await WriteAsync("good", "one");
        await WriteAsync("bad", "secret");
        string before = await CutAsync();
        Assert.Null((await _hub.TakeDown.HandleAsync(TestHub.Publisher, Order, TestHub.Cancel)).Problem);
        await WriteAsync("good", "two");
        string? overtaking = null;
        var faults = new BeforeOpening(ReleasePaths.Of(before, "entries.csv.gz"), async () => overtaking = await CutAsync());
        Result<ReleaseSummary> cut = await _hub.CutOver(faults).HandleAsync(TestHub.Cancel);
        Assert.NotNull(overtaking);
        Assert.Equal(overtaking, cut.Value.Id);
        Assert.Equal([Entries.Id("good")], _files.Records(cut.Value.Id, "entries").Keys);
        Assert.True((await _files.VerifyAsync(_hub, cut.Value.Id)).Ok);
    }

    /// <summary>Does something once, before a blob is opened for the first time.</summary>
    sealed class BeforeOpening(string blob, Func<Task> first) : Faults
    {
        Func<Task>? _first = first;

        public override async Task<T> CallAsync<T>(string what, Func<Task<T>> call)
        {
            if (what == $"blob-open {blob}" && Interlocked.Exchange(ref _first, null) is { } now) await now();
            return await base.CallAsync(what, call);
        }
    }

    [Fact]
    public async Task HandleAsync_PublicRecord_IsHiddenAtOnceAndATombstoneInTheNextRelease()
    {
        await WriteAsync("good", "one");
        string before = await CutAsync();
        await WriteAsync("bad", "secret");
        string with = await CutAsync();
        await WriteAsync("good", "two");
        string also = await CutAsync();
        long sequence = await _hub.Feed.LastAsync(TestHub.Cancel);

        Result<TakeDown> done = await _hub.TakeDown.HandleAsync(TestHub.Publisher, Order, TestHub.Cancel);
        Assert.Equal((TakeDownState.Done, "PT-REGISTO"), (done.Value.State, done.Value.By.Value));
        StoredRecord record = (await _hub.Records.FindAsync(Entries.Table, Order.Id, TestHub.Cancel))!;
        Assert.Equal((Visibility.Hidden, Visibility.Public), (record.Stamp.Visibility, record.Stamp.Down));
        FeedChange change = Assert.Single(await _hub.ChangesAsync(sequence));
        Assert.Equal((FeedOperation.Delete, Order.Id), (change.Operation, change.Id));

        // Of the release before it nothing goes, of that which brought it also the delta, of the one after that only what holds everything.
        Assert.Empty(await GoneAsync(before));
        Assert.Equal(WholeFilesAndDelta, await GoneAsync(with));
        Assert.Equal(WholeFiles, await GoneAsync(also));

        string next = await CutAsync();
        Assert.Equal([Entries.Id("good")], _files.Records(next, "entries").Keys);
        Assert.Contains("\"op\":\"delete\",\"id\":\"PT-ESCOLA~bad\"", _files.Text(next, "delta.ndjson.gz"), StringComparison.Ordinal);
        Assert.True((await _files.VerifyAsync(_hub, next)).Ok);
        Assert.True((await _files.VerifyAsync(_hub, before)).Ok);
        Assert.All(_files.Everything(), file => Assert.DoesNotContain("secret", file.Value, StringComparison.Ordinal));
        VerifyReleaseResult verified = await _files.VerifyAsync(_hub, with);
        Assert.Equal((false, "release.files-withdrawn", 5), (verified.Ok, verified.Problem?.Code, verified.Withdrawn!.Count));
        Assert.Contains("A court has forbidden it (Order 12/2026)", verified.Problem!.Detail, StringComparison.Ordinal);
        Assert.Equal(_files.Manifest(with).Files.Count - 5, verified.Files);
    }

    [Fact]
    public async Task HandleAsync_VersionsWithoutATime_RatherWithdrawsAFileTooMany()
    {
        await WriteAsync("good", "one");
        string before = await CutAsync();
        await _hub.Records.WriteAsync(Entries.Write(Order.Id, "secret"));
        string with = await CutAsync();
        await _hub.Records.WriteAsync(Entries.Write(Order.Id, "hidden", Visibility.Hidden));
        await _hub.Records.WriteAsync(Entries.Write(Order.Id, "secret again"));
        await _hub.TakeDown.HandleAsync(TestHub.Publisher, Order, TestHub.Cancel);
        Assert.Equal(WholeFiles, await GoneAsync(before));
        Assert.Equal(WholeFilesAndDelta, await GoneAsync(with));
    }

    [Fact]
    public async Task HandleAsync_FileMissingThatIsNotNamedAsGone_IsStillMissing()
    {
        await WriteAsync("bad", "secret");
        string release = await CutAsync();
        await _hub.TakeDown.HandleAsync(TestHub.Publisher, Order, TestHub.Cancel);
        await CutAsync();
        _files.Exchange(release, "organisations.csv.gz", null);
        Assert.Equal("release.file-missing", (await _files.VerifyAsync(_hub, release)).Problem?.Code);
    }

    [Fact]
    public async Task HandleAsync_OwnerSendsItAgain_StaysDownUntilItIsLifted()
    {
        await WriteAsync("bad", "one");
        await _hub.TakeDown.HandleAsync(TestHub.Publisher, Order, TestHub.Cancel);
        await WriteAsync("bad", "one");
        await WriteAsync("bad", "two");
        Assert.Empty(_files.Records(await CutAsync(), "entries"));
        Assert.Equal(Visibility.Hidden, (await _hub.Records.FindAsync(Entries.Table, Order.Id, TestHub.Cancel))!.Stamp.Visibility);

        Result<TakeDown> lifted = await _hub.TakeDown.LiftAsync(TestHub.Publisher, "catalogue", Order.Id, TestHub.Cancel);
        Assert.Equal(TakeDownState.Lifted, lifted.Value.State);
        string release = await CutAsync();
        Assert.Contains("\"title\":{\"en\":\"two\"}", Assert.Single(_files.Records(release, "entries")).Value, StringComparison.Ordinal);
        Assert.True((await _files.VerifyAsync(_hub, release)).Ok);

        // And once more: an order after a lift is a new one.
        Assert.Equal(TakeDownState.Done, (await _hub.TakeDown.HandleAsync(TestHub.Publisher, Order, TestHub.Cancel)).Value.State);
        Assert.Empty(_files.Records(await CutAsync(), "entries"));
    }

    [Fact]
    public async Task LiftAsync_WithdrawnMeanwhile_StaysWithdrawn()
    {
        await WriteAsync("bad", "one");
        await _hub.TakeDown.HandleAsync(TestHub.Publisher, Order, TestHub.Cancel);
        await WriteAsync("bad", "one", Visibility.Hidden);
        await _hub.TakeDown.LiftAsync(TestHub.Publisher, "catalogue", Order.Id, TestHub.Cancel);
        RecordStamp stamp = (await _hub.Records.FindAsync(Entries.Table, Order.Id, TestHub.Cancel))!.Stamp;
        Assert.Equal((Visibility.Hidden, (Visibility?)null), (stamp.Visibility, stamp.Down));
    }

    [Fact]
    public async Task HandleAsync_WithoutAuthorityReasonOrRecord_IsRefused()
    {
        await WriteAsync("bad", "one");
        Assert.Equal("takedown.not-yours", (await _hub.TakeDown.HandleAsync(TestHub.Registrar, Order, TestHub.Cancel)).Problem?.Code);
        Assert.Equal("takedown.reason-missing", (await _hub.TakeDown.HandleAsync(TestHub.Publisher, Order with { Basis = " " }, TestHub.Cancel)).Problem?.Code);
        Assert.Equal("takedown.not-found", (await _hub.TakeDown.HandleAsync(TestHub.Publisher, Order with { Id = Entries.Id("none") }, TestHub.Cancel)).Problem?.Code);
        Assert.Equal("takedown.not-found", (await _hub.TakeDown.HandleAsync(TestHub.Publisher, Order with { Kind = "organisations", Id = "PT-ESCOLA" }, TestHub.Cancel)).Problem?.Code);
        Assert.Equal("takedown.not-found", (await _hub.TakeDown.LiftAsync(TestHub.Publisher, "catalogue", Order.Id, TestHub.Cancel)).Problem?.Code);
    }

    [Fact]
    public async Task HandleAsync_WhileAReleaseIsCut_WithdrawsItsFilesToo()
    {
        await WriteAsync("bad", "secret");
        await WriteAsync("good", "one");
        bool ordered = false;
        // The records are being read for the release when the order comes.
        var faults = new Faults
        {
            Skip = call =>
            {
                if (ordered || !call.StartsWith("find-many entries", StringComparison.Ordinal)) return false;
                ordered = true;
                Assert.Null(_hub.TakeDown.HandleAsync(TestHub.Publisher, Order, TestHub.Cancel).GetAwaiter().GetResult().Problem);
                return false;
            },
        };
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        string release = (await _hub.CutOver(faults).HandleAsync(TestHub.Cancel)).Value.Id;
        Assert.True(ordered);
        Assert.Equal(WholeFiles, await GoneAsync(release));
        Assert.Null(await _hub.BlobAsync("open/loq/PT.xml.gz"));
        await CutAsync();
        Assert.All(_files.Everything(), file => Assert.DoesNotContain("secret", file.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task HandleAsync_ProcessDiesAnywhere_IsCarriedOnOrNeverOrdered()
    {
        await WriteAsync("good", "one");
        await WriteAsync("bad", "secret");
        string with = await CutAsync();
        await WriteAsync("good", "two");
        await CutAsync();
        var deaths = new EveryDeath((hub, _) => hub.TakeDown.HandleAsync(TestHub.Publisher, Order, TestHub.Cancel), hub => OutcomeAsync(hub, with)) { Again = (_, _) => Task.CompletedTask };
        await deaths.RunAsync(_folder);
    }

    /// <summary>Nobody orders again at first: what was ordered is carried out by what was left in the queues, all of it or nothing.</summary>
    static async Task<string> OutcomeAsync(TestHub hub, string with)
    {
        await hub.PumpAsync();
        var files = new PublicFiles(hub.DataFolder);
        bool isOrdered = await new TakeDownStore(hub.Tables).FindAsync("catalogue", Order.Id, TestHub.Cancel) is var (order, _) && order.State == TakeDownState.Done;
        Assert.Equal(isOrdered, (await hub.Records.FindAsync(Entries.Table, Order.Id, TestHub.Cancel))!.Stamp.Down is not null);
        string newest = files.Latest()!.Release;
        Assert.Equal(!isOrdered, files.Text(newest, "entries.ndjson.gz").Contains("secret", StringComparison.Ordinal));
        Assert.True((await files.VerifyAsync(hub, newest)).Ok);
        Assert.Equal(isOrdered, files.Read(with, "entries.ndjson.gz") is null);
        if (!isOrdered) Assert.Null((await hub.TakeDown.HandleAsync(TestHub.Publisher, Order, TestHub.Cancel)).Problem);
        await hub.PumpAsync();
        Assert.All(files.Everything(), file => Assert.DoesNotContain("secret", file.Value, StringComparison.Ordinal));
        return "taken down";
    }
}
