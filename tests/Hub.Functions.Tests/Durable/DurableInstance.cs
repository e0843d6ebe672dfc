using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker.Shims;

namespace Hub.Functions.Tests.Durable;

/// <summary>One orchestration as the durable host stores it: its history, what came for it, and what it waits for.</summary>
sealed class DurableInstance(string id, string workflow, string input, DateTime startedAt)
{
    readonly List<HistoryEvent> _history = [];
    List<HistoryEvent> _inbox = [];

    public string Id => id;

    public string Workflow => workflow;

    public DateTime StartedAt => startedAt;

    public List<ScheduleTaskOrchestratorAction> Activities { get; } = [];

    public List<CreateTimerOrchestratorAction> Timers { get; } = [];

    public string? CustomStatus { get; private set; }

    public OrchestrationCompleteOrchestratorAction? End { get; private set; }

    public bool HasNews => _inbox.Count > 0 && End is null;

    OrchestrationInstance Instance { get; } = new() { InstanceId = id, ExecutionId = id };

    public TaskContext ActivityContext => new(Instance);

    public void Start(DateTime now) => Receive(new ExecutionStartedEvent(-1, Json(input)) { Name = workflow, Version = "", OrchestrationInstance = Instance }, now);

    public void Receive(HistoryEvent news, DateTime now)
    {
        news.Timestamp = now;
        _inbox.Add(news);
    }

    public void Raise(string name, DateTime now) => Receive(new EventRaisedEvent(-1, "null") { Name = name }, now);

    public void Fire(CreateTimerOrchestratorAction timer, DateTime now)
    {
        Timers.Remove(timer);
        Receive(new TimerFiredEvent(-1, timer.FireAt) { TimerId = timer.Id }, now);
    }

    /// <summary>One turn: replays the history with the worker's own executor. What it asks takes effect when the result is called.</summary>
    public Action Run(Func<TaskOrchestrationContext, Task<string>> orchestrator, DateTime now)
    {
        var state = new OrchestrationRuntimeState([.. _history]);
        state.AddEvent(new OrchestratorStartedEvent(-1) { Timestamp = now });
        List<HistoryEvent> taken = _inbox;
        foreach (HistoryEvent news in taken) state.AddEvent(news);
        TaskOrchestration shim = DurableTaskShimFactory.Default.CreateOrchestration<string, string>(workflow, async (context, _) => await orchestrator(context));
        OrchestratorExecutionResult result = new TaskOrchestrationExecutor(state, shim, BehaviorOnContinueAsNew.Carryover, ErrorPropagationMode.UseFailureDetails).Execute();
        OrchestratorAction[] asked = [.. result.Actions];
        return () =>
        {
            _inbox = [.. _inbox.Except(taken)];
            _history.Add(new OrchestratorStartedEvent(-1) { Timestamp = now });
            _history.AddRange(taken);
            foreach (OrchestratorAction action in asked) Take(action, now);
            _history.Add(new OrchestratorCompletedEvent(-1) { Timestamp = now });
            CustomStatus = result.CustomStatus;
        };
    }

    void Take(OrchestratorAction action, DateTime now)
    {
        switch (action)
        {
            case ScheduleTaskOrchestratorAction step:
                _history.Add(new TaskScheduledEvent(step.Id, step.Name!, step.Version, step.Input) { Timestamp = now });
                Activities.Add(step);
                break;
            case CreateTimerOrchestratorAction timer:
                _history.Add(new TimerCreatedEvent(timer.Id, timer.FireAt) { Timestamp = now });
                Timers.Add(timer);
                break;
            case OrchestrationCompleteOrchestratorAction end:
                End = end;
                Timers.Clear();
                break;
            default:
                throw new NotSupportedException($"{action.OrchestratorActionType} is nothing a process asks.");
        }
    }

    static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
