using DurableTask.Core.Exceptions;
using Grpc.Core;
using Hub.Workflows.Contracts;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Hub.Functions.Tests.Durable;

/// <summary>The durable host's client on the store of a <see cref="DurableEngine"/>, as it behaves in the cloud: starts are not idempotent unless asked, unknown and ended instances throw.</summary>
sealed class FakeDurableClient(Dictionary<string, DurableInstance> store, SettableClock clock) : DurableTaskClient("fake")
{
    DateTime Now => clock.GetUtcNow().UtcDateTime;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        string id = options!.InstanceId!;
        if (store.TryGetValue(id, out DurableInstance? there) && options.DedupeStatuses?.Contains(StatusOf(there).ToString()) == true)
            throw new OrchestrationAlreadyExistsException($"There is {id}.");
        store[id] = new DurableInstance(id, orchestratorName.Name, (string)input!, Now);
        store[id].Start(Now);
        return Task.FromResult(id);
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        if (!store.TryGetValue(instanceId, out DurableInstance? instance)) throw new RpcException(new Status(StatusCode.NotFound, "unknown"));
        if (instance.End is not null) throw new RpcException(new Status(StatusCode.FailedPrecondition, "ended"));
        instance.Raise(eventName, Now);
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(store.TryGetValue(instanceId, out DurableInstance? found)
            ? new OrchestrationMetadata(found.Workflow, instanceId)
            {
                RuntimeStatus = StatusOf(found),
                CreatedAt = found.StartedAt,
                SerializedCustomStatus = found.CustomStatus,
                DataConverter = JsonDataConverter.Default,
            }
            : null);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    static OrchestrationRuntimeStatus StatusOf(DurableInstance instance) => instance.End is null ? OrchestrationRuntimeStatus.Running : (OrchestrationRuntimeStatus)instance.End.OrchestrationStatus;
}
