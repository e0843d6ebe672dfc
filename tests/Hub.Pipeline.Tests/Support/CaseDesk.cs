using Hub.Learners;
using Hub.Notifications;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Equivalences;
using Hub.Recognition.Requests;
using Hub.Recognition.Requests.Files;
using Hub.Recognition.Uses;
using Hub.Rules.Adoptions;

namespace Hub.Pipeline.Tests.Support;

/// <summary>Cases over the tables of a hub, whose processes are only noted, not run.</summary>
public sealed class CaseDesk
{
    public CaseDesk(TestHub hub, RulesInForce rules)
    {
        (Store, Uses) = (new CaseStore(hub.Tables, hub.Clock), new AchievementUses(hub.Tables, hub.Learners));
        var laws = new CaseLaws(TestHub.Rulesets, rules);
        var changes = new CaseChanges(Store, laws, Workflows, hub.Queue, new NoticeOutbox(hub.Tables, hub.Queue));
        Wake = new WakeCase(Store, changes, Workflows, new NoticeOutbox(hub.Tables, hub.Queue));
        Claims = new RequestClaims(hub.Tables);
        Requests = new FileRequests(
            hub.Learners, new KnownLearners(hub.Learners, hub.LearnerRecords, hub.Agreements), new RequestParties(hub.ReadLearner, hub.LearnerRecords, hub.Organisations, hub.Records), new ComparedEntries(hub.Tables, hub.Links, new EquivalenceStore(hub.Tables, hub.Records)),
            Uses, Own = new ProviderCases(hub.Tables, Store), Store, laws, new EnterCase(Store, laws, changes, hub.Clock), new LearnerTexts(hub.Learners), Claims, hub.Clock);
        Reopen = new ReopenCases(hub.LearnerRecords, Uses, Store, new ApplicantOfCase(changes, Store));
    }

    public CaseStore Store { get; }

    public AchievementUses Uses { get; }

    public RequestClaims Claims { get; }

    /// <summary>Enters requests that come in files.</summary>
    public FileRequests Requests { get; }

    public ProviderCases Own { get; }

    public WakeCase Wake { get; }

    public ReopenCases Reopen { get; }

    public NotedWorkflows Workflows { get; } = new();
}

/// <summary>Which processes were started.</summary>
public sealed class NotedWorkflows : IWorkflows
{
    public HashSet<string> Started { get; } = [];

    public Task StartAsync(string instanceId, string workflow, string input, CancellationToken cancel)
    {
        Started.Add(instanceId);
        return Task.CompletedTask;
    }

    public Task NudgeAsync(string instanceId, CancellationToken cancel) => Task.CompletedTask;

    public Task<WorkflowStatus?> StatusAsync(string instanceId, CancellationToken cancel) => Task.FromResult<WorkflowStatus?>(null);
}
