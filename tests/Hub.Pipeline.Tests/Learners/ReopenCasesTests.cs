using Hub.Learners;
using Hub.Learners.Achievements;
using Hub.Pipeline.Tests.Support;
using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;
using Hub.Rules;
using Hub.Work;

namespace Hub.Pipeline.Tests.Learners;

/// <summary>A decision rests on an achievement that a later file revokes, corrects or replaces.</summary>
public sealed class ReopenCasesTests
{
    [Theory]
    [InlineData("A-1", "revoked", "", 1)]
    [InlineData("A-1", "corrected", "", 1)]
    [InlineData("A-9", "corrected", "A-1", 1)]
    [InlineData("A-1", "awarded", "", 0)]
    [InlineData("A-2", "revoked", "", 0)]
    public async Task File_ChangesWhatACaseRestsOn_ReopensItOnce(string localId, string status, string replaces, int round)
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("A-2", "1"));
        CaseId id = await GrantAsync(hub, await hub.LearnerOfAsync("A-1"));
        for (int twice = 0; twice < 2; twice++)
        {
            await SendAsync(hub, $"change-{twice}", localId, status, replaces);
            RecognitionCase now = (await hub.Cases.Store.FindAsync(id, TestHub.Cancel))!;
            Assert.Equal((round, round == 0 ? CaseStage.Final : CaseStage.Evaluation), (now.Round, now.Stage));
            Assert.Equal(round, now.Facts.Count(f => f.What.StartsWith("reopened:", StringComparison.Ordinal)));
        }

        Assert.Equal(round == 0 ? [] : [$"{id}~1"], hub.Cases.Workflows.Started);
    }

    [Fact]
    public async Task File_ProcessDiesAnywhere_TheCaseIsReopenedOnce()
    {
        using var prepared = new TemporaryFolder();
        using (TestHub hub = await TestHub.OpenWithSchoolAsync(prepared))
        {
            await hub.AchieveAsync(Achieved.Row("A-1", "1"));
            await GrantAsync(hub, await hub.LearnerOfAsync("A-1"));
        }

        var deaths = new EveryDeath((hub, _) => SendAsync(hub, "revoke", "A-1", "revoked", ""), OutcomeAsync) { Limits = TestHub.SmallChunks };
        Assert.Contains("Evaluation 1 1", await deaths.RunAsync(prepared), StringComparison.Ordinal);
    }

    static async Task<string> OutcomeAsync(TestHub hub)
    {
        RecognitionCase of = (await hub.Cases.Store.FindAsync(Id, TestHub.Cancel))!;
        return $"{of.Stage} {of.Round} {of.Facts.Count(f => f.What.StartsWith("reopened:", StringComparison.Ordinal))}";
    }

    static CaseId Id => new(TestHub.School, 2026, "k");

    /// <summary>A case that the hub granted on the first version of A-1.</summary>
    static async Task<CaseId> GrantAsync(TestHub hub, LearnerReference learner)
    {
        string version = Rulesets.LoadDefault().For("PT", new DateOnly(2026, 1, 5)).Version;
        var decision = new CaseDecision(new DecisionDraft(DecisionOutcome.Full, null, [], null, null, []), [Actor.MachineId], ByMachine: true, OnAppeal: false, hub.Clock.GetUtcNow(), version, []);
        var granted = new RecognitionCase(Id.ToString(), TestHub.School.Value, learner.Value, "PT", "unit-equivalence", "PT-ESCOLA~U", [Achieved.Id("A-1")], version, hub.Clock.GetUtcNow())
        {
            Stage = CaseStage.Final,
            End = CaseEnd.Granted,
            Decision = decision,
            Evaluation = new StoredEvaluation(ProposedOutcome.Full, ProposedOutcome.Full, true, null, version, new DateOnly(2026, 1, 5), [], []) { Seen = new Dictionary<string, int> { [Achieved.Id("A-1")] = 1 } },
        };
        await hub.Cases.Uses.NoteCaseAsync(learner.Value, Id, TestHub.Cancel);
        Assert.True(await hub.Cases.Store.AddAsync(granted, TestHub.Cancel));
        return Id;
    }

    static async Task SendAsync(TestHub hub, string key, string localId, string status, string replaces)
    {
        string header = Achieved.Header.TrimEnd('\n') + ",replaces\n", row = Achieved.Row(localId, "1", status: status).TrimEnd('\n') + $",{replaces}\n";
        await hub.SendAsync(header + row, key: key, kind: AchievementKind.KindName);
        await new Pump(hub) { Later = (queue, _) => queue == Queues.Apply }.RunAsync();
    }
}
