using Hub.Pipeline.Tests.Support;
using Hub.Submissions;
using Hub.Submissions.Holds;

namespace Hub.Pipeline.Tests.Submissions;

/// <summary>Messages that come twice, late and in any order, under a clock that jumps, end as calm ones do.</summary>
public sealed class RestlessTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Submissions_RestlessQueueAndClock_EndAsCalmOnes(int seed)
    {
        string calm = await RunAsync(null);
        string restless = await RunAsync(seed);
        Assert.Equal(calm, restless);
        Assert.Contains("accepted", calm, StringComparison.Ordinal);
    }

    static async Task<string> RunAsync(int? seed)
    {
        using var folder = new TemporaryFolder();
        using (TestHub hub = await TestHub.OpenWithSchoolAsync(folder, TestHub.SmallChunks))
        {
            await hub.RegisterAsync(Rounds.College.Value, "AL");
            await hub.PumpAsync();
        }

        var clock = new SettableClock();
        clock.Advance(TimeSpan.FromDays(1));
        RestlessQueue? restless = null;
        using TestHub tried = TestHub.Open(folder, clock, limits: TestHub.SmallChunks, queue: seed is { } s ? inner => restless = new RestlessQueue(inner, clock, new Random(s)) : null);
        await PlayAsync(tried, seed is { } order ? new Random(order) : null, restless);
        Assert.True(seed is null || (restless!.Jumps > 0 && restless.Doubled > 0));
        return await CrashTests.OutcomeAsync(tried);
    }

    static async Task PlayAsync(TestHub hub, Random? shuffle, RestlessQueue? restless)
    {
        Caller college = TestHub.CallerOf(Rounds.College);
        await hub.SendAsync(SubmissionTests.Mixed, key: "first");
        await hub.SendAsync(Files.Rows(20, i => $"second {i}"));
        Submission whole = await hub.SendAsync(Rounds.CreditHeader + Rounds.Held("H") + Rounds.Good("I", "H") + Rounds.Bad("B") + Rounds.Good("D"), "all-or-nothing", caller: college);
        await SettleAsync();
        Assert.Null((await hub.TryCorrectAsync(whole, (await hub.ErrorsOfAsync(await hub.ReadAsync(whole.Id), 0)).Replace("B,nonsense", "B,unit", StringComparison.Ordinal), "correction")).Problem);
        await SettleAsync();
        Assert.Null((await hub.DecideAsync(new HoldId(whole.Id, 2, 0), true)).Problem);
        await SettleAsync();
        Submission replace = await hub.SendAsync(Rounds.CreditHeader + Rounds.Good("I") + Rounds.Good("N"), "replace", caller: college);
        await SettleAsync();
        Assert.Null((await hub.Confirm.HandleAsync(college, replace.Id, TestHub.Cancel)).Problem);
        await SettleAsync();

        async Task SettleAsync()
        {
            await new Pump(hub) { Shuffle = shuffle }.RunAsync();
            restless?.Settle();
            await new Pump(hub) { Shuffle = shuffle }.RunAsync();
        }
    }
}
