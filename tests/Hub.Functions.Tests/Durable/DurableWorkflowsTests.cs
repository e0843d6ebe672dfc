using Hub.Ports;
using Hub.Workflows;
using Hub.Workflows.Contracts;

namespace Hub.Functions.Tests.Durable;

public sealed class DurableWorkflowsTests
{
    static readonly Step<int, int> Double = new("double");

    readonly MemoryTables _tables = new();
    readonly SettableClock _clock = new();
    readonly DurableEngines _engines = new();
    int _faults, _ran;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    ICaseEngine Start(Func<IWorkflowContext, int, Task<int>> run) => _engines.Start(
        new WorkflowSet().Add<int, int>("test", run).Add(Double, (n, _) => _faults-- > 0 ? throw new IOException("secret") : Task.FromResult(n * (2 + (0 * _ran++)))), _tables, _clock);

    static async Task<int> TwiceThenSleep(IWorkflowContext flow, int n)
    {
        int twice = await flow.CallAsync(Double, n);
        bool isNudged = await flow.WaitAsync(flow.Now.AddDays(10));
        return await flow.CallAsync(Double, isNudged ? twice : -twice);
    }

    static async Task<WorkflowStatus> StatusAsync(ICaseEngine engine) => (await engine.Workflows.StatusAsync("a", Cancel))!;

    [Fact]
    public async Task Start_SameIdAgain_LeavesTheFirst()
    {
        ICaseEngine engine = Start(TwiceThenSleep);
        await engine.Workflows.StartAsync("a", "test", "1", Cancel);
        await engine.AdvanceAsync(Cancel);
        await engine.Workflows.StartAsync("a", "test", "7", Cancel);
        await engine.Workflows.NudgeAsync("a", Cancel);
        await engine.AdvanceAsync(Cancel);
        await engine.Workflows.StartAsync("a", "test", "9", Cancel);
        Assert.Null(await engine.AdvanceAsync(Cancel));
        Assert.Equal((WorkflowState.Ended, 3, 2), ((await StatusAsync(engine)).State, (await StatusAsync(engine)).Answers, _ran));
    }

    [Fact]
    public async Task Nudge_UnknownTwiceAndEnded_NeverFailsAndCountsOnce()
    {
        ICaseEngine engine = Start(async (flow, n) => await flow.CallAsync(Double, n) > 0 && await flow.WaitAsync(flow.Now.AddDays(1)) && !await flow.WaitAsync(flow.Now.AddDays(2)) ? 1 : 0);
        await engine.Workflows.NudgeAsync("a", Cancel);
        await engine.Workflows.StartAsync("a", "test", "1", Cancel);
        await engine.Workflows.NudgeAsync("a", Cancel);
        await engine.Workflows.NudgeAsync("a", Cancel);
        DateTimeOffset? second = await engine.AdvanceAsync(Cancel);
        Assert.Equal(_clock.GetUtcNow().AddDays(2), (await StatusAsync(engine)).WakesAt);
        while (second is { } wake)
        {
            _clock.Set(wake);
            second = await engine.AdvanceAsync(Cancel);
        }

        Assert.Equal(WorkflowState.Ended, (await StatusAsync(engine)).State);
        await engine.Workflows.NudgeAsync("a", Cancel);
    }

    [Fact]
    public async Task Wait_TimerFiresEarly_AnswersOnlyWhenTheTimeHasCome()
    {
        ICaseEngine engine = Start(TwiceThenSleep);
        DateTimeOffset until = _clock.GetUtcNow().AddDays(10);
        await engine.Workflows.StartAsync("a", "test", "1", Cancel);
        DateTimeOffset? next = await engine.AdvanceAsync(Cancel);
        int wakes = 0;
        for (; next is { } wake; wakes++)
        {
            _clock.Set(wake);
            next = await engine.AdvanceAsync(Cancel);
        }

        Assert.Equal(WorkflowState.Ended, (await StatusAsync(engine)).State);
        Assert.InRange(_clock.GetUtcNow(), until, until.AddSeconds(1));
        Assert.InRange(wakes, 4, 6);        // the worker splits timers over three days
    }

    [Fact]
    public async Task Step_KeepsFailing_ParksWithoutItsMessageUntilAnOperatorRetries()
    {
        _faults = 6;
        ICaseEngine engine = Start(async (flow, n) => await flow.CallAsync(Double, n));
        await engine.Workflows.StartAsync("a", "test", "5", Cancel);
        DateTimeOffset begun = _clock.GetUtcNow();
        while (await engine.AdvanceAsync(Cancel) is { } next) _clock.Set(next);
        Assert.Equal((WorkflowState.Parked, "double: IOException"), ((await StatusAsync(engine)).State, (await StatusAsync(engine)).Reason));
        Assert.InRange(_clock.GetUtcNow() - begun, TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(13));
        await engine.Workflows.NudgeAsync("a", Cancel);
        await engine.AdvanceAsync(Cancel);
        Assert.Equal(WorkflowState.Parked, (await StatusAsync(engine)).State);
        await engine.RetryAsync("a", Cancel);
        await engine.AdvanceAsync(Cancel);
        Assert.Equal(WorkflowState.Ended, (await StatusAsync(engine)).State);
    }

    [Fact]
    public async Task Code_ChangedUnderAnInstance_IsSeenAndWaitsForAnOperator()
    {
        ICaseEngine engine = Start(TwiceThenSleep);
        await engine.Workflows.StartAsync("a", "test", "1", Cancel);
        await engine.AdvanceAsync(Cancel);
        ICaseEngine changed = Start(async (flow, n) => await flow.WaitAsync(flow.Now.AddDays(1)) ? 1 : 2);
        await changed.Workflows.NudgeAsync("a", Cancel);
        await changed.AdvanceAsync(Cancel);
        Assert.Equal(WorkflowState.Parked, (await StatusAsync(changed)).State);
    }
}
