using DurableTask.Core.Exceptions;
using Hub.Ports;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Orchestrations;

/// <summary>Long processes as orchestrations of Durable Functions.</summary>
public sealed partial class DurableWorkflows(BoundClient client, ILogger<DurableWorkflows> logger) : IWorkflows
{
    /// <summary>Of a nudge: the request that caused it may be gone, and it must not wait for ever.</summary>
    static readonly TimeSpan NudgeTime = TimeSpan.FromSeconds(15);

    /// <summary>Without them an id that has ended would silently start again, and of several starts at once several would win.</summary>
    static readonly OrchestrationRuntimeStatus[] AllStates = [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses];

    public async Task StartAsync(string instanceId, string workflow, string input, CancellationToken cancel)
    {
        try
        {
            await client.Current.ScheduleNewOrchestrationInstanceAsync(workflow, input, new StartOrchestrationOptions(instanceId).WithDedupeStatuses(AllStates), cancel);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // started before, by whomever
        }
    }

    public async Task NudgeAsync(string instanceId, CancellationToken cancel)
    {
        try
        {
            using var late = new CancellationTokenSource(NudgeTime);
            await client.Current.RaiseEventAsync(instanceId, DurableContext.Nudge, cancellation: late.Token);
        }
        catch (Exception unheard)
        {
            // Unknown and ended instances heed it not; one that was lost delays. The record behind it is written either way.
            NudgeLost(logger, unheard, instanceId);
        }
    }

    public async Task<WorkflowStatus?> StatusAsync(string instanceId, CancellationToken cancel)
    {
        if (await client.Current.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancel) is not { } found) return null;
        ProcessStatus? shown = found.SerializedCustomStatus is null ? null : found.ReadCustomStatusAs<ProcessStatus>();
        string? reason = found.RuntimeStatus == OrchestrationRuntimeStatus.Failed ? found.FailureDetails?.ErrorType ?? "failed" : shown?.Parked;
        return new WorkflowStatus(found.InstanceId, found.Name, StateOf(found.RuntimeStatus, reason), reason, found.CreatedAt, shown?.WakesAt, shown?.Answers ?? 0, found.LastUpdatedAt);
    }

    /// <summary>One that failed waits for an operator too: its code no longer fitted its history, and started anew it goes on from the record.</summary>
    static WorkflowState StateOf(OrchestrationRuntimeStatus status, string? reason) => status switch
    {
        OrchestrationRuntimeStatus.Completed => WorkflowState.Ended,
        OrchestrationRuntimeStatus.Terminated => WorkflowState.Terminated,
        OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Suspended => WorkflowState.Parked,
        _ => reason is null ? WorkflowState.Running : WorkflowState.Parked,
    };

    [LoggerMessage(EventId = 4202, Level = LogLevel.Information, Message = "The nudge of {Instance} was not taken.")]
    static partial void NudgeLost(ILogger logger, Exception fault, string instance);
}
