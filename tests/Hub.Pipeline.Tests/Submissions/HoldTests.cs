using System.Text;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Holds;

namespace Hub.Pipeline.Tests.Submissions;

public sealed class HoldTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    static Caller College { get; } = TestHub.CallerOf(Rounds.College);

    static Caller OtherRegistrar { get; } = TestHub.Registrar with { KeyId = "other-registrar" };

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

    static (long Accepted, long Unchanged, long Held, long Rejected, long Superseded) Sums(Submission submission)
    {
        SubmissionTotals t = submission.Totals!;
        Assert.Equal(t.Rows, t.Accepted + t.Unchanged + t.Held + t.Rejected + t.Superseded);
        return (t.Accepted, t.Unchanged, t.Held, t.Rejected, t.Superseded);
    }

    Task<Submission> SubmitAsync(params string[] rows) => _hub.SubmitAsync(Rounds.CreditHeader + string.Concat(rows), caller: College);

    async Task<string[]> IdsAsync() => [.. (await _hub.RecordsAsync()).Keys.Select(id => id[(id.IndexOf('~', StringComparison.Ordinal) + 1)..])];

    [Fact]
    public async Task Held_Row_IsListedWithEverythingARegistrarNeeds()
    {
        Submission done = await SubmitAsync(Rounds.Good("A"), Rounds.Held("B"));
        Assert.Equal((1, 0, 1, 0, 0), Sums(done));
        Hold hold = Assert.Single(await _hub.OpenHoldsAsync());
        Assert.Equal(($"{done.Id}~3~0", "catalogue", "XX-COLLEGE~B", HoldState.Open), (hold.Id.ToString(), hold.Kind, hold.RecordId, hold.State));
        Assert.Contains("hold", string.Join(' ', hold.Findings.Select(f => f.GetProperty("severity").GetString())), StringComparison.Ordinal);
        Assert.Equal("Welding", hold.Record!.Value.GetProperty("title").GetProperty("en").GetString());
        Assert.Equal(done.Rulesets, hold.Rulesets);
    }

    [Fact]
    public async Task List_ManyHolds_PagesAndFilters()
    {
        await SubmitAsync([.. Enumerable.Range(0, 25).Select(i => Rounds.Held($"U-{i}"))]);
        Submission second = await SubmitAsync(Rounds.Held("Z"));
        var all = new List<string>();
        HoldId? after = null;
        do
        {
            Page<Hold> page = await _hub.Holds.ListAsync(HoldStore.PrefixOf(Rounds.College), "catalogue", after, 10, TestHub.Cancel);
            all.AddRange(page.Items.Select(h => h.Id.ToString()));
            after = HoldId.TryParse(page.Next, out HoldId next) ? next : null;
        }
        while (after is not null);
        Assert.Equal((26, 26), (all.Count, all.Distinct().Count()));
        Assert.Single((await _hub.Holds.ListAsync(HoldStore.PrefixOf(second.Id), null, null, 10, TestHub.Cancel)).Items);
        Assert.Empty((await _hub.Holds.ListAsync(HoldStore.PrefixOf(TestHub.School), null, null, 10, TestHub.Cancel)).Items);
        Assert.Empty((await _hub.Holds.ListAsync(null, "organisations", null, 10, TestHub.Cancel)).Items);
    }

    [Fact]
    public async Task Release_HeldRow_AppliesItAndWhatWaitedForIt()
    {
        Submission first = await SubmitAsync(Rounds.Held("A"), Rounds.Good("B", "A"), Rounds.Good("C", "B"), Rounds.Good("D"));
        Assert.Equal((1, 0, 3, 0, 0), Sums(first));
        Assert.Equal(["D"], await IdsAsync());
        Hold hold = Assert.Single(await _hub.OpenHoldsAsync());        // B and C wait for A: nobody is asked about them
        Assert.Equal(HoldState.Released, (await _hub.DecideAsync(hold.Id, true)).Value.State);
        await _hub.PumpAsync();
        Submission second = await _hub.ReadAsync(first.Id);
        Assert.Equal((4, 0, 0, 0, 0), Sums(second));
        Assert.Equal(["A", "B", "C", "D"], await IdsAsync());
        Assert.Empty(await _hub.OpenHoldsAsync());
        Assert.Contains("row.hold-released", await _hub.FindingsAsync(second), StringComparison.Ordinal);
        Assert.Equal([0, 1], (await _hub.ReceiptsAsync(second)).Select(r => r.Decisions));
        Assert.Equal(1, (await _hub.RecordsAsync())["XX-COLLEGE~D"].Stamp.Version);
    }

    [Fact]
    public async Task Refuse_HeldRow_IsARejectedRowOfTheSameSubmission()
    {
        Submission first = await SubmitAsync(Rounds.Held("A"), Rounds.Good("B", "A"), Rounds.Good("C"));
        await _hub.DecideAsync((await _hub.OpenHoldsAsync())[0].Id, false, "No such credit system.");
        await _hub.PumpAsync();
        Submission second = await _hub.ReadAsync(first.Id);
        Assert.Equal((1, 0, 0, 2, 0), Sums(second));
        string errors = await _hub.ErrorsAsync(second);
        Assert.Contains("A registrar has refused the held row: No such credit system. (row.hold-refused)", errors, StringComparison.Ordinal);
        Assert.Contains("(entry.reference-rejected)", errors, StringComparison.Ordinal);
        Assert.Equal(2, (await _hub.ReceiptsAsync(second)).Count);

        // Corrected, held once more, and released this time.
        Submission third = await _hub.CorrectAsync(second, errors.Replace("Knotenpunkte,5", "Knotenpunkte,6", StringComparison.Ordinal));
        Assert.Equal((1, 0, 2, 0, 0), Sums(third));
        Hold again = Assert.Single(await _hub.OpenHoldsAsync());
        Assert.Equal((2, 2), (again.Row, again.Round));
        await _hub.DecideAsync(again.Id, true);
        await _hub.PumpAsync();
        Assert.Equal((3, 0, 0, 0, 0), Sums(await _hub.ReadAsync(first.Id)));
        Assert.Equal(4, (await _hub.ReceiptsAsync(await _hub.ReadAsync(first.Id))).Count);
        Assert.Equal(["A", "B", "C"], await IdsAsync());
    }

    [Fact]
    public async Task Release_RecordWrittenMeanwhile_IsSuperseded()
    {
        Submission first = await SubmitAsync(Rounds.Held("A"));
        await SubmitAsync("A,unit,Newer,,,\n");
        await _hub.DecideAsync((await _hub.OpenHoldsAsync())[0].Id, true);
        await _hub.PumpAsync();
        Assert.Equal((0, 0, 0, 0, 1), Sums(await _hub.ReadAsync(first.Id)));
        Assert.Contains("Newer", Encoding.UTF8.GetString((await _hub.RecordsAsync())["XX-COLLEGE~A"].Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_TwoRegistrars_OneWinsAndTheOtherLearnsOfIt()
    {
        await SubmitAsync(Rounds.Held("A"));
        HoldId id = (await _hub.OpenHoldsAsync())[0].Id;
        Result<Hold>[] both = await Task.WhenAll(_hub.DecideAsync(id, true), _hub.DecideAsync(id, true, caller: OtherRegistrar));
        Assert.Equal("hold.already-decided", Assert.Single(both, b => b.Problem is not null).Problem!.Code);
        await _hub.PumpAsync();
        Caller winner = both[0].Problem is null ? TestHub.Registrar : OtherRegistrar;
        Assert.Null((await _hub.DecideAsync(id, true, caller: winner)).Problem);      // whoever got no answer may ask again
        Assert.Equal("hold.already-decided", (await _hub.DecideAsync(id, false, caller: winner)).Problem?.Code);
        await _hub.PumpAsync();
        Assert.Equal(1, (await _hub.ReadAsync(id.Submission)).Round);
    }

    [Fact]
    public async Task Decide_SeveralWhileARoundIsUnderWay_AllTakeEffect()
    {
        Submission first = await SubmitAsync([.. Enumerable.Range(0, 9).Select(i => Rounds.Held($"U-{i}"))]);
        foreach (Hold hold in await _hub.OpenHoldsAsync())
        {
            await _hub.DecideAsync(hold.Id, hold.Row % 2 == 0);
            foreach (Hub.Ports.QueueMessage message in await _hub.Queue.ReceiveAsync(Work.Queues.Decide, 1, TimeSpan.FromMinutes(2), TestHub.Cancel)) await _hub.Router.HandleAsync(Work.Queues.Decide, message.Text, TestHub.Cancel);
        }

        await new Pump(_hub) { Twice = true, Shuffle = new Random(3) }.RunAsync();
        Assert.Equal((5, 0, 0, 4, 0), Sums(await _hub.ReadAsync(first.Id)));
        Assert.Equal(5, (await IdsAsync()).Length);
    }

    [Theory]
    [InlineData(null, "hold.reason-invalid")]
    [InlineData("  ", "hold.reason-invalid")]
    [InlineData("two\nlines", "hold.reason-invalid")]
    public async Task Refuse_WithoutAUsableReason_IsRefused(string? reason, string code)
    {
        await SubmitAsync(Rounds.Held("A"));
        Assert.Equal(code, (await _hub.DecideAsync((await _hub.OpenHoldsAsync())[0].Id, false, reason)).Problem?.Code);
    }

    [Fact]
    public async Task Decide_NotARegistrarOrNoSuchHold_IsRefused()
    {
        Submission first = await SubmitAsync(Rounds.Held("A"));
        Assert.Equal("hold.not-allowed", (await _hub.DecideAsync(new HoldId(first.Id, 2, 0), true, caller: College)).Problem?.Code);
        Assert.Equal("hold.not-found", (await _hub.DecideAsync(new HoldId(first.Id, 3, 0), true)).Problem?.Code);
        Assert.Equal("hold.not-found", (await _hub.Decide.HandleAsync(TestHub.Registrar, new DecideHoldCommand("nonsense", true, null), TestHub.Cancel)).Problem?.Code);
    }

    [Fact]
    public async Task Held_InACheck_IsNotPutBeforeAnyone()
    {
        Submission check = await _hub.SubmitAsync(Rounds.CreditHeader + Rounds.Held("A"), "check", caller: College);
        Assert.Equal(1, check.Totals!.Held);
        Assert.Empty(await _hub.OpenHoldsAsync());
    }
}
