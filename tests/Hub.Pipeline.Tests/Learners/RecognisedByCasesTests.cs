using Hub.Learners;
using Hub.Pipeline.Tests.Support;
using Hub.Recognition.Cases;
using Hub.Recognition.Uses;

namespace Hub.Pipeline.Tests.Learners;

/// <summary>What of a decided case the credit record counts.</summary>
public sealed class RecognisedByCasesTests
{
    [Theory]
    [InlineData(DecisionOutcome.Full, CaseStage.Final, "", 1)]
    [InlineData(DecisionOutcome.Conditional, CaseStage.Final, "", 0)]
    [InlineData(DecisionOutcome.Conditional, CaseStage.Final, "conditions-met:1", 1)]
    [InlineData(DecisionOutcome.Conditional, CaseStage.AppealWindow, "conditions-met:1", 0)]
    [InlineData(DecisionOutcome.Conditional, CaseStage.Final, "conditions-met:2", 0)]
    [InlineData(DecisionOutcome.Refused, CaseStage.Final, "", 0)]
    public async Task Record_DecisionOfACase_CountsWhatWasGiven(DecisionOutcome outcome, CaseStage stage, string fact, int counted)
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.SubmitAsync("localId,kind,title@pt\r\nU,unit,Um\r\n");
        var learner = LearnerReference.New("0a");
        var id = new CaseId(TestHub.School, 2026, "k");
        var decision = new CaseDecision(new DecisionDraft(outcome, null, [], null, null, []), ["ana"], ByMachine: false, OnAppeal: false, hub.Clock.GetUtcNow(), "v", []);
        var of = new RecognitionCase(id.ToString(), TestHub.School.Value, learner.Value, "PT", "unit-equivalence", $"{TestHub.School}~U", [], "v", hub.Clock.GetUtcNow()) { Stage = stage, Decision = decision };
        if (fact.Length > 0) of = of.With(new CaseFact(hub.Clock.GetUtcNow(), "ana", fact));
        await hub.Cases.Uses.NoteCaseAsync(learner.Value, id, TestHub.Cancel);
        Assert.True(await hub.Cases.Store.AddAsync(of, TestHub.Cancel));
        Assert.Equal(counted, (await new RecognisedByCases(hub.Tables, hub.Cases.Uses, hub.Cases.Store).OfAsync(learner, TestHub.Cancel)).Count);
    }
}
