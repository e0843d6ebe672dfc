using Hub.Ports;
using Hub.Work;
using Microsoft.Azure.Functions.Worker;

namespace Hub.Functions.Triggers;

/// <summary>
/// Messages whose work failed at every attempt; the host puts them into <c>&lt;queue&gt;-poison</c>. Those of a submission end it,
/// so that later ones are not kept waiting. Those of other queues stay there for the operator.
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
}
