using Hub.Notifications;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Uses;
using Hub.Rules;

namespace Hub.Pipeline.Tests.Support;

/// <summary>Cases over the tables of a hub, whose processes are only noted, not run.</summary>
public sealed class CaseDesk
{
    public CaseDesk(TestHub hub)
    {
        (Store, Uses) = (new CaseStore(hub.Tables, hub.Clock), new AchievementUses(hub.Tables, hub.Learners));
        var changes = new CaseChanges(Store, new CaseLaws(Rulesets.LoadDefault()), Workflows, hub.Queue);
        Wake = new WakeCase(Store, changes, Workflows, new NoticeOutbox(hub.Tables, hub.Queue));
        Reopen = new ReopenCases(hub.LearnerRecords, Uses, Store, new ApplicantOfCase(changes, Store));
    }

    public CaseStore Store { get; }

    public AchievementUses Uses { get; }

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
