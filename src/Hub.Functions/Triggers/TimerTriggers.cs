using Hub.Ports;
using Hub.Submissions.Layout;
using Hub.Work;
using Microsoft.Azure.Functions.Worker;

namespace Hub.Functions.Triggers;

/// <summary>Sends the messages that nobody's request sends. The work itself is the queues', with their attempts and their poison.</summary>
public sealed class TimerTriggers(IQueue queue, RecordKinds kinds, TakeReadings readings)
{
    const string Sender = "timer";

    [Function("release-timer")]
    public Task CutReleaseAsync([TimerTrigger(Settings.ReleaseSchedule)] TimerInfo timer, CancellationToken cancel) =>
        queue.SendAsync(Queues.Release, Sender, TimeSpan.Zero, cancel);

    /// <summary>Clears away what submissions leave behind.</summary>
    [Function("submission-sweep-timer")]
    public Task CleanAsync([TimerTrigger(Settings.CleanSchedule)] TimerInfo timer, CancellationToken cancel) =>
        queue.SendAsync(Queues.Sweep, Sender, TimeSpan.Zero, cancel);

    /// <summary>Signs where every audit log stands.</summary>
    [Function("audit-checkpoint-timer")]
    public Task CheckpointAsync([TimerTrigger(Settings.CleanSchedule)] TimerInfo timer, CancellationToken cancel) =>
        queue.SendAsync(Queues.Checkpoint, Sender, TimeSpan.Zero, cancel);

    /// <summary>For changes that were committed by a process that died before it sent the message.</summary>
    [Function("feed-sweep")]
    public async Task SweepAsync([TimerTrigger(Settings.SweepSchedule)] TimerInfo timer, CancellationToken cancel)
    {
        foreach (string table in kinds.Tables) await queue.SendAsync(Queues.Sequence, table, TimeSpan.Zero, cancel);
    }

    /// <summary>Looks up what telemetry tells of queues, cases and releases; does nothing while telemetry is off.</summary>
    [Function("telemetry-timer")]
    public Task ReadAsync([TimerTrigger(Settings.SweepSchedule)] TimerInfo timer, CancellationToken cancel) => readings.HandleAsync(cancel);
}
