using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Deadlines;
using Hub.Rules;

namespace Hub.Workflows.Contracts;

/// <summary>What a case goes through, whatever engine drives it. An engine's test class is one line.</summary>
public abstract class RecognitionContract<TEngines>
    where TEngines : ICaseEngines, new()
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_NothingInDoubt_GrantsInFullByMachine()
    {
        var scene = new CaseScene(new TEngines());
        Assert.Null((await scene.Enter.HandleAsync(CaseScene.Command(), Cancel)).Problem);
        Assert.Null(await scene.RunAsync());
        RecognitionCase granted = await scene.GetAsync();
        Assert.Equal((CaseStage.Final, CaseEnd.Granted, true, DecisionOutcome.Full), (granted.Stage, granted.End, granted.Decision!.ByMachine, granted.Decision.Content.Outcome));
        Assert.Equal([granted.Id], scene.Uses.Confirmed);
        Assert.Equal(["case-decided"], scene.Notifier.Kinds);
    }

    [Fact]
    public async Task Run_RefusedAppealedGrantedInPart_GoesThroughAllStages()
    {
        var scene = new CaseScene(new TEngines());
        await scene.RefuseAsync();
        Assert.Equal(CaseStage.AppealWindow, (await scene.GetAsync()).Stage);
        await scene.Applicant.AppealAsync(CaseScene.Id(), new SealedText("why"), "PT-ESCOLA", Cancel);
        await scene.RunAsync();
        await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Part, CaseScene.Bruno, Cancel);
        Assert.Null(await scene.RunAsync());
        RecognitionCase done = await scene.GetAsync();
        Assert.Equal((CaseStage.Final, CaseEnd.Decided, DecisionOutcome.Partial, true), (done.Stage, done.End, done.Decision!.Content.Outcome, done.Decision.OnAppeal));
        Assert.Equal(DecisionOutcome.Refused, Assert.Single(done.Earlier).Content.Outcome);
        Assert.Single(scene.Uses.Confirmed);
    }

    [Fact]
    public async Task Run_NoAppealInTime_IsFinalAfterTheLastDay()
    {
        var scene = new CaseScene(new TEngines());
        await scene.RefuseAsync();
        DateTimeOffset due = (await scene.GetAsync()).Dates!.Due!.Value;
        await scene.RunUntilAsync(due.AddTicks(-1));
        Assert.Equal(CaseStage.AppealWindow, (await scene.GetAsync()).Stage);
        await scene.RunUntilAsync(due + scene.Engine.Lateness);
        Assert.Equal((CaseStage.Final, CaseEnd.Decided), ((await scene.GetAsync()).Stage, (await scene.GetAsync()).End));
        Assert.Equal("case.appeal-late", (await scene.Applicant.AppealAsync(CaseScene.Id(), new SealedText("late"), "p", Cancel)).Problem!.Code);
        Assert.Single(scene.Uses.Released);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Appeal_AtTheLastInstant_CountsWhoeverComesFirst(bool processFirst)
    {
        var scene = new CaseScene(new TEngines());
        await scene.RefuseAsync();
        scene.Clock.Set((await scene.GetAsync()).Dates!.Due!.Value + (processFirst ? scene.Engine.Lateness : TimeSpan.Zero));
        if (processFirst) await scene.RunAsync();
        Result<RecognitionCase> appealed = await scene.Applicant.AppealAsync(CaseScene.Id(), new SealedText("why"), "p", Cancel);
        await scene.RunAsync();
        // One of the two is in the store first, and that stands: never both, never neither.
        Assert.Equal(processFirst ? "case.appeal-late" : null, appealed.Problem?.Code);
        Assert.Equal(processFirst ? CaseStage.Final : CaseStage.Appeal, (await scene.GetAsync()).Stage);
    }

    [Fact]
    public async Task Decide_AtTheDueInstant_Stands()
    {
        var scene = new CaseScene(new TEngines());
        await scene.EnterDoubtfulAsync();
        scene.Clock.Set((await scene.GetAsync()).Dates!.Due!.Value);
        await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel);
        await scene.RunAsync();
        RecognitionCase decided = await scene.GetAsync();
        Assert.Equal((CaseStage.Final, CaseEnd.Granted), (decided.Stage, decided.End));
        Assert.DoesNotContain(decided.Facts, f => f.What.StartsWith("escalated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clock_InformationOwed_StopsAndMovesTheDueDay()
    {
        var scene = new CaseScene(new TEngines());
        await scene.EnterDoubtfulAsync();
        DateTimeOffset first = (await scene.GetAsync()).Dates!.Due!.Value;
        scene.Clock.Advance(TimeSpan.FromDays(10));
        await scene.Work.AskAsync(CaseScene.Id(), ["transcript"], CaseScene.Ana, Cancel);
        await scene.RunAsync();
        Assert.Equal(CaseStage.Completeness, (await scene.GetAsync()).Stage);
        scene.Clock.Advance(TimeSpan.FromDays(14));
        await scene.Applicant.SupplyAsync(CaseScene.Id(), ["a2"], "PT-ESCOLA", Cancel);
        await scene.RunAsync();
        RecognitionCase again = await scene.GetAsync();
        Assert.Equal((CaseStage.Review, "a1,a2"), (again.Stage, string.Join(',', again.Achievements)));
        // Ten working days stood still, from the day after it was asked to the day it came; Easter and weekends lie between.
        var calculator = new DeadlineCalculator(Rulesets.LoadDefault().For("PT", new(2026, 1, 15)));
        RouteTerm term = Rulesets.LoadDefault().For("PT", new(2026, 1, 15)).FindRoute("unit-equivalence")!.FindTerm(TermName.Decision)!;
        Assert.Equal(calculator.Calculate(term, new(2026, 1, 15), [new Suspension(new(2026, 1, 26), new(2026, 2, 8), "x")]).Value.EndsAt, again.Dates!.Due);
        Assert.True(again.Dates.Due > first);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Withdraw_AtAnyStage_EndsAndReleases(bool isIncomplete)
    {
        var scene = new CaseScene(new TEngines());
        scene.Inputs.IsSound = false;
        await scene.Enter.HandleAsync(isIncomplete ? CaseScene.Command(owed: "x") : CaseScene.Command(), Cancel);
        await scene.RunAsync();
        Assert.Null((await scene.Applicant.WithdrawAsync(CaseScene.Id(), "p", Cancel)).Problem);
        Assert.Null((await scene.Applicant.WithdrawAsync(CaseScene.Id(), "p", Cancel)).Problem);
        Assert.Null(await scene.RunAsync());
        Assert.Equal((CaseStage.Final, CaseEnd.Withdrawn), ((await scene.GetAsync()).Stage, (await scene.GetAsync()).End));
        Assert.Single(scene.Uses.Released);
    }

    [Fact]
    public async Task Reopen_AfterAGrant_IsReviewedByAPerson()
    {
        var scene = new CaseScene(new TEngines());
        await scene.Enter.HandleAsync(CaseScene.Command(), Cancel);
        await scene.RunAsync();
        scene.Inputs.IsRevoked = true;
        Assert.Equal("case.achievement-not-used", (await scene.Applicant.ReopenAsync(CaseScene.Id(), "a9", "a9", 1, Cancel)).Problem!.Code);
        Assert.Null((await scene.Applicant.ReopenAsync(CaseScene.Id(), "a1", "a1", 0, Cancel)).Problem);      // the version it was granted on
        Assert.Equal(CaseStage.Final, (await scene.GetAsync()).Stage);
        Assert.Null((await scene.Applicant.ReopenAsync(CaseScene.Id(), "a1", "a1", 1, Cancel)).Problem);
        Assert.Null((await scene.Applicant.ReopenAsync(CaseScene.Id(), "a1", "a1", 1, Cancel)).Problem);
        await scene.RunAsync();
        RecognitionCase open = await scene.GetAsync();
        Assert.Equal((CaseStage.Review, 1, null), (open.Stage, open.Round, open.Decision));
        Assert.True(Assert.Single(open.Earlier).ByMachine);
        await scene.HearAsync();
        await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Refusal, CaseScene.Ana, Cancel);
        await scene.RunUntilAsync(scene.Clock.GetUtcNow().AddDays(120));
        Assert.Equal(CaseStage.Final, (await scene.GetAsync()).Stage);
        Assert.Single(scene.Uses.Released);
    }

    [Fact]
    public async Task Reserve_SecondCaseForTheSameTarget_IsLeftToAPerson()
    {
        var scene = new CaseScene(new TEngines());
        foreach (string key in new[] { "k1", "k2" }) await scene.Enter.HandleAsync(CaseScene.Command(key), Cancel);
        await scene.RunAsync();
        Assert.Equal([CaseStage.Final, CaseStage.Review], new[] { await scene.GetAsync("k1"), await scene.GetAsync("k2") }.Select(c => c.Stage).Order().Reverse());
    }

    [Fact]
    public async Task Enter_Again_IsTheSameCaseAndAnotherRequestIsRefused()
    {
        var scene = new CaseScene(new TEngines());
        await scene.Enter.HandleAsync(CaseScene.Command(), Cancel);
        await scene.RunAsync();
        Assert.Equal(CaseStage.Final, (await scene.Enter.HandleAsync(CaseScene.Command(), Cancel)).Value.Stage);
        Assert.Equal("case.exists-differently", (await scene.Enter.HandleAsync(CaseScene.Command() with { Target = "OTHER" }, Cancel)).Problem!.Code);
        Assert.Equal("case.route-unknown", (await scene.Enter.HandleAsync(CaseScene.Command(route: "none"), Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task Lists_Always_FollowTheCase()
    {
        var scene = new CaseScene(new TEngines());
        await scene.EnterDoubtfulAsync();
        await scene.Work.AssignAsync(CaseScene.Id(), "ana", CaseScene.Ana, Cancel);
        OrganisationId body = OrganisationId.Parse(CaseScene.Body);
        async Task<int> Count(string list, string? among) => (await scene.Store.ListAsync(body, 2026, list, among, null, 100, Cancel)).Items.Count;
        Assert.Equal((1, 1, 1, 0), (await Count(CaseStore.ByDue, null), await Count(CaseStore.ByAssignee, "ana"), await Count(CaseStore.ByState, "review"), await Count(CaseStore.ByState, "evaluation")));
        await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel);
        await scene.RunAsync();
        Assert.Equal((0, 0, 0, 1), (await Count(CaseStore.ByDue, null), await Count(CaseStore.ByAssignee, "ana"), await Count(CaseStore.ByState, "review"), await Count(CaseStore.ByState, "final")));
    }

    [Fact]
    public async Task Window_WithoutAnEstablishedTerm_IsEndedByAPersonOnly()
    {
        var scene = new CaseScene(new TEngines(), r => r with { RecognitionRoutes = [.. r.RecognitionRoutes.Select(route => route with { Terms = [.. route.Terms.Select(t => t.Name is TermName.Appeal or TermName.Complaint ? t with { Confidence = Confidence.Unverified } : t)] })] });
        await scene.RefuseAsync();
        await scene.RunUntilAsync(new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(CaseStage.AppealWindow, (await scene.GetAsync()).Stage);
        Assert.Null((await scene.Work.EndWindowAsync(CaseScene.Id(), CaseScene.Ana, Cancel)).Problem);
        await scene.RunAsync();
        Assert.Equal(CaseStage.Final, (await scene.GetAsync()).Stage);
    }

    [Fact]
    public async Task Evaluate_InputsFailForLong_ParksAndLosesNothing()
    {
        var scene = new CaseScene(new TEngines());
        scene.Inputs.Faults = 6;
        await scene.Enter.HandleAsync(CaseScene.Command(), Cancel);
        while (await scene.RunAsync() is { } next) scene.Clock.Set(next);
        string instance = CaseChanges.InstanceOf(await scene.GetAsync());
        Assert.Equal(WorkflowState.Parked, (await scene.Workflows.StatusAsync(instance, Cancel))!.State);
        await scene.Engine.RetryAsync(instance, Cancel);
        await scene.RunAsync();
        Assert.Equal(CaseEnd.Granted, (await scene.GetAsync()).End);
    }
}
