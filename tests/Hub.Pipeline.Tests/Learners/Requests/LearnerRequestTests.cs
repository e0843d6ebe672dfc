using Hub.Audit;
using Hub.Learners;
using Hub.Learners.Access;
using Hub.Learners.Achievements;
using Hub.Learners.Requests;
using Hub.Pipeline.Tests.Audit;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;

namespace Hub.Pipeline.Tests.Learners.Requests;

/// <summary>What learners ask for, and what comes of it.</summary>
public sealed class LearnerRequestTests : IAsyncLifetime
{
    static readonly Caller School = TestHub.CallerOf(TestHub.School), Other = TestHub.CallerOf(OrganisationId.Parse("PT-OUTRA"));

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;
    OwnLearner _own = null!;
    LearnerReference _learner;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder);
        await _hub.RegisterAsync("PT-OUTRA", "PT");
        await _hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("B-1", "2"));
        await _hub.SubmitAsync(Achieved.Header + Achieved.Row("C-1", "1"), kind: AchievementKind.KindName, caller: Other);
        _learner = await _hub.LearnerOfAsync("A-1");
        _own = await _hub.Access.ComeAsync(_learner);
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static MakeRequestCommand Wrong(string achievement = "PT-ESCOLA~A-1", string? statement = "The grade is 18.") => new(LearnerRequestKind.Rectification, achievement, statement);

    Task<Result<LearnerRequest>> MakeAsync(MakeRequestCommand command) => _hub.Access.Requests.HandleAsync(_own, command, TestHub.Cancel);

    async Task<IReadOnlyList<LearnerRequest>> ToAsync(Caller caller, bool toRegistrars = false, LearnerRequestState? state = null) =>
        (await _hub.Access.Answers.ListAsync(caller, toRegistrars, state, null, 100, TestHub.Cancel)).Value.Items;

    Task<Problem?> AnswerAsync(string id, LearnerRequestState? outcome, string? reason = "It is 17.", bool toRegistrars = false, Caller? caller = null) =>
        _hub.Access.Answers.HandleAsync(caller ?? School, toRegistrars, new AnswerRequestCommand(id, outcome, reason), TestHub.Cancel);

    [Fact]
    public async Task Rectification_FromAskingToAnswer_IsSeenByBothAndLogged()
    {
        LearnerRequest made = (await MakeAsync(Wrong())).Value;
        Assert.Equal((LearnerRequestState.Open, TestHub.School.Value), (made.State, made.Body));
        LearnerRequest listed = Assert.Single(await ToAsync(School));
        Assert.Equal((made.Id, "The grade is 18.", _learner.Value), (listed.Id, listed.Statement, listed.Learner));
        Assert.Empty(await ToAsync(Other));
        Assert.Empty(await ToAsync(TestHub.Registrar, toRegistrars: true));
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await AnswerAsync(made.Id, LearnerRequestState.Refused));
        Assert.Null(await AnswerAsync(made.Id, LearnerRequestState.Refused));
        Assert.Equal("learner-request.answered", (await AnswerAsync(made.Id, LearnerRequestState.Done))!.Code);
        LearnerRequest seen = Assert.Single(await _hub.Access.Requests.ListAsync(_own, TestHub.Cancel));
        Assert.Equal((LearnerRequestState.Refused, "It is 17."), (seen.State, seen.Reason));
        Assert.Empty(await ToAsync(School, state: LearnerRequestState.Open));
        Assert.Single(await ToAsync(School, state: LearnerRequestState.Refused));
        await _hub.PumpAsync();
        AuditEntry[] log = [.. (await _hub.LogAsync(TestHub.School.Value)).Where(e => e.Action.StartsWith("learner-request", StringComparison.Ordinal))];
        Assert.Equal([("learner-request.made", $"learner~{_learner}"), ("learner-request.answered", "test-key")], log.Select(e => (e.Action, e.Actor)));
        Assert.All(log, e => Assert.Equal("rectification", e.Ground));
        Assert.Contains((await _hub.Access.Accesses.HandleAsync(_own, null, 100, TestHub.Cancel)).Value.Items, a => a.Ground == ReadingGrounds.LearnerRequest && a.Actor == "test-key");
    }

    [Fact]
    public async Task Erasure_Asked_GoesToRegistrars()
    {
        LearnerRequest made = (await MakeAsync(new MakeRequestCommand(LearnerRequestKind.Erasure, null, "Please."))).Value;
        Assert.Equal("~hub", made.Body);
        Assert.Empty(await ToAsync(School));
        Assert.Single(await ToAsync(TestHub.Registrar, toRegistrars: true));
        Assert.Equal("learner-request.not-allowed", (await _hub.Access.Answers.ListAsync(School, true, null, null, 100, TestHub.Cancel)).Problem!.Code);
        Assert.Equal("learner-request.not-allowed", (await AnswerAsync(made.Id, LearnerRequestState.Done, toRegistrars: true))!.Code);
        Assert.Null(await AnswerAsync(made.Id, LearnerRequestState.Done, toRegistrars: true, caller: TestHub.Registrar));
        await _hub.PumpAsync();
        Assert.Contains(await _hub.LogAsync("~hub"), e => e.Action == AuditActions.LearnerRequestAnswered);
    }

    [Fact]
    public async Task Make_WhatCanNotBeAsked_IsRefused()
    {
        async Task<string?> CodeAsync(MakeRequestCommand command) => (await MakeAsync(command)).Problem?.Code;
        Assert.Equal("learner-request.kind-missing", await CodeAsync(new MakeRequestCommand(null, null, "x")));
        Assert.Equal("learner-request.text-invalid", await CodeAsync(Wrong(statement: " ")));
        Assert.Equal("learner-request.text-invalid", await CodeAsync(Wrong(statement: new string('x', 2001))));
        foreach (string id in (string[])["PT-ESCOLA~B-1", "PT-OUTRA~C-1", "PT-ESCOLA~none", "x", ""]) Assert.Equal("learner-request.achievement-unknown", await CodeAsync(Wrong(id)));
        Assert.Equal("learner-request.achievement-unknown", await CodeAsync(new MakeRequestCommand(LearnerRequestKind.Erasure, "PT-ESCOLA~A-1", "x")));
        for (int i = 0; i < MakeRequestHandler.MaxOpen; i++) Assert.Null(await CodeAsync(Wrong()));
        Assert.Equal("learner-request.too-many", await CodeAsync(Wrong()));
    }

    [Fact]
    public async Task Answer_WhatCanNotBeAnswered_IsRefused()
    {
        string id = (await MakeAsync(Wrong())).Value.Id;
        Assert.Equal("learner-request.not-found", (await AnswerAsync(id, LearnerRequestState.Done, caller: Other))!.Code);
        Assert.Equal("learner-request.not-found", (await AnswerAsync("x", LearnerRequestState.Done))!.Code);
        Assert.Equal("learner-request.outcome-invalid", (await AnswerAsync(id, LearnerRequestState.Open))!.Code);
        Assert.Equal("learner-request.outcome-invalid", (await AnswerAsync(id, null))!.Code);
        Assert.Equal("learner-request.text-invalid", (await AnswerAsync(id, LearnerRequestState.Done, ""))!.Code);
        Assert.Equal("page.cursor-invalid", (await _hub.Access.Answers.ListAsync(School, false, null, "x", 10, TestHub.Cancel)).Problem!.Code);
    }

    /// <summary>What one saw through one provider's eyes, nobody sees through another's.</summary>
    [Fact]
    public async Task List_ThroughOtherEyes_ShowsWhatThoseSawAlone()
    {
        await MakeAsync(Wrong());
        OwnLearner through = await _hub.Access.ComeAsync(_learner, Other), whole = await _hub.Access.ComeAsync(_learner, TestHub.Registrar);
        Assert.Empty(await _hub.Access.Requests.ListAsync(through, TestHub.Cancel));
        Assert.Single(await _hub.Access.Requests.ListAsync(whole, TestHub.Cancel));
    }

    [Fact]
    public async Task List_InPages_GivesEachOnce()
    {
        for (int i = 0; i < 5; i++) await MakeAsync(Wrong(statement: $"{i}"));
        var seen = new List<string>();
        for (string? after = null; ;)
        {
            Page<LearnerRequest> page = (await _hub.Access.Answers.ListAsync(School, false, LearnerRequestState.Open, after, 2, TestHub.Cancel)).Value;
            seen.AddRange(page.Items.Select(i => i.Statement));
            if ((after = page.Next) is null) break;
        }

        Assert.Equal(["0", "1", "2", "3", "4"], seen.Order(StringComparer.Ordinal));
    }

    /// <summary>A request is made, listed and logged once, or it is not there, wherever the process dies; and answered once.</summary>
    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task MakeAndAnswer_ProcessDiesAtEachCall_AreOnceOrNotAtAll(FaultMoment moment)
    {
        int made = 0, answered = 0;
        for (int at = 1; at < 40; at++)
        {
            var faults = Faults.At(at, moment);
            (ITables tables, IQueue queue) = (new FaultyTables(_hub.Tables, faults), new FaultyQueue(_hub.Queue, faults));
            var learners = new LearnerStore(tables, _hub.KeyRing, queue);
            var store = new LearnerRequests(tables, queue, learners);
            try
            {
                string id = (await new MakeRequestHandler(store, _hub.LearnerRecords, _hub.Clock).HandleAsync(_own, Wrong(), TestHub.Cancel)).Value.Id;
                Assert.Null(await new AnswerRequestHandler(store, new AuditTrail(tables, queue, _hub.Clock), _hub.Clock).HandleAsync(School, false, new AnswerRequestCommand(id, LearnerRequestState.Done, "Put right."), TestHub.Cancel));
            }
            catch (DeathException)
            {
                // the learner looks whether it is there
            }

            IReadOnlyList<LearnerRequest> own = await _hub.Access.Requests.ListAsync(_own, TestHub.Cancel), listed = await ToAsync(School);
            Assert.Equal(own.Select(r => (r.Id, r.State)).Order(), listed.Select(r => (r.Id, r.State)).Order());
            (made, answered) = (own.Count, own.Count(r => r.State == LearnerRequestState.Done));
            foreach (LearnerRequest open in own.Where(r => r.State == LearnerRequestState.Open)) Assert.Null(await AnswerAsync(open.Id, LearnerRequestState.Done, "Put right."));
            if (!faults.IsDead) break;
        }

        _hub.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(made, (await ToAsync(School)).Count);
        await _hub.Checkpoint.HandleAsync(TestHub.Cancel);
        IReadOnlyList<AuditEntry> log = await _hub.LogAsync(TestHub.School.Value);
        Assert.Equal((made, made), (log.Count(e => e.Action == AuditActions.LearnerRequestMade), log.Count(e => e.Action == AuditActions.LearnerRequestAnswered)));
        Assert.Equal(made, (await _hub.Tables.ScanAsync(LearnerRequests.Table, $"for~{TestHub.School}", " ", null, 100, TestHub.Cancel)).Count);
        Assert.True(made > 3 && answered > 0);
    }
}
