using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;
using Hub.Rules;
using Hub.Workflows.Contracts;
using Hub.Workflows.Tests.Engine;

namespace Hub.Workflows.Tests.Recognition;

/// <summary>Tries to break each rule of conduct, from outside, through the use cases.</summary>
public sealed class ConductRulesTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Ruleset WithRoute(Ruleset ruleset, Func<RecognitionRoute, RecognitionRoute> change) =>
        ruleset with { RecognitionRoutes = [.. ruleset.RecognitionRoutes.Select(r => r.Id == "unit-equivalence" ? change(r) : r)] };

    static async Task<string?> CodeAsync(Task<Result<RecognitionCase>> asked) => (await asked).Problem?.Code;

    [Fact]
    public async Task Machine_InDoubt_GrantsNothing()
    {
        var scene = new CaseScene(new ReplayEngines());
        await scene.EnterDoubtfulAsync();
        Assert.Null((await scene.GetAsync()).Decision);
    }

    [Fact]
    public void OfMachine_AnythingButFull_IsRefused()
    {
        var evaluated = new StoredEvaluation(ProposedOutcome.Full, ProposedOutcome.Full, true, null, "v", new(2026, 1, 1), [], []);
        var at = new RecognitionCase("PT-ANQEP~2026~k", "p", "l", "PT", "r", "t", [], "v", default) { Stage = CaseStage.Evaluation, Evaluation = evaluated };
        Assert.Null(ConductRules.OfMachine(at, CaseScene.Full));
        foreach (DecisionOutcome outcome in Enum.GetValues<DecisionOutcome>().Except([DecisionOutcome.Full]))
            Assert.Equal("case.needs-person", ConductRules.OfMachine(at, CaseScene.Full with { Outcome = outcome })!.Code);
        foreach (CaseStage stage in Enum.GetValues<CaseStage>().Except([CaseStage.Evaluation]))
            Assert.Equal("case.wrong-stage", ConductRules.OfMachine(at with { Stage = stage }, CaseScene.Full)!.Code);
        foreach (RecognitionCase other in new[] { at with { Evaluation = null }, at with { Evaluation = evaluated with { MachineMayGrant = false } }, at with { Evaluation = evaluated with { RulesetVersion = "other" } }, at with { Evaluation = evaluated with { Outcome = ProposedOutcome.NeedsPerson } } })
            Assert.Equal("case.machine-may-not-grant", ConductRules.OfMachine(other, CaseScene.Full)!.Code);
    }

    [Fact]
    public async Task Decide_NotAPersonOrNotCompetent_IsRefused()
    {
        var scene = new CaseScene(new ReplayEngines());
        await scene.EnterDoubtfulAsync();
        Assert.Equal("case.needs-person", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, Actor.Machine(CaseScene.Body), Cancel)));
        Assert.Equal("case.not-competent", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana with { Organisation = "PT-ESCOLA" }, Cancel)));
        Assert.Equal("case.not-found", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id("other"), CaseScene.Full, CaseScene.Ana, Cancel)));
        Assert.Equal(CaseStage.Review, (await scene.GetAsync()).Stage);
    }

    [Fact]
    public async Task Decide_AgainstTheRequest_NamesGroundReasonsRemediesAndAppeal()
    {
        var scene = new CaseScene(new ReplayEngines(), r => WithRoute(r, route => route with { Terms = [.. route.Terms.Where(t => t.Name is not (TermName.Hearing or TermName.Appeal or TermName.Complaint))], Grounds = ["substantial-difference"] }));
        await scene.EnterDoubtfulAsync();
        DecisionDraft whole = CaseScene.Refusal with { Ground = "substantial-difference", AppealRoute = "court" };
        foreach (DecisionOutcome outcome in Enum.GetValues<DecisionOutcome>().Except([DecisionOutcome.Full]))
        {
            DecisionDraft draft = whole with { Outcome = outcome };
            Assert.Equal("case.ground-missing", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), draft with { Ground = " " }, CaseScene.Ana, Cancel)));
            Assert.Equal("case.ground-unknown", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), draft with { Ground = ConductRules.StatedReasons }, CaseScene.Ana, Cancel)));
            Assert.Equal("case.reasons-missing", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), draft with { Reasons = null }, CaseScene.Ana, Cancel)));
            Assert.Equal("case.remedies-missing", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), draft with { Remedies = [] }, CaseScene.Ana, Cancel)));
            Assert.Equal("case.appeal-route-missing", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), draft with { AppealRoute = null }, CaseScene.Ana, Cancel)));
        }

        RecognitionCase decided = (await scene.Decide.HandleAsync(CaseScene.Id(), whole, CaseScene.Ana, Cancel)).Value;
        Assert.Equal((decided.RulesetVersion, false), (decided.Decision!.RulesetVersion, decided.Decision.ByMachine));
        Assert.NotEmpty(decided.Decision.Trace);
    }

    [Fact]
    public async Task Decide_AgainstTheRequestWithoutHearing_IsRefusedWhereTheLawWantsOne()
    {
        var scene = new CaseScene(new ReplayEngines());
        await scene.EnterDoubtfulAsync();
        Assert.Equal("case.hearing-missing", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Refusal, CaseScene.Ana, Cancel)));
        await scene.Work.HearAsync(CaseScene.Id(), CaseScene.Ana, Cancel);
        Assert.Equal("case.clock-stands", await CodeAsync(scene.Work.HearAsync(CaseScene.Id(), CaseScene.Ana, Cancel)));
        Assert.Equal("case.hearing-runs", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Refusal, CaseScene.Ana, Cancel)));
        Assert.Equal("case.hearing-runs", await CodeAsync(scene.Work.EndHearingAsync(CaseScene.Id(), CaseScene.Ana, Cancel)));
        scene.Clock.Advance(TimeSpan.FromDays(17));          // ten working days
        Assert.Null(await CodeAsync(scene.Work.EndHearingAsync(CaseScene.Id(), CaseScene.Ana, Cancel)));
        Assert.Null(await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Refusal, CaseScene.Ana, Cancel)));
    }

    [Fact]
    public async Task Decide_FourEyes_TakesTwoPersonsOfOneMind()
    {
        var scene = new CaseScene(new ReplayEngines(), r => WithRoute(r, route => route with { FourEyes = new Rule<bool>(true, Confidence.Verified, "test") }));
        await scene.EnterDoubtfulAsync();
        Assert.Equal(CaseStage.Review, (await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel)).Value.Stage);
        Assert.Equal("case.four-eyes-same-person", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel)));
        Assert.Equal(CaseStage.Review, (await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full with { Parts = [] }, CaseScene.Bruno, Cancel)).Value.Stage);
        RecognitionCase decided = (await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full with { Parts = [] }, CaseScene.Carla, Cancel)).Value;
        Assert.Equal((CaseStage.Decided, "bruno,carla"), (decided.Stage, string.Join(',', decided.Decision!.Deciders)));
    }

    [Fact]
    public async Task Decide_UnverifiedFourEyes_TakesOne()
    {
        var scene = new CaseScene(new ReplayEngines(), r => WithRoute(r, route => route with { FourEyes = new Rule<bool>(true, Confidence.Unverified, "test") }));
        await scene.EnterDoubtfulAsync();
        Assert.Equal(CaseStage.Decided, (await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel)).Value.Stage);
    }

    [Fact]
    public async Task Appeal_ToWhoDecided_IsRefused()
    {
        var scene = new CaseScene(new ReplayEngines());
        await scene.EnterDoubtfulAsync();
        await scene.HearAsync();
        await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Refusal, CaseScene.Ana, Cancel);
        await scene.RunAsync();
        Assert.Null(await CodeAsync(scene.Applicant.AppealAsync(CaseScene.Id(), new SealedText("why"), "PT-ESCOLA", Cancel)));
        Assert.Equal("case.appeal-same-decider", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Part, CaseScene.Ana, Cancel)));
        Assert.Null(await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Part, CaseScene.Bruno, Cancel)));
    }

    [Fact]
    public async Task Close_IncompleteFile_NeedsAPersonAndTheEstablishedTerm()
    {
        var scene = new CaseScene(new ReplayEngines());
        await scene.Enter.HandleAsync(CaseScene.Command(owed: "evidence"), Cancel);
        await scene.RunUntilAsync(new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(CaseStage.Completeness, (await scene.GetAsync()).Stage);
        Assert.Equal("case.inactivity-not-over", await CodeAsync(scene.Work.CloseAsync(CaseScene.Id(), CaseScene.Ana, Cancel)));
        await scene.RunUntilAsync(new(2027, 7, 20, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(CaseStage.Completeness, (await scene.GetAsync()).Stage);     // no machine closes it
        Assert.Equal("case.needs-person", await CodeAsync(scene.Work.CloseAsync(CaseScene.Id(), Actor.Machine(CaseScene.Body), Cancel)));
        Assert.Null(await CodeAsync(scene.Work.CloseAsync(CaseScene.Id(), CaseScene.Ana, Cancel)));
        await scene.RunAsync();
        Assert.Equal(CaseEnd.ClosedIncomplete, (await scene.GetAsync()).End);
        Assert.Single(scene.Uses.Released);
    }

    [Fact]
    public async Task Due_PassesWithoutDecision_EscalatesAndInventsNothing()
    {
        var scene = new CaseScene(new ReplayEngines());
        await scene.EnterDoubtfulAsync();
        await scene.RunUntilAsync(new(2027, 1, 15, 0, 0, 0, TimeSpan.Zero));
        RecognitionCase late = await scene.GetAsync();
        Assert.Equal((CaseStage.Review, null), (late.Stage, late.Decision));
        Assert.True(late.HasFact(CaseTurns.Escalated(late)));
        Assert.DoesNotContain(late.Facts, f => f.What.StartsWith("silence", StringComparison.Ordinal));
        Assert.Equal(["case-due", "case-due", "case-overdue"], scene.Notifier.Kinds.Order());
        Assert.Null(await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel)));
    }

    [Theory]
    [InlineData(Confidence.Verified, true)]
    [InlineData(Confidence.Unverified, false)]
    public async Task Due_SilenceHasAnEffectByLaw_IsNotedOnlyWhereEstablished(Confidence confidence, bool isNoted)
    {
        var scene = new CaseScene(new ReplayEngines(), r => WithRoute(r, route => route with { OnSilence = SilenceEffect.DeemedRefusedAppealable, Confidence = confidence }));
        await scene.EnterDoubtfulAsync();
        await scene.RunUntilAsync(new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        RecognitionCase late = await scene.GetAsync();
        Assert.Equal(isNoted, late.HasFact("silence:deemed-refused-appealable"));
        Assert.Null(late.Decision);
    }

    [Fact]
    public async Task Decide_AtWrongStage_IsRefused()
    {
        var scene = new CaseScene(new ReplayEngines());
        await scene.Enter.HandleAsync(CaseScene.Command(owed: "evidence"), Cancel);
        await scene.RunAsync();
        Assert.Equal("case.wrong-stage", await CodeAsync(scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel)));
        Assert.Equal("case.wrong-stage", await CodeAsync(scene.Applicant.AppealAsync(CaseScene.Id(), new SealedText("x"), "p", Cancel)));
    }
}
