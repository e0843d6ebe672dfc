using Hub.Recognition.Cases;
using Hub.Work;

namespace Hub.Workflows.Contracts;

/// <summary>Whatever dies, gets lost or comes twice: the outcome of a case is the same.</summary>
public abstract class RestartContract<TEngines>
    where TEngines : ICaseEngines, new()
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A long case: refused, appealed, granted in part. Each act is repeated until it is in the store, as a caller would.</summary>
    static async Task PlayAsync(CaseScene scene)
    {
        scene.Inputs.IsSound = false;
        await DoAsync(scene, () => scene.Enter.HandleAsync(CaseScene.Command(), Cancel), c => true);
        await DoAsync(scene, () => scene.Work.HearAsync(CaseScene.Id(), CaseScene.Ana, Cancel), c => c.Suspensions.Count > 0);
        scene.Clock.Advance(TimeSpan.FromDays(1));
        await DoAsync(scene, () => scene.Applicant.AnswerHearingAsync(CaseScene.Id(), new SealedText("a"), "p", Cancel), c => c.HasFact("heard"));
        await DoAsync(scene, () => scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Refusal, CaseScene.Ana, Cancel), c => c.Decision is not null);
        await DoAsync(scene, () => scene.Applicant.AppealAsync(CaseScene.Id(), new SealedText("b"), "p", Cancel), c => c.HasFact("appealed"));
        await DoAsync(scene, () => scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Part, CaseScene.Bruno, Cancel), c => c.Earlier.Count > 0);
        scene.Tables.CallsUntilDeath = -1;
        // A nudge that died with its process is made good when the process looks next.
        if ((await scene.GetAsync()).Stage != CaseStage.Final) await scene.RunUntilAsync(scene.Clock.GetUtcNow().AddDays(31));
    }

    static async Task DoAsync(CaseScene scene, Func<Task<Result<RecognitionCase>>> act, Func<RecognitionCase, bool> isDone)
    {
        bool isAnswered = false;
        for (int attempt = 0; ; attempt++)
        {
            Assert.True(attempt < 20, "It does not get there.");
            try
            {
                if (!isAnswered || !isDone(await scene.GetAsync())) await act();
                isAnswered = true;
                bool isOver = isDone(await scene.GetAsync());
                await CatchUpAsync(scene);
                if (isOver) return;
            }
            catch (DeathException)
            {
                scene.Restart();
            }
        }
    }

    static async Task CatchUpAsync(CaseScene scene)
    {
        await scene.Engine.TakeUpAsync(Cancel);
        await scene.RunAsync();
    }

    static string Outcome(RecognitionCase of) => string.Join('|', of.Stage, of.End, of.Decision?.Content.Outcome, of.Earlier.Count, string.Join(',', of.Facts.Select(f => f.What.Split(':')[0]).Where(f => f != "reminded")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Play_DeathAtEveryCall_ComesToTheSameEnd(bool afterCommit)
    {
        var whole = new CaseScene(new TEngines());
        await PlayAsync(whole);
        string expected = Outcome(await whole.GetAsync());
        Assert.StartsWith("Final|Decided|Partial|1|", expected, StringComparison.Ordinal);
        int calls = whole.Tables.Calls;
        Assert.True(calls > 100, $"Only {calls} calls: does this test still see the process?");
        for (int call = 0; call < calls; call++)
        {
            var scene = new CaseScene(new TEngines());
            scene.Tables.CallsUntilDeath = call;
            scene.Tables.DiesAfterCommit = afterCommit;
            await PlayAsync(scene);
            Assert.Equal($"{call}: {expected}", $"{call}: {Outcome(await scene.GetAsync())}");
            Assert.Equal(whole.Notifier.Kinds.Where(k => k != "case-due").Order(), scene.Notifier.Kinds.Where(k => k != "case-due").Order());
            Assert.Equal(whole.Uses.Confirmed, scene.Uses.Confirmed);
        }
    }

    [Fact]
    public async Task Play_RestartBeforeEveryAct_ComesToTheSameEnd()
    {
        var scene = new CaseScene(new TEngines());
        await scene.RefuseAsync();
        scene.Restart();
        await scene.Applicant.AppealAsync(CaseScene.Id(), new SealedText("b"), "p", Cancel);
        scene.Restart();
        await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Part, CaseScene.Bruno, Cancel);
        scene.Restart();
        await CatchUpAsync(scene);
        Assert.Equal((CaseStage.Final, DecisionOutcome.Partial), ((await scene.GetAsync()).Stage, (await scene.GetAsync()).Decision!.Content.Outcome));
    }

    [Fact]
    public async Task Nudges_AllLost_OnlyDelay()
    {
        var scene = new CaseScene(new TEngines()) { LosesNudges = true };
        await scene.EnterDoubtfulAsync();
        await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel);
        await scene.RunAsync();
        Assert.Equal(CaseStage.Decided, (await scene.GetAsync()).Stage);
        await scene.RunUntilAsync(scene.Clock.GetUtcNow().AddDays(365));
        Assert.Equal((CaseStage.Final, CaseEnd.Granted), ((await scene.GetAsync()).Stage, (await scene.GetAsync()).End));
        Assert.DoesNotContain("case-overdue", scene.Notifier.Kinds);
    }

    [Fact]
    public async Task Process_DiesBetweenCaseAndItsProcess_IsMadeGoodByTheMessageSentBefore()
    {
        var scene = new CaseScene(new TEngines()) { DiesBeforeWaking = true };
        scene.Inputs.IsSound = false;
        await Assert.ThrowsAsync<IOException>(() => scene.Enter.HandleAsync(CaseScene.Command(), Cancel));
        (string queue, string message, TimeSpan delay) = Assert.Single(scene.Notifier.Others);
        Assert.Equal((Queues.Wake, Queues.InsuranceDelay), (queue, delay));
        await scene.RunAsync();
        Assert.Equal(CaseStage.Evaluation, (await scene.GetAsync()).Stage);

        scene.DiesBeforeWaking = false;
        for (int twice = 0; twice < 2; twice++)
        {
            await scene.Wake.HandleAsync(CaseId.Parse(message), Cancel);
            await scene.RunAsync();
            Assert.Equal(CaseStage.Review, (await scene.GetAsync()).Stage);
        }

        // The same for what is asked of a case later: a decision is told within a minute.
        scene.DiesBeforeWaking = true;
        await Assert.ThrowsAsync<IOException>(() => scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel));
        scene.DiesBeforeWaking = false;
        await scene.Wake.HandleAsync(CaseId.Parse(scene.Notifier.Others[^1].Message), Cancel);
        await scene.RunAsync();
        Assert.Equal(CaseEnd.Granted, (await scene.GetAsync()).End);
    }

    [Fact]
    public async Task Wake_CaseThatWasNeverWritten_DoesNothing()
    {
        var scene = new CaseScene(new TEngines());
        await scene.Wake.HandleAsync(CaseScene.Id("nobody"), Cancel);
        Assert.Null(await scene.RunAsync());
    }

    [Fact]
    public async Task Nudges_DoubledAndLate_ChangeNothing()
    {
        var scene = new CaseScene(new TEngines());
        await scene.EnterDoubtfulAsync();
        string instance = CaseChanges.InstanceOf(await scene.GetAsync());
        string before = Outcome(await scene.GetAsync());
        for (int i = 0; i < 5; i++)
        {
            await scene.Workflows.NudgeAsync(instance, Cancel);
            await scene.Workflows.NudgeAsync(instance, Cancel);
            await scene.RunAsync();
        }

        Assert.Equal(before, Outcome(await scene.GetAsync()));
        await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel);
        await scene.RunAsync();
        await scene.Workflows.NudgeAsync(instance, Cancel);
        Assert.Null(await scene.RunAsync());
        Assert.Single(scene.Notifier.Kinds, k => k == "case-decided");
    }

    [Fact]
    public async Task Steps_EachTwice_ChangeNothingMore()
    {
        var scene = new CaseScene(new TEngines());
        await scene.EnterDoubtfulAsync();
        RecognitionCase found = await scene.GetAsync();
        var of = new CaseRef(found.Id, found.Round);
        var turn = new CaseTurnRef(found.Id, found.Round, found.Turn);
        for (int i = 0; i < 2; i++)
        {
            await scene.Steps.EvaluateAsync(of, Cancel);
            await scene.Steps.ScheduleAsync(turn, Cancel);
            await scene.Steps.RemindAsync(turn, Cancel);
            Assert.False((await scene.Steps.LapseAsync(turn, Cancel)).HasPassed);
            await scene.Steps.NotifyAsync(of, Cancel);
            await scene.Steps.FinishAsync(of, Cancel);
            await scene.Steps.LapseAsync(turn with { Turn = 0 }, Cancel);
        }

        RecognitionCase after = await scene.GetAsync();
        Assert.Equal((found.Turn, found.Stage, found.Facts.Count + 1), (after.Turn, after.Stage, after.Facts.Count));
        Assert.Equal(["case-due"], scene.Notifier.Kinds);
        Assert.Empty(scene.Uses.Confirmed.Concat(scene.Uses.Released));
    }

    [Fact]
    public async Task Time_JumpsOverYearsWhileNobodyRuns_EscalatesOnceAndRemindsOnce()
    {
        var scene = new CaseScene(new TEngines());
        await scene.EnterDoubtfulAsync();
        scene.Clock.Advance(TimeSpan.FromDays(365 * 12));
        scene.Restart();
        await scene.RunAsync();
        RecognitionCase late = await scene.GetAsync();
        Assert.Equal(CaseStage.Review, late.Stage);
        Assert.Single(late.Facts, f => f.What.StartsWith("escalated", StringComparison.Ordinal));
        Assert.Single(scene.Notifier.Kinds, k => k == "case-overdue");
    }
}
