using Hub.Ports;
using Hub.Work;
using Microsoft.Azure.Functions.Worker;

namespace Hub.Functions.Triggers;

/// <summary>
/// Messages whose work failed at every attempt; the host puts them into <c>&lt;queue&gt;-poison</c>. Those of a submission end it,
/// so that later ones are not kept waiting; others are kept for the operator. All are counted.
/// </summary>
public sealed class PoisonTriggers(WorkRouter work)
{
    const string Poison = QueueLimits.PoisonSuffix;

    [Function(Queues.Split + Poison)]
    public Task SplitAsync([QueueTrigger(Queues.Split + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Split, message, cancel);

    [Function(Queues.Judge + Poison)]
    public Task JudgeAsync([QueueTrigger(Queues.Judge + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Judge, message, cancel);

    [Function(Queues.Apply + Poison)]
    public Task ApplyAsync([QueueTrigger(Queues.Apply + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Apply, message, cancel);

    [Function(Queues.Expire + Poison)]
    public Task ExpireAsync([QueueTrigger(Queues.Expire + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Expire, message, cancel);

    [Function(Queues.Decide + Poison)]
    public Task DecideAsync([QueueTrigger(Queues.Decide + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Decide, message, cancel);

    [Function(Queues.Sweep + Poison)]
    public Task SweepAsync([QueueTrigger(Queues.Sweep + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Sweep, message, cancel);

    [Function(Queues.Sequence + Poison)]
    public Task SequenceAsync([QueueTrigger(Queues.Sequence + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Sequence, message, cancel);

    [Function(Queues.Release + Poison)]
    public Task ReleaseAsync([QueueTrigger(Queues.Release + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Release, message, cancel);

    [Function(Queues.TakeDown + Poison)]
    public Task TakeDownAsync([QueueTrigger(Queues.TakeDown + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.TakeDown, message, cancel);

    [Function(Queues.Audit + Poison)]
    public Task AuditAsync([QueueTrigger(Queues.Audit + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Audit, message, cancel);

    [Function(Queues.Checkpoint + Poison)]
    public Task CheckpointAsync([QueueTrigger(Queues.Checkpoint + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Checkpoint, message, cancel);

    [Function(Queues.Notify + Poison)]
    public Task NotifyAsync([QueueTrigger(Queues.Notify + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Notify, message, cancel);

    [Function(Queues.Wake + Poison)]
    public Task WakeAsync([QueueTrigger(Queues.Wake + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Wake, message, cancel);

    [Function(Queues.Reopen + Poison)]
    public Task ReopenAsync([QueueTrigger(Queues.Reopen + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Reopen, message, cancel);

    [Function(Queues.Remains + Poison)]
    public Task RemainsAsync([QueueTrigger(Queues.Remains + Poison, Connection = Settings.Storage)] string message, CancellationToken cancel) => work.HandlePoisonAsync(Queues.Remains, message, cancel);
}
