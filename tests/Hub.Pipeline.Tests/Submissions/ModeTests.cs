using System.Text;
using System.Text.Json;
using Hub.Catalogue;
using Hub.Feed;
using Hub.Organisations;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;
using Hub.Releases;
using Hub.Submissions;
using Hub.Submissions.Holds;
using Hub.Work;

namespace Hub.Pipeline.Tests.Submissions;

public sealed class ModeTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder, TestHub.SmallChunks);
        await _hub.RegisterAsync(Rounds.College.Value, "AL");
        await _hub.PumpAsync();
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static void AssertTotals(Submission submission, long rows, long accepted = 0, long unchanged = 0, long held = 0, long rejected = 0, long superseded = 0, long waiting = 0, long withdrawn = 0)
    {
        SubmissionTotals t = submission.Totals!;
        Assert.Equal((rows, accepted, unchanged, held, rejected, superseded, waiting, withdrawn), (t.Rows, t.Accepted, t.Unchanged, t.Held, t.Rejected, t.Superseded, t.Waiting, t.Withdrawn));
        Assert.Equal(t.Rows, t.Accepted + t.Unchanged + t.Held + t.Rejected + t.Superseded);
    }

    static async Task<string[]> LiveAsync(TestHub hub) => [.. (await hub.RecordsAsync()).Where(r => r.Value.Stamp.Visibility == Visibility.Public).Select(r => r.Key[(r.Key.IndexOf('~', StringComparison.Ordinal) + 1)..])];

    [Fact]
    public async Task AllOrNothing_OneRejected_AppliesNothingUntilItIsCorrected()
    {
        Submission first = await _hub.SubmitAsync(Files.Of([.. Enumerable.Range(0, 9).Select(i => Files.Row($"U-{i}")), Files.Row("BAD", hours: "x")]), "all-or-nothing");
        AssertTotals(first, 10, held: 9, rejected: 1, waiting: 9);
        Assert.Empty(await _hub.RecordsAsync());
        Assert.Empty(await _hub.OpenHoldsAsync());
        Assert.Contains("file.not-applied", await _hub.FindingsAsync(first), StringComparison.Ordinal);
        Assert.Equal(2, (await _hub.ErrorsAsync(first)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        Submission stillBad = await _hub.CorrectAsync(first, await _hub.RepairedAsync(first, ",x,", ",y,"));
        AssertTotals(stillBad, 10, held: 9, rejected: 1, waiting: 9);
        Submission done = await _hub.CorrectAsync(stillBad, await _hub.RepairedAsync(stillBad, ",y,", ",25,"));
        AssertTotals(done, 10, accepted: 10);
        Assert.Equal(10, (await _hub.RecordsAsync()).Count);
        Assert.DoesNotContain("file.not-applied", await _hub.FindingsAsync(done), StringComparison.Ordinal);
        Assert.Equal(3, (await _hub.ReceiptsAsync(done)).Count);
    }

    [Fact]
    public async Task AllOrNothing_AllGood_AppliesAll() => AssertTotals(await _hub.SubmitAsync(Files.Rows(10, i => $"Title {i}"), "all-or-nothing"), 10, accepted: 10);

    [Fact]
    public async Task AllOrNothing_OneHeld_WaitsForTheRegistrar()
    {
        Submission first = await _hub.SubmitAsync(Rounds.CreditHeader + Rounds.Good("A") + Rounds.Held("B") + Rounds.Good("C"), "all-or-nothing", caller: TestHub.CallerOf(Rounds.College));
        AssertTotals(first, 3, held: 3, waiting: 2);
        Assert.Empty(await _hub.RecordsAsync());
        Hold hold = Assert.Single(await _hub.OpenHoldsAsync());
        Assert.Null((await _hub.DecideAsync(hold.Id, release: true)).Problem);
        await _hub.PumpAsync();
        AssertTotals(await _hub.ReadAsync(first.Id), 3, accepted: 3);
        Assert.Equal(["A", "B", "C"], await LiveAsync(_hub));
    }

    [Fact]
    public async Task AllOrNothing_HeldRefused_IsNothingUntilCorrected()
    {
        Submission first = await _hub.SubmitAsync(Rounds.CreditHeader + Rounds.Good("A") + Rounds.Held("B"), "all-or-nothing", caller: TestHub.CallerOf(Rounds.College));
        await _hub.DecideAsync((await _hub.OpenHoldsAsync())[0].Id, release: false);
        await _hub.PumpAsync();
        Submission refused = await _hub.ReadAsync(first.Id);
        AssertTotals(refused, 2, held: 1, rejected: 1, waiting: 1);
        Submission done = await _hub.CorrectAsync(refused, await _hub.RepairedAsync(refused, "Knotenpunkte,5", ","));
        AssertTotals(done, 2, accepted: 2);
    }

    [Fact]
    public async Task Replace_FewGoing_WithdrawsThemAsNewVersions()
    {
        await _hub.SubmitAsync(Files.Rows(30, i => "x"));
        Submission done = await _hub.SubmitAsync(Files.Of(Enumerable.Range(0, 28).Select(i => Files.Row($"U-{i}", "x"))), "replace");
        AssertTotals(done, 28, unchanged: 28, withdrawn: 2);
        SortedDictionary<string, StoredRecord> records = await _hub.RecordsAsync();
        Assert.Equal(30, records.Count);
        StoredRecord gone = records[Entries.Id("U-29")];
        Assert.Equal((2, Visibility.Hidden, done.Number), (gone.Stamp.Version, gone.Stamp.Visibility, gone.Stamp.Submission));
        Assert.EndsWith(",\"status\":\"withdrawn\"}", Encoding.UTF8.GetString(gone.Json.Span), StringComparison.Ordinal);
        IReadOnlyList<FeedChange> changes = await _hub.ChangesAsync();
        Entries.AssertWhole(changes);
        Assert.Equal(FeedOperation.Delete, changes[^1].Operation);

        // The withdrawn entry is judged from a row as the hub wrote it itself: the same content.
        Submission same = await _hub.SubmitAsync(Files.Of(Files.Row("U-29", "x", status: "withdrawn")));
        AssertTotals(same, 1, unchanged: 1);
    }

    [Fact]
    public async Task Replace_RejectedAndHeldRows_ProtectTheirEntries()
    {
        Caller college = TestHub.CallerOf(Rounds.College);
        await _hub.SubmitAsync(Rounds.CreditHeader + string.Concat(Enumerable.Range(0, 20).Select(i => Rounds.Good($"U-{i}"))), caller: college);
        Submission done = await _hub.SubmitAsync(Rounds.CreditHeader + Rounds.Bad("U-0") + Rounds.Held("U-1") + string.Concat(Enumerable.Range(2, 17).Select(i => Rounds.Good($"U-{i}"))), "replace", caller: college);
        AssertTotals(done, 19, unchanged: 17, held: 1, rejected: 1, withdrawn: 1);
        Assert.DoesNotContain("U-19", await LiveAsync(_hub));
        Assert.Equal(19, (await LiveAsync(_hub)).Length);
    }

    [Theory]
    [InlineData("many-going")]
    [InlineData("file-empty")]
    [InlineData("file-cut")]
    [InlineData("rows-without-id")]
    public async Task Replace_MuchGoingOrFileDamaged_WaitsForConfirmation(string reason)
    {
        await _hub.SubmitAsync(Files.Rows(30, i => "x"));
        string rows = reason switch
        {
            "many-going" => string.Concat(Enumerable.Range(0, 26).Select(i => Files.Row($"U-{i}", "x") + "\n")),
            "file-empty" => "",
            "file-cut" => string.Concat(Enumerable.Range(0, 28).Select(i => Files.Row($"U-{i}", "x") + "\n")) + "U-28,unit,\"x",
            _ => "U-28,unit\n" + string.Concat(Enumerable.Range(0, 28).Select(i => Files.Row($"U-{i}", "x") + "\n")),
        };
        Submission sent = await _hub.SendAsync(Files.Header + rows, "replace");
        Submission next = await _hub.SendAsync(Files.Of(Files.Row("U-29", "Later")));
        await _hub.PumpAsync();
        Submission asked = await _hub.ReadAsync(sent.Id);
        Assert.Equal((SubmissionStatus.AwaitingConfirmation, reason), (asked.Status, asked.Withdrawal?.Reason));
        Assert.Equal(30, asked.Withdrawal!.Entries);
        Assert.Equal(30, (await LiveAsync(_hub)).Length);
        Assert.Equal(SubmissionStatus.Finished, (await _hub.ReadAsync(next.Id)).Status);       // nobody waits for the answer
        Problem? early = (await _hub.TryCorrectAsync(asked, "x")).Problem;
        Assert.Equal("submission.not-finished", early?.Code);
        Assert.Contains("awaiting-confirmation", early?.Detail, StringComparison.Ordinal);

        Assert.Equal("submission.not-found", (await _hub.Confirm.HandleAsync(TestHub.CallerOf(Rounds.College), sent.Id, TestHub.Cancel)).Problem?.Code);
        Assert.Null((await _hub.Confirm.HandleAsync(TestHub.CallerOf(TestHub.School), sent.Id, TestHub.Cancel)).Problem);
        Assert.Null((await _hub.Confirm.HandleAsync(TestHub.CallerOf(TestHub.School), sent.Id, TestHub.Cancel)).Problem);
        await _hub.PumpAsync();
        Submission done = await _hub.ReadAsync(sent.Id);
        Assert.Equal(SubmissionStatus.Finished, done.Status);
        // What a later file wrote in between stays.
        Assert.Equal(asked.Withdrawal.Going - 1, done.Totals!.Withdrawn);
        Assert.Contains("U-29", await LiveAsync(_hub));
        Assert.Equal(30 - done.Totals.Withdrawn, (await LiveAsync(_hub)).Length);
        Entries.AssertWhole(await _hub.ChangesAsync());
    }

    [Theory]
    [InlineData(0, SubmissionStatus.Finished)]
    [InlineData(1, SubmissionStatus.AwaitingConfirmation)]
    [InlineData(3, SubmissionStatus.AwaitingConfirmation)]
    public async Task Replace_LastRowWithoutLineEnd_CountsAsCut(int bytesMissing, SubmissionStatus status)
    {
        await _hub.SubmitAsync(Files.Rows(30, i => "x"));
        string whole = Files.Header + string.Concat(Enumerable.Range(0, 29).Select(i => Files.Row($"U-{i}", "x", body: "PT-ESCOLA") + "\n"));
        Submission sent = await _hub.SubmitAsync(whole[..^bytesMissing], "replace");
        Assert.Equal((status, bytesMissing == 0 ? null : "file-cut"), (sent.Status, sent.Withdrawal?.Reason));
        Assert.Equal(bytesMissing == 0 ? 29 : 30, (await LiveAsync(_hub)).Length);
    }

    [Fact]
    public async Task Replace_NobodyConfirms_IsRefusedAndChangesNothing()
    {
        await _hub.SubmitAsync(Files.Rows(5, i => "x"));
        Submission sent = await _hub.SendAsync(Files.Header, "replace");
        await _hub.PumpAsync();
        _hub.Clock.Advance(ReplaceEntries.ConfirmWithin + TimeSpan.FromMinutes(1));
        Assert.Equal("submission.not-confirmed", (await _hub.Confirm.HandleAsync(TestHub.CallerOf(TestHub.School), sent.Id, TestHub.Cancel)).Problem?.Code);
        await _hub.PumpAsync();
        Submission expired = await _hub.ReadAsync(sent.Id);
        Assert.Equal((SubmissionStatus.Refused, "submission.not-confirmed"), (expired.Status, expired.Problem?.Code));
        Assert.Equal(5, (await LiveAsync(_hub)).Length);
    }

    [Fact]
    public async Task Replace_ReminderComesEarly_StillExpires()
    {
        await _hub.SubmitAsync(Files.Rows(5, i => "x"));
        Submission sent = await _hub.SendAsync(Files.Header, "replace");
        await _hub.PumpAsync();
        // The clock was three days ahead for a moment.
        TimeSpan jump = ReplaceEntries.ConfirmWithin + TimeSpan.FromMinutes(1);
        _hub.Clock.Advance(jump);
        QueueMessage reminder = Assert.Single(await _hub.Queue.ReceiveAsync(Queues.Apply, 32, TimeSpan.FromMinutes(2), TestHub.Cancel));
        _hub.Clock.Advance(-jump);
        await _hub.Router.HandleAsync(Queues.Apply, reminder.Text, TestHub.Cancel);
        Assert.True(await _hub.Queue.CompleteAsync(Queues.Apply, reminder, TestHub.Cancel));
        Assert.Equal(SubmissionStatus.AwaitingConfirmation, (await _hub.ReadAsync(sent.Id)).Status);

        _hub.Clock.Advance(jump);
        await _hub.PumpAsync();
        Assert.Equal(SubmissionStatus.Refused, (await _hub.ReadAsync(sent.Id)).Status);
    }

    [Fact]
    public async Task Replace_EntryMadeAfterReceipt_Stays()
    {
        await _hub.SubmitAsync(Files.Rows(30, i => "x"));
        Submission sent = await _hub.SendAsync(Files.Of(Enumerable.Range(0, 29).Select(i => Files.Row($"U-{i}", "x"))), "replace");
        using JsonDocument json = JsonDocument.Parse("""{"kind":"unit","title":{"en":"put"},"workloadHours":25,"hoursKind":"training"}""");
        Assert.Null((await _hub.Put.HandleAsync(TestHub.CallerOf(TestHub.School), new PutRecordCommand("catalogue", Entries.Id("NEW"), json.RootElement, 0), TestHub.Cancel)).Problem);
        await _hub.PumpAsync();
        AssertTotals(await _hub.ReadAsync(sent.Id), 29, unchanged: 29, withdrawn: 1);
        Assert.Contains("NEW", await LiveAsync(_hub));
    }

    [Fact]
    public async Task Replace_Done_CorrectionsOfOlderSubmissionsWriteNothing()
    {
        Submission old = await _hub.SubmitAsync(Files.Of(Files.Row("A"), Files.Row("B", hours: "x")));
        await _hub.SubmitAsync(Files.Of(Files.Row("A")), "replace");
        Submission corrected = await _hub.CorrectAsync(old, await _hub.RepairedAsync(old, ",x,", ",25,"));
        AssertTotals(corrected, 2, accepted: 1, superseded: 1);
        Assert.Equal(["A"], await LiveAsync(_hub));
    }

    [Fact]
    public async Task Replace_CorrectionNamesAnotherEntry_TheOneItProtectedGoes()
    {
        await _hub.SubmitAsync(Files.Rows(20, i => "x"));
        Submission first = await _hub.SubmitAsync(Files.Of([.. Enumerable.Range(0, 19).Select(i => Files.Row($"U-{i}", "x")), Files.Row("U-19", hours: "x")]), "replace");
        AssertTotals(first, 20, unchanged: 19, rejected: 1);
        Submission second = await _hub.CorrectAsync(first, (await _hub.RepairedAsync(first, ",x,", ",25,")).Replace("U-19,", "U-20,", StringComparison.Ordinal));
        AssertTotals(second, 20, accepted: 1, unchanged: 19, withdrawn: 1);
        Assert.DoesNotContain("U-19", await LiveAsync(_hub));
    }

    [Fact]
    public async Task Replace_KindThatBelongsToTheRegister_IsRefused() =>
        Assert.Equal("submission.mode-not-for-kind", (await _hub.TrySendAsync(Files.Utf8("localId\nX\n"), "replace", kind: OrganisationKind.KindName, caller: TestHub.Registrar)).Problem?.Code);

    [Fact]
    public async Task Cut_WhileAWholeFileIsApplied_Waits()
    {
        await _hub.SubmitAsync(Files.Rows(3, i => "x"));
        Submission sent = await _hub.SendAsync(Files.Rows(3, i => "y"), "all-or-nothing");
        (_, string etag) = (await _hub.Submissions.FindAsync(sent.Id, TestHub.Cancel))!.Value;
        await _hub.Submissions.ReplaceAsync(sent with { Status = SubmissionStatus.Applying }, etag, TestHub.Cancel);
        await _hub.Wholes.EnterAsync(sent.Id, TestHub.Cancel);
        Assert.Null(await _hub.Wholes.QuietAsync(TestHub.Cancel));
        Assert.Equal("release.busy", (await _hub.Cut.HandleAsync(TimeSpan.Zero, TestHub.Cancel)).Problem?.Code);
        Task<Result<ReleaseSummary>> cut = _hub.Cut.HandleAsync(TestHub.Cancel);
        Assert.False(cut.IsCompleted);
        (_, etag) = (await _hub.Submissions.FindAsync(sent.Id, TestHub.Cancel))!.Value;
        await _hub.Submissions.ReplaceAsync(sent, etag, TestHub.Cancel);
        await _hub.PumpAsync();
        Assert.Equal(await _hub.Feed.LastAsync(TestHub.Cancel), (await cut).Value.Sequence);
        Assert.NotNull(await _hub.Wholes.QuietAsync(TestHub.Cancel));
    }
}
