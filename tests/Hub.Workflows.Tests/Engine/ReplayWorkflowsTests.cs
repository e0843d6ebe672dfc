using Hub.Ports;
using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Workflows;
using Hub.Workflows.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Workflows.Tests.Engine;

public sealed class ReplayWorkflowsTests : IDisposable
{
    static readonly Step<int, int> Double = new("double");
    static readonly Step<string, string> Flaky = new("flaky");

    readonly string _folder = Path.Combine(Path.GetTempPath(), "hub-flow-" + Guid.NewGuid().ToString("n"));
    readonly SettableClock _clock = new();
    readonly MemoryTables _tables = new();
    int _faults, _ran;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    (ReplayWorkflows Flows, ReplayLoop Loop, WorkflowDesk Desk) Make(Func<IWorkflowContext, int, Task<int>> run, ITables? on = null)
    {
        WorkflowSet set = new WorkflowSet().Add<int, int>("test", run)
            .Add(Double, (n, _) => { Interlocked.Increment(ref _ran); return Task.FromResult(n * 2); })
            .Add(Flaky, (s, _) => _faults-- > 0 ? throw new IOException("not now") : Task.FromResult(s));
        ITables tables = on ?? _tables;
        var flows = new ReplayWorkflows(tables, set, new ReplayOptions(), _clock, NullLogger<ReplayWorkflows>.Instance);
        return (flows, new ReplayLoop(flows, tables, NullLogger<ReplayLoop>.Instance), new WorkflowDesk(flows, tables));
    }

    static async Task<int> TwiceThenSleep(IWorkflowContext flow, int n)
    {
        int twice = await flow.CallAsync(Double, n);
        bool nudged = await flow.WaitAsync(flow.Now.AddDays(3));
        return await flow.CallAsync(Double, nudged ? twice : -twice);
    }

    static async Task<int> CallFlaky(IWorkflowContext flow, int n)
    {
        await flow.CallAsync(Flaky, "x");
        return n;
    }

    [Fact]
    public async Task Start_SameIdAgain_LeavesTheFirst()
    {
        var (flows, loop, _) = Make(TwiceThenSleep);
        await flows.StartAsync("a", "test", "1", Cancel);
        await loop.AdvanceDueAsync(Cancel);
        await flows.StartAsync("a", "test", "7", Cancel);
        await flows.NudgeAsync("a", Cancel);
        await loop.AdvanceDueAsync(Cancel);
        await flows.StartAsync("a", "test", "9", Cancel);
        Assert.Null(await loop.AdvanceDueAsync(Cancel));
        Assert.Equal((WorkflowState.Ended, 3, 2), ((await flows.StatusAsync("a", Cancel))!.State, (await flows.StatusAsync("a", Cancel))!.Answers, _ran));
    }

    [Fact]
    public async Task Wait_TimeComes_AnswersFalseOnce()
    {
        var (flows, loop, desk) = Make(TwiceThenSleep);
        await flows.StartAsync("a", "test", "1", Cancel);
        DateTimeOffset? next = await loop.AdvanceDueAsync(Cancel);
        Assert.Equal(_clock.GetUtcNow().AddDays(3), next);
        _clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromTicks(1));
        Assert.Equal(next, await loop.AdvanceDueAsync(Cancel));
        _clock.Advance(TimeSpan.FromDays(4000));
        Assert.Null(await loop.AdvanceDueAsync(Cancel));
        Assert.Equal(["2", "false", "-4"], (await desk.HistoryAsync("a", Cancel))!.Select(h => h.Answer));
    }

    [Fact]
    public async Task Nudge_BeforeDuringAndAfter_NeverFailsAndCountsOnce()
    {
        var (flows, loop, desk) = Make(TwiceThenSleep);
        await flows.NudgeAsync("a", Cancel);                // nobody knows it yet
        await flows.StartAsync("a", "test", "1", Cancel);
        await flows.NudgeAsync("a", Cancel);                // before it first ran
        await flows.NudgeAsync("a", Cancel);
        await loop.AdvanceDueAsync(Cancel);
        await flows.NudgeAsync("a", Cancel);                // it has ended
        Assert.Null(await loop.AdvanceDueAsync(Cancel));
        Assert.Equal(["double", "wait", "double"], (await desk.HistoryAsync("a", Cancel))!.Select(h => h.Name));
    }

    [Fact]
    public async Task Nudge_ProcessDiedBeforeItWasSeen_IsSeenByTheNext()
    {
        var (flows, loop, _) = Make(TwiceThenSleep);
        await flows.StartAsync("a", "test", "1", Cancel);
        await loop.AdvanceDueAsync(Cancel);
        await flows.NudgeAsync("a", Cancel);
        var (again, next, _) = Make(TwiceThenSleep);
        await next.AdvanceNudgedAsync(Cancel);
        Assert.Equal(WorkflowState.Ended, (await again.StatusAsync("a", Cancel))!.State);
    }

    [Fact]
    public async Task Step_FailsFewTimes_IsTriedAgainWithMoreAndMoreRest()
    {
        _faults = 3;
        var (flows, loop, _) = Make(CallFlaky);
        await flows.StartAsync("a", "test", "5", Cancel);
        foreach (int seconds in new[] { 1, 5, 30 })
        {
            DateTimeOffset next = (await loop.AdvanceDueAsync(Cancel))!.Value;
            Assert.Equal(seconds, (next - _clock.GetUtcNow()).TotalSeconds);
            _clock.Set(next);
        }

        Assert.Null(await loop.AdvanceDueAsync(Cancel));
        Assert.Equal(WorkflowState.Ended, (await flows.StatusAsync("a", Cancel))!.State);
    }

    [Fact]
    public async Task Step_KeepsFailing_ParksUntilAnOperatorRetries()
    {
        _faults = 6;
        var (flows, loop, desk) = Make(CallFlaky);
        await flows.StartAsync("a", "test", "5", Cancel);
        while (await loop.AdvanceDueAsync(Cancel) is { } next) _clock.Set(next);
        WorkflowStatus parked = await OnlyAsync(desk, onlyParked: true);
        Assert.Equal((WorkflowState.Parked, "flaky: IOException"), (parked.State, parked.Reason));
        Assert.Null((await desk.RetryAsync("a", Cancel)).Problem);
        Assert.Null(await loop.AdvanceDueAsync(Cancel));
        Assert.Equal(WorkflowState.Ended, (await OnlyAsync(desk, onlyParked: false)).State);
        Assert.Equal("workflow.not-parked", (await desk.RetryAsync("a", Cancel)).Problem!.Code);
        Assert.Equal("workflow.ended", (await desk.TerminateAsync("a", Cancel)).Problem!.Code);
        Assert.Equal("workflow.not-found", (await desk.RetryAsync("b", Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task Code_ChangedUnderAnInstance_ParksAndGoesOnWhenItFitsAgain()
    {
        var (flows, loop, _) = Make(TwiceThenSleep);
        await flows.StartAsync("a", "test", "1", Cancel);
        await loop.AdvanceDueAsync(Cancel);
        var (changed, otherLoop, desk) = Make(async (flow, n) => await flow.CallAsync(Double, n + 1));
        await changed.NudgeAsync("a", Cancel);
        await otherLoop.AdvanceDueAsync(Cancel);
        Assert.Contains("Answer 1 is to double 1; the code asks double 2.", (await changed.StatusAsync("a", Cancel))!.Reason, StringComparison.Ordinal);
        Assert.Single((await desk.HistoryAsync("a", Cancel))!);
        var (same, sameLoop, sameDesk) = Make(TwiceThenSleep);
        await sameDesk.RetryAsync("a", Cancel);
        await sameLoop.AdvanceDueAsync(Cancel);
        Assert.Equal(WorkflowState.Ended, (await same.StatusAsync("a", Cancel))!.State);
    }

    [Theory]
    [InlineData("ends early")]
    [InlineData("throws")]
    [InlineData("awaits something else")]
    [InlineData("asks twice at once")]
    [InlineData("is gone")]
    public async Task Code_ThatDoesNotFit_Parks(string how)
    {
        var (flows, loop, _) = Make(TwiceThenSleep);
        await flows.StartAsync("a", "test", "1", Cancel);
        await loop.AdvanceDueAsync(Cancel);
        Func<IWorkflowContext, int, Task<int>> other = how switch
        {
            "ends early" => (_, n) => Task.FromResult(n),
            "throws" => async (flow, n) => { await flow.CallAsync(Double, n); throw new FormatException("secret"); }
            ,
            "awaits something else" => async (flow, n) => { await flow.CallAsync(Double, n); await new TaskCompletionSource().Task; return 0; }
            ,
            _ => async (flow, n) => { await flow.CallAsync(Double, n); _ = flow.WaitAsync(DateTimeOffset.MaxValue); return await flow.CallAsync(Double, n); }
            ,
        };
        var set = new WorkflowSet();
        if (how != "is gone") set.Add("test", other);
        var changed = new ReplayWorkflows(_tables, set.Add(Double, (n, _) => Task.FromResult(n)), new ReplayOptions(), _clock, NullLogger<ReplayWorkflows>.Instance);
        await changed.NudgeAsync("a", Cancel);
        await changed.AdvanceAsync("a", Cancel);
        WorkflowStatus status = (await changed.StatusAsync("a", Cancel))!;
        Assert.Equal(WorkflowState.Parked, status.State);
        Assert.DoesNotContain("secret", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_Sleeping_EndsIt()
    {
        var (flows, loop, desk) = Make(TwiceThenSleep);
        await flows.StartAsync("a", "test", "1", Cancel);
        await loop.AdvanceDueAsync(Cancel);
        Assert.Equal(WorkflowState.Terminated, (await desk.TerminateAsync("a", Cancel)).Value.State);
        _clock.Advance(TimeSpan.FromDays(9));
        Assert.Null(await loop.AdvanceDueAsync(Cancel));
        Assert.Equal(1, _ran);
    }

    [Fact]
    public async Task Ids_ThatBeginAlike_KeepTheirOwnHistories()
    {
        var (flows, loop, desk) = Make(TwiceThenSleep);
        foreach (string id in new[] { "x", "x~0", "x~00000000", "x~00000000~1" }) await flows.StartAsync(id, "test", "1", Cancel);
        await loop.AdvanceDueAsync(Cancel);
        foreach (string id in new[] { "x", "x~0", "x~00000000", "x~00000000~1" }) Assert.Single((await desk.HistoryAsync(id, Cancel))!);
    }

    [Fact]
    public async Task Sleepers_OnTheEmbeddedStore_CostNoCallEach()
    {
        using DataFolder folder = DataFolder.Open(_folder, _clock);
        var counted = new CountingTables(folder.Tables);
        var (flows, loop, _) = Make(async (flow, n) => { await flow.WaitAsync(flow.Now.AddYears(5)); return n; }, counted);
        await Parallel.ForEachAsync(Enumerable.Range(0, 3000), Cancel, async (i, stop) => await flows.StartAsync($"s{i}", "test", "1", stop));
        Assert.NotNull(await loop.AdvanceDueAsync(Cancel));
        var (_, fresh, _) = Make((_, n) => Task.FromResult(n), counted);
        counted.Calls = 0;
        await fresh.AdvanceNudgedAsync(Cancel);
        Assert.NotNull(await fresh.AdvanceDueAsync(Cancel));
        Assert.Equal(32, counted.Calls);       // one for nudges and one for wake rows of each of 16 partitions
    }

    [Fact]
    public async Task Loop_OnTheEmbeddedStore_RunsWhatIsStartedAndNudged()
    {
        using DataFolder folder = DataFolder.Open(_folder, TimeProvider.System);
        var (flows, loop, _) = Make(TwiceThenSleep, folder.Tables);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task running = loop.RunAsync(stop.Token);
        await Parallel.ForEachAsync(Enumerable.Range(0, 50), Cancel, async (i, c) => { await flows.StartAsync($"i{i}", "test", "1", c); await flows.NudgeAsync($"i{i}", c); });
        for (int i = 0; i < 50; i++)
            while ((await flows.StatusAsync($"i{i}", Cancel))!.State != WorkflowState.Ended) await Task.Delay(5, Cancel);
        await stop.CancelAsync();
        await running;
        Assert.Equal(100, _ran);
    }

    static async Task<WorkflowStatus> OnlyAsync(WorkflowDesk desk, bool onlyParked)
    {
        var all = new List<WorkflowStatus>();
        await foreach (WorkflowStatus status in desk.ListAsync(onlyParked, Cancel)) all.Add(status);
        return Assert.Single(all);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    sealed class CountingTables(ITables inner) : ITables
    {
        public int Calls { get; set; }

        public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel)
        {
            Calls++;
            return inner.FindAsync(table, partition, row, cancel);
        }

        public Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel)
        {
            Calls++;
            return inner.FindManyAsync(table, partition, rows, cancel);
        }

        public Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel)
        {
            Calls++;
            return inner.ScanAsync(table, partition, from, to, limit, cancel);
        }

        public Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel)
        {
            Calls++;
            return inner.CommitAsync(table, partition, changes, cancel);
        }

        public Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel) => inner.WriteManyAsync(table, rows, cancel);
    }
}
