using System.Text;
using Hub.Pipeline.Tests.Support;
using Hub.Submissions;
using Hub.Submissions.Holds;
using Hub.Work;

namespace Hub.Pipeline.Tests.Submissions;

/// <summary>What is cleared away, and what is not.</summary>
public sealed class SweepTests : IDisposable
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    async Task<TestHub> OpenAsync()
    {
        TestHub hub = await TestHub.OpenWithSchoolAsync(_folder, TestHub.SmallChunks);
        await hub.RegisterAsync(Rounds.College.Value, "AL");
        await hub.PumpAsync();
        return hub;
    }

    static async Task SweepAsync(TestHub hub)
    {
        await hub.Router.HandleAsync(Queues.Sweep, "test", TestHub.Cancel);
        await hub.PumpAsync();
    }

    static async Task<string[]> BlobsAsync(TestHub hub, string prefix) =>
        [.. (await hub.Blobs.ListAsync(prefix, TestHub.Cancel).Select(b => b.Name).ToListAsync(TestHub.Cancel)).Select(name => name[prefix.Length..])];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sweep_SubmissionThatIsOver_KeepsWhatPeopleAskFor(bool json)
    {
        using TestHub hub = await OpenAsync();
        string csv = Files.Of(Files.Row("A"), Files.Row("B"), Files.Row("C", hours: "x"));
        Submission first = await hub.SubmitAsync(json ? Files.AsJson(csv) : csv);
        Submission over = await hub.CorrectAsync(first, (await hub.RepairedAsync(first, ",x,", ",25,")).Replace("\"x\"", "\"25\"", StringComparison.Ordinal));
        Assert.Equal((3L, true), (over.Totals!.Accepted, over.IsOver));
        string folder = SubmissionKeys.WorkBlob(over.Id, "");
        string findings = await hub.FindingsAsync(over);
        string[] before = await BlobsAsync(hub, folder);
        hub.Clock.Advance(Kept - TimeSpan.FromHours(2));
        await SweepAsync(hub);
        Assert.Equal(before, await BlobsAsync(hub, folder));

        hub.Clock.Advance(TimeSpan.FromHours(2));
        await SweepAsync(hub);
        Assert.Equal(["errors", "findings.ndjson", "plan.json", "receipt.jws", "round-0001/findings.ndjson", "round-0001/receipt.jws", "round-0001/round.json"], await BlobsAsync(hub, folder));
        Assert.NotNull((await hub.ReadAsync(over.Id)).CleanedAt);
        Assert.Equal(findings, await hub.FindingsAsync(over));
        Assert.NotNull(await hub.BlobAsync(over.BodyBlob));
        Assert.Equal(2, (await hub.ReceiptsAsync(await hub.ReadAsync(over.Id))).Count);
        Assert.Equal("correction.nothing-rejected", (await hub.TryCorrectAsync(over, "x")).Problem?.Code);
    }

    [Fact]
    public async Task Sweep_SubmissionThatCanBeCorrectedOrDecided_LeavesEverything()
    {
        using TestHub hub = await OpenAsync();
        Submission rejected = await hub.SubmitAsync(Files.Of(Files.Row("A"), Files.Row("B", hours: "x")));
        Submission held = await hub.SubmitAsync(Rounds.CreditHeader + Rounds.Good("A") + Rounds.Held("B"), caller: TestHub.CallerOf(Rounds.College));
        Submission asked = await hub.SubmitAsync(Files.Header, "replace");
        Assert.Equal(SubmissionStatus.AwaitingConfirmation, asked.Status);
        hub.Clock.Advance(Kept + Kept);
        await SweepAsync(hub);

        Submission corrected = await hub.CorrectAsync(await hub.ReadAsync(rejected.Id), await hub.RepairedAsync(rejected, ",x,", ",25,"));
        Assert.Equal(2, corrected.Totals!.Accepted);
        Hold hold = Assert.Single(await hub.OpenHoldsAsync());
        Assert.Null((await hub.DecideAsync(hold.Id, release: true)).Problem);
        await hub.PumpAsync();
        Assert.Equal(2, (await hub.ReadAsync(held.Id)).Totals!.Accepted);
    }

    [Fact]
    public async Task Sweep_BodiesThatNobodyNames_GoAfterADay()
    {
        using TestHub hub = await OpenAsync();
        Submission first = await hub.SubmitAsync(Files.Of(Files.Row("A"), Files.Row("B", hours: "x")));
        await hub.CorrectAsync(first, await hub.RepairedAsync(first, ",x,", ",25,"));
        string lost = $"uploads/{TestHub.School}/{Guid.NewGuid():N}";
        await hub.Blobs.WriteAsync(lost, Ports.BlobCondition.Create, (stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes("x"), stop).AsTask(), TestHub.Cancel);
        Submission next = await hub.SendAsync(Files.Of(Files.Row("C")));
        await SweepAsync(hub);
        Assert.Equal(4, (await BlobsAsync(hub, "uploads/")).Length);        // two bodies, the correction, the lost one
        hub.Clock.Advance(TimeSpan.FromDays(1));
        await SweepAsync(hub);
        Assert.Equal(new[] { first.BodyBlob, next.BodyBlob }.Order(), (await BlobsAsync(hub, "uploads/")).Select(n => "uploads/" + n));
    }

    /// <summary>The work on a decision failed at every attempt and its message lies in the poison queue.</summary>
    [Fact]
    public async Task Sweep_DecisionThatNoRoundTookUp_IsToldAgain()
    {
        using TestHub hub = await OpenAsync();
        Submission held = await hub.SubmitAsync(Rounds.CreditHeader + Rounds.Held("A") + Rounds.Held("B"), caller: TestHub.CallerOf(Rounds.College));
        foreach (Hold hold in await hub.OpenHoldsAsync()) Assert.Null((await hub.DecideAsync(hold.Id, release: true)).Problem);
        await new Pump(hub) { Drop = (queue, _) => queue == Queues.Decide }.RunAsync();
        Assert.Equal(2, (await hub.ReadAsync(held.Id)).Totals!.Held);
        await SweepAsync(hub);
        Assert.Equal(2, (await hub.ReadAsync(held.Id)).Totals!.Accepted);
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task Sweep_ProcessDiesAtEachCall_TheNextOneEndsIt(FaultMoment moment)
    {
        using (TestHub hub = await OpenAsync())
        {
            await hub.SubmitAsync(Files.Rows(9, i => "x"));
            await hub.SubmitAsync(Files.Of(Files.Row("A"), Files.Row("B", hours: "x")));
            await hub.Blobs.WriteAsync($"uploads/{TestHub.School}/{Guid.NewGuid():N}", Ports.BlobCondition.Create, (stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes("x"), stop).AsTask(), TestHub.Cancel);
        }

        (string expected, List<string> calls) = await RunAsync(new Faults { Skip = IsLook });
        Assert.True(calls.Count > 5);
        for (int at = 1; at <= calls.Count; at++) Assert.Equal(expected, (await RunAsync(Faults.At(at, moment, IsLook))).Outcome);
    }

    /// <summary>Dying while it only looks for organisations changes nothing.</summary>
    static bool IsLook(string call) => call.StartsWith("scan organisations/", StringComparison.Ordinal);

    async Task<(string Outcome, List<string> Calls)> RunAsync(Faults faults)
    {
        using TemporaryFolder folder = _folder.Copy();
        var clock = new SettableClock();
        clock.Advance(Kept + Kept);
        using (TestHub hub = TestHub.Open(folder, clock, faults))
        {
            try
            {
                await hub.Router.HandleAsync(Queues.Sweep, "test", TestHub.Cancel);
            }
            catch (DeathException)
            {
                // nothing of this process is left but its folder
            }
        }

        using TestHub next = TestHub.Open(folder, clock);
        await SweepAsync(next);
        IEnumerable<Submission> submissions = (await next.Submissions.ListAsync(TestHub.School, 0, 100, TestHub.Cancel)).Items;
        return (string.Join('\n', [.. await BlobsAsync(next, "submissions/"), .. await BlobsAsync(next, "uploads/"), .. submissions.Select(s => $"{s.Number} {s.CleanedAt}")]), faults.Log);
    }
}
