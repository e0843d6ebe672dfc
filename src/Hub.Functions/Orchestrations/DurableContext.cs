using Hub.Recognition.Cases;
using Hub.Workflows;
using Microsoft.DurableTask;

namespace Hub.Functions.Orchestrations;

/// <summary>
/// The doors of a workflow on the durable host, which replays it as the hub's own engine does: one question at a time. Steps get and
/// give JSON as text, so that no converter of the host touches what is stored history.
/// </summary>
sealed class DurableContext : IWorkflowContext
{
    /// <summary>Names of events are stored history.</summary>
    public const string Nudge = "nudge", Retry = "retry";

    /// <summary>Timers fire up to 0.9 s early.</summary>
    static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    /// <summary>Six attempts, after 1 s, 5 s, 25 s, 2 min, 10 min: those of the one-machine host, nearly.</summary>
    static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(new RetryPolicy(maxNumberOfAttempts: 6, TimeSpan.FromSeconds(1), backoffCoefficient: 5, maxRetryInterval: TimeSpan.FromMinutes(10)));

    readonly TaskOrchestrationContext _durable;
    ProcessStatus _status = new(null, null, null, 0);

    /// <summary>One waiter is kept: events that come while nobody waits are easily lost, and of several waiters the last gets them.</summary>
    Task<string?> _nudged;

    public DurableContext(TaskOrchestrationContext durable)
    {
        _durable = durable;
        _nudged = durable.WaitForExternalEvent<string?>(Nudge);
    }

    public string InstanceId => _durable.InstanceId;

    public DateTimeOffset Now => new(DateTime.SpecifyKind(_durable.CurrentUtcDateTime, DateTimeKind.Utc));

    public async Task<TOut> CallAsync<TIn, TOut>(Step<TIn, TOut> step, TIn input)
    {
        for (; ; )
        {
            try
            {
                TOut answer = WorkflowSet.Read<TOut>(await _durable.CallActivityAsync<string>(step.Name, WorkflowSet.Write(input), Retries));
                Tell(_status with { Stage = StageOf(answer) ?? _status.Stage, Answers = _status.Answers + 1 });
                return answer;
            }
            catch (TaskFailedException failed)
            {
                await ParkAsync($"{step.Name}: {StepFailedException.FaultOf(failed)}");
            }
        }
    }

    public async Task<bool> WaitAsync(DateTimeOffset until)
    {
        Tell(_status with { WakesAt = until });
        bool isNudged = await SleepAsync(until);
        Tell(_status with { WakesAt = null, Answers = _status.Answers + 1 });
        return isNudged;
    }

    async Task<bool> SleepAsync(DateTimeOffset until)
    {
        for (; ; )
        {
            if (TakeNudges()) return true;
            if (Now >= until) return false;
            using var timer = new CancellationTokenSource();
            await Task.WhenAny(_nudged, _durable.CreateTimer((until + Late).UtcDateTime, timer.Token));
#pragma warning disable CA1849 // its asynchronous form leaves the thread that replays
            timer.Cancel();     // an open timer would keep the instance from ending
#pragma warning restore CA1849
        }
    }

    /// <summary>Takes all nudges that came; they carry no facts, so many count as one.</summary>
    bool TakeNudges()
    {
        bool any = false;
        for (; _nudged.IsCompleted; any = true) _nudged = _durable.WaitForExternalEvent<string?>(Nudge);
        return any;
    }

    /// <summary>Waits for an operator, who raises the event <see cref="Retry"/> when what failed is mended.</summary>
    async Task ParkAsync(string reason)
    {
        Tell(_status with { Parked = reason });
        await _durable.WaitForExternalEvent<string?>(Retry);
        Tell(_status with { Parked = null });
    }

    void Tell(ProcessStatus status)
    {
        _status = status;
        _durable.SetCustomStatus(status);
    }

    static string? StageOf<T>(T answer) => answer switch
    {
        CaseView view => HubJson.NameOf(view.Stage),
        LapseView lapse => HubJson.NameOf(lapse.View.Stage),
        _ => null,
    };
}
