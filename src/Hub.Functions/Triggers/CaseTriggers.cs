using Hub.Functions.Orchestrations;
using Hub.Work;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Hub.Functions.Triggers;

/// <summary>Work of the queues that starts or wakes orchestrations, and so needs the client of the durable host.</summary>
public sealed class CaseTriggers(WorkRouter work, BoundClient client)
{
    [Function(Queues.Wake)]
    public Task WakeAsync([QueueTrigger(Queues.Wake, Connection = Settings.Storage)] string message, [DurableClient] DurableTaskClient durable, CancellationToken cancel) => HandleAsync(Queues.Wake, message, durable, cancel);

    [Function(Queues.Reopen)]
    public Task ReopenAsync([QueueTrigger(Queues.Reopen, Connection = Settings.Storage)] string message, [DurableClient] DurableTaskClient durable, CancellationToken cancel) => HandleAsync(Queues.Reopen, message, durable, cancel);

    Task HandleAsync(string queue, string message, DurableTaskClient durable, CancellationToken cancel)
    {
        client.Bind(durable);
        return work.HandleAsync(queue, message, cancel);
    }
}
