using Hub.Notifications;
using Hub.Organisations.Accreditations;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Documents;
using Hub.Recognition.Evaluation;
using Hub.Recognition.Statistics;
using Hub.Rules;
using Hub.Rules.Adoptions;

namespace Hub.Workflows.Contracts;

/// <summary>Recognition on tables in memory, with a clock that is set. <see cref="Restart"/> makes everything anew but the tables.</summary>
public sealed class CaseScene
{
    public const string Body = "PT-ANQEP";

    public static readonly Actor Ana = new("ana", Body, IsPerson: true), Bruno = new("bruno", Body, IsPerson: true), Carla = new("carla", Body, IsPerson: true);

    static readonly Vocabularies Words = Vocabularies.LoadDefault();

    static readonly Rulesets Default = Rulesets.LoadDefault();

    readonly Rulesets _rulesets;
    readonly ICaseEngines _engines;

    public CaseScene(ICaseEngines engines, Func<Ruleset, Ruleset>? change = null)
    {
        _engines = engines;
        _rulesets = change is null ? Default : Rulesets.Of([.. Default.All.Select(change)]);
        Restart();
    }

    public SettableClock Clock { get; } = new();

    public MemoryTables Tables { get; } = new();

    public FakeInputs Inputs { get; } = new();

    public FakeUses Uses { get; } = new();

    public TellingQueue Notifier { get; private set; } = null!;

    /// <summary>Whether nudges are written; lost ones only delay.</summary>
    public bool LosesNudges { get; set; }

    /// <summary>The process dies where it would start or wake another: after the case is written.</summary>
    public bool DiesBeforeWaking { get; set; }

    public CaseStore Store { get; private set; } = null!;

    public ICaseEngine Engine { get; private set; } = null!;

    public IWorkflows Workflows => Engine.Workflows;

    public CaseLaws Laws { get; private set; } = null!;

    public AdoptRulesetHandler Adopt { get; private set; } = null!;

    public EnterCase Enter { get; private set; } = null!;

    public DecideCase Decide { get; private set; } = null!;

    public WorkOnCase Work { get; private set; } = null!;

    public ApplicantOfCase Applicant { get; private set; } = null!;

    public WakeCase Wake { get; private set; } = null!;

    public CaseSteps Steps { get; private set; } = null!;

    public CaseStatistics Statistics { get; private set; } = null!;

    public PlainTexts Texts { get; } = new();

    public TestSigner Signer { get; } = new();

    public DecisionStore Decisions { get; private set; } = null!;

    public IssueDecision Issue { get; private set; } = null!;

    public void Restart()
    {
        Tables.Revive();
        Notifier ??= new TellingQueue(Tables);
        Store = new CaseStore(Tables, Clock);
        var adoptions = new AdoptionStore(Tables);
        var rules = new RulesInForce(_rulesets, adoptions, Clock);
        Laws = new CaseLaws(_rulesets, rules);
        Adopt = new AdoptRulesetHandler(_rulesets, adoptions, rules, Notifier, Clock);
        Decisions = new DecisionStore(Tables, Texts);
        Issue = new IssueDecision(Laws, Decisions, new NoNames(), Texts, Signer, new FixedKeyRing(), Words);
        Steps = new CaseSteps(Store, Laws, Inputs, Uses, new NoticeOutbox(Tables, Notifier), Statistics = new CaseStatistics(Tables), Issue);
        Engine = _engines.Start(new WorkflowSet().AddRecognition(Steps), Tables, Clock);
        var changes = new CaseChanges(Store, Laws, new Nudging(this), Notifier, new NoticeOutbox(Tables, Notifier));
        Wake = new WakeCase(Store, changes, new Nudging(this), new NoticeOutbox(Tables, Notifier));
        (Enter, Decide, Work, Applicant) = (new EnterCase(Store, Laws, changes, Clock), new DecideCase(changes), new WorkOnCase(changes), new ApplicantOfCase(changes, Store));
    }

    public static CaseId Id(string key = "k1") => new(OrganisationId.Parse(Body), 2026, key);

    public static EnterCaseCommand Command(string key = "k1", string route = "unit-equivalence", params string[] owed) => new(Id(key), "PT-ESCOLA", "learner-1", "PT", route, "TARGET", ["a1"], owed);

    public static DecisionDraft Full { get; } = new(DecisionOutcome.Full, null, [], null, null, ["A"]);

    public static DecisionDraft Refusal { get; } = new(DecisionOutcome.Refused, ConductRules.StatedReasons, ["present-more-evidence"], PlainTexts.Of(Id().ToString(), "Too little was shown."), null, []);

    public static DecisionDraft Part { get; } = Refusal with { Outcome = DecisionOutcome.Partial, Parts = ["A"] };

    public async Task<RecognitionCase> GetAsync(string key = "k1") => (await Store.FindAsync(Id(key), TestContext.Current.CancellationToken))!;

    public Task<DateTimeOffset?> RunAsync() => Engine.AdvanceAsync(TestContext.Current.CancellationToken);

    /// <summary>Goes on from wake to wake until <paramref name="until"/>.</summary>
    public async Task RunUntilAsync(DateTimeOffset until)
    {
        while (await RunAsync() is { } next && next <= until) Clock.Set(next);
        if (Clock.GetUtcNow() < until) Clock.Set(until);
        await RunAsync();
    }

    /// <summary>Hears the applicant and lets them answer the next day, as the law wants before a decision against them.</summary>
    public async Task HearAsync(string key = "k1")
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Assert.Null((await Work.HearAsync(Id(key), Ana, cancel)).Problem);
        await RunAsync();
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null((await Applicant.AnswerHearingAsync(Id(key), new SealedText("answer"), "PT-ESCOLA", cancel)).Problem);
        await RunAsync();
    }

    /// <summary>What a case that was in doubt came to under review.</summary>
    public async Task EnterDoubtfulAsync(string key = "k1")
    {
        Inputs.IsSound = false;
        Assert.Null((await Enter.HandleAsync(Command(key), TestContext.Current.CancellationToken)).Problem);
        await RunAsync();
        Assert.Equal(CaseStage.Review, (await GetAsync(key)).Stage);
    }

    /// <summary>Refused by a person, after the applicant was heard.</summary>
    public async Task RefuseAsync()
    {
        await EnterDoubtfulAsync();
        await HearAsync();
        Assert.Null((await Decide.HandleAsync(Id(), Refusal, Ana, TestContext.Current.CancellationToken)).Problem);
        await RunAsync();
    }

    sealed class Nudging(CaseScene scene) : IWorkflows
    {
        public Task StartAsync(string instanceId, string workflow, string input, CancellationToken cancel) =>
            scene.DiesBeforeWaking ? throw new IOException("died") : scene.Workflows.StartAsync(instanceId, workflow, input, cancel);

        public Task NudgeAsync(string instanceId, CancellationToken cancel) =>
            scene.DiesBeforeWaking ? throw new IOException("died") : scene.LosesNudges ? Task.CompletedTask : scene.Workflows.NudgeAsync(instanceId, cancel);

        public Task<WorkflowStatus?> StatusAsync(string instanceId, CancellationToken cancel) => scene.Workflows.StatusAsync(instanceId, cancel);
    }
}

/// <summary>One unit that is the target's own: beyond doubt, or nobody has checked it.</summary>
public sealed class FakeInputs : IEvaluationInputs
{
    static readonly AccreditationScope Scope = new("s", "PT-ESCOLA", "agency", "institutional", "positive", "active", new(2015, 1, 1), null, [], [], [], [], [], [], null);

    public bool IsSound { get; set; } = true;

    public bool IsRevoked { get; set; }

    /// <summary>Faults before it works.</summary>
    public int Faults { get; set; }

    public Task<EvaluationInput> LoadAsync(RecognitionCase of, DateOnly asOf, CancellationToken cancel)
    {
        if (Faults-- > 0) throw new IOException("not now");
        var target = new PreparedTarget(new RecognitionTarget(of.Target, of.Country, 4, "PONTO", 4.5m, [new TargetPart("A", [], 4.5m)], null), []);
        var achievement = new PresentedAchievement(
            "a1", "A", "PT-ESCOLA", "PT", "unit", "vet", "formal", new(2025, 6, 30), IsRevoked ? AchievementState.Revoked : AchievementState.Awarded, new Proof(IsSound, null, null), default, ["0613"], [], null, null, []);
        return Task.FromResult(new EvaluationInput(target, [achievement], [], [Scope], asOf, []));
    }
}

/// <summary>Uses of achievements in memory.</summary>
public sealed class FakeUses : IAchievementUses
{
    readonly Dictionary<string, string> _held = [];

    public List<string> Confirmed { get; } = [];

    public List<string> Released { get; } = [];

    public Task<bool> ReserveAsync(RecognitionCase of, CancellationToken cancel)
    {
        foreach (string achievement in of.Achievements)
            if (_held.GetValueOrDefault(of.Target + achievement, of.Id) != of.Id) return Task.FromResult(false);
        foreach (string achievement in of.Achievements) _held[of.Target + achievement] = of.Id;
        return Task.FromResult(true);
    }

    public Task ConfirmAsync(RecognitionCase of, CancellationToken cancel)
    {
        if (!Confirmed.Contains(of.Id)) Confirmed.Add(of.Id);
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(RecognitionCase of, CancellationToken cancel)
    {
        foreach (string achievement in of.Achievements)
            if (_held.GetValueOrDefault(of.Target + achievement) == of.Id) _held.Remove(of.Target + achievement);
        if (!Released.Contains(of.Id)) Released.Add(of.Id);
        return Task.CompletedTask;
    }
}
