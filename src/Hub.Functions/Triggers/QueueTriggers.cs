using Hub.Work;
using Microsoft.Azure.Functions.Worker;

namespace Hub.Functions.Triggers;

/// <summary>
/// Work of the queues. What fails, or asks to be tried later, is thrown to the host: the message comes back after
/// <c>visibilityTimeout</c> of host.json and is poison after <c>maxDequeueCount</c> attempts.
/// </summary>
public sealed class QueueTriggers(WorkRouter work)
{
    [Function(Queues.Split)]
    public Task SplitAsync([QueueTrigger(Queues.Split, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Split, message, cancel);

    [Function(Queues.Judge)]
    public Task JudgeAsync([QueueTrigger(Queues.Judge, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Judge, message, cancel);

    [Function(Queues.Apply)]
    public Task ApplyAsync([QueueTrigger(Queues.Apply, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Apply, message, cancel);

    [Function(Queues.Expire)]
    public Task ExpireAsync([QueueTrigger(Queues.Expire, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Expire, message, cancel);

    [Function(Queues.Decide)]
    public Task DecideAsync([QueueTrigger(Queues.Decide, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Decide, message, cancel);

    [Function(Queues.Sweep)]
    public Task SweepAsync([QueueTrigger(Queues.Sweep, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Sweep, message, cancel);

    [Function(Queues.Sequence)]
    public Task SequenceAsync([QueueTrigger(Queues.Sequence, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Sequence, message, cancel);

    [Function(Queues.Audit)]
    public Task AuditAsync([QueueTrigger(Queues.Audit, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Audit, message, cancel);

    [Function(Queues.Checkpoint)]
    public Task CheckpointAsync([QueueTrigger(Queues.Checkpoint, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Checkpoint, message, cancel);

    [Function(Queues.Notify)]
    public Task NotifyAsync([QueueTrigger(Queues.Notify, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Notify, message, cancel);

    [Function(Queues.Release)]
    public Task ReleaseAsync([QueueTrigger(Queues.Release, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.Release, message, cancel);

    [Function(Queues.TakeDown)]
    public Task TakeDownAsync([QueueTrigger(Queues.TakeDown, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandleAsync(Queues.TakeDown, message, cancel);
}
