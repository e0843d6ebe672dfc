using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Hub.Functions.Orchestrations;
using Hub.Ports;
using Hub.Workflows;
using Hub.Workflows.Contracts;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Functions.Tests.Durable;

/// <summary>
/// The durable host in one process, by the clock of a scene: it replays with the worker's own executor, delivers at least once, fires
/// timers as early as the real one does, and may die before or after it stored a turn.
/// </summary>
public sealed class DurableEngines : ICaseEngines
{
    readonly Dictionary<string, DurableInstance> _store = new(StringComparer.Ordinal);

    public ICaseEngine Start(WorkflowSet set, MemoryTables tables, SettableClock clock) => new DurableEngine(_store, set, tables, clock);
}

sealed class DurableEngine(Dictionary<string, DurableInstance> store, WorkflowSet set, MemoryTables tables, SettableClock clock) : ICaseEngine
{
    /// <summary>Timers of the real host fired up to 0.9 s early.</summary>
    static readonly TimeSpan Early = TimeSpan.FromSeconds(0.9);

    readonly StepRunner _steps = new(set, NullLogger<StepRunner>.Instance);

    public TimeSpan Lateness => TimeSpan.FromSeconds(1);

    public IWorkflows Workflows => new DurableWorkflows(Bound(), NullLogger<DurableWorkflows>.Instance);

    DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<DateTimeOffset?> AdvanceAsync(CancellationToken cancel)
    {
        for (; ; )
        {
            foreach (DurableInstance instance in store.Values)
                foreach (CreateTimerOrchestratorAction timer in instance.Timers.Where(t => t.FireAt - Early <= Now).ToArray()) instance.Fire(timer, Now);
            if (store.Values.FirstOrDefault(i => i.HasNews) is { } turn) await StoreAsync(turn.Run(context => RecognitionFunctions.RunAsync(set, context), Now));
            else if (store.Values.FirstOrDefault(i => i.Activities.Count > 0) is { } waiting) await RunStepAsync(waiting, waiting.Activities[0], cancel);
            else break;
        }

        DateTime[] next = [.. store.Values.SelectMany(i => i.Timers).Select(t => t.FireAt - Early).Order()];
        return next.Length == 0 ? null : new DateTimeOffset(next[0]);
    }

    /// <summary>What is stored is found again by itself.</summary>
    public Task TakeUpAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task RetryAsync(string instanceId, CancellationToken cancel)
    {
        store[instanceId].Raise(DurableContext.Retry, Now);
        return Task.CompletedTask;
    }

    async Task RunStepAsync(DurableInstance instance, ScheduleTaskOrchestratorAction step, CancellationToken cancel)
    {
        HistoryEvent answer;
        try
        {
            TaskActivity activity = DurableTaskShimFactory.Default.CreateActivity<string, string>(step.Name!, async (_, input) => await _steps.RunAsync(step.Name!, input!, cancel));
            answer = new TaskCompletedEvent(-1, step.Id, await activity.RunAsync(instance.ActivityContext, step.Input!));
        }
        catch (StepFailedException) when (tables.IsDead)
        {
            throw new DeathException();
        }
        catch (Exception failed)
        {
            answer = new TaskFailedEvent(-1, step.Id, null, null, new FailureDetails(failed));
        }

        await StoreAsync(() =>
        {
            instance.Activities.Remove(step);
            instance.Receive(answer, Now);
        });
    }

    /// <summary>Stores what came of a turn or a step, if the process lives that long; what did not get stored is done again.</summary>
    async Task StoreAsync(Action store)
    {
        try
        {
            await tables.CommitAsync("durable", "p", [RowChange.Upsert("turn", new byte[1])], CancellationToken.None);
        }
        catch (DeathException) when (tables.DiesAfterCommit)
        {
            store();
            throw;
        }

        store();
    }

    BoundClient Bound()
    {
        var bound = new BoundClient();
        bound.Bind(new FakeDurableClient(store, clock));
        return bound;
    }
}
