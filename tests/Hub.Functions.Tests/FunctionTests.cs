using System.Reflection;
using Hub.Functions.Triggers;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Work;
using Hub.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace Hub.Functions.Tests;

/// <summary>The functions of the app as their attributes say, which is what the host is told.</summary>
public sealed class FunctionTests
{
    static readonly (string Name, MethodInfo Method)[] Functions =
    [
        .. typeof(QueueTriggers).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Select(m => (m.GetCustomAttribute<FunctionAttribute>()?.Name, m)).Where(f => f.Name is not null).Select(f => (f.Name!, f.m)),
    ];

    static T? TriggerOf<T>(MethodInfo method)
        where T : Attribute => method.GetParameters().Select(p => p.GetCustomAttribute<T>()).SingleOrDefault(a => a is not null);

    static IEnumerable<string> WithTrigger<T>()
        where T : Attribute => Functions.Where(f => TriggerOf<T>(f.Method) is not null).Select(f => f.Name).Order(StringComparer.Ordinal);

    [Fact]
    public void Queues_Always_HaveATriggerAndOneForTheirPoison() => Assert.Equal(
        Queues.All.SelectMany(q => new[] { q, q + QueueLimits.PoisonSuffix }).Order(StringComparer.Ordinal),
        Functions.Select(f => TriggerOf<QueueTriggerAttribute>(f.Method)?.QueueName).OfType<string>().Order(StringComparer.Ordinal));

    [Fact]
    public void QueueTriggers_Always_AreNamedForTheirQueueAndUseTheHubsAccount() => Assert.All(
        Functions.Where(f => TriggerOf<QueueTriggerAttribute>(f.Method) is not null),
        f => Assert.Equal((f.Name, Settings.Storage), (TriggerOf<QueueTriggerAttribute>(f.Method)!.QueueName, TriggerOf<QueueTriggerAttribute>(f.Method)!.Connection)));

    [Fact]
    public void Activities_Always_AreTheSteps() => Assert.Equal(
        new WorkflowSet().AddRecognition(new CaseSteps(null!, null!, null!, null!, null!, null!, null!)).StepNames.Order(StringComparer.Ordinal), WithTrigger<ActivityTriggerAttribute>());

    [Fact]
    public void Orchestrators_Always_AreTheWorkflows() => Assert.Equal([CaseChanges.Workflow], WithTrigger<OrchestrationTriggerAttribute>());

    [Fact]
    public void Timers_Always_TakeTheirScheduleFromSettings()
    {
        (string Name, MethodInfo Method)[] timers = [.. Functions.Where(f => TriggerOf<TimerTriggerAttribute>(f.Method) is not null)];
        Assert.Equal(["audit-checkpoint-timer", "feed-sweep", "release-timer", "submission-sweep-timer", "telemetry-timer"], timers.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(timers, t => Assert.StartsWith("%Hub:", TriggerOf<TimerTriggerAttribute>(t.Method)!.Schedule, StringComparison.Ordinal));
    }

    [Fact]
    public void Http_Always_IsOneFunctionWhoseNameSortsLast()
    {
        (string name, MethodInfo method) = Assert.Single(Functions, f => TriggerOf<HttpTriggerAttribute>(f.Method) is not null);
        Assert.Equal("{*rest}", TriggerOf<HttpTriggerAttribute>(method)!.Route);
        Assert.Equal(Functions.Select(f => f.Name).Max(StringComparer.Ordinal), name);
    }
}
