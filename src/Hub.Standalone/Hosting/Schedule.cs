using System.ComponentModel.DataAnnotations;
using Hub.Ports;
using Hub.Submissions.Layout;
using Hub.Work;
using Microsoft.Extensions.Options;

namespace Hub.Standalone.Hosting;

/// <summary>When the hub does what nobody asks for.</summary>
sealed record ScheduleOptions
{
    public const string Section = "Schedule";

    /// <summary>How often a release is cut; nothing is published when nothing has changed. The default value is 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "31.00:00:00")]
    public TimeSpan ReleaseEvery { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often outboxes are swept for changes whose message was lost in a crash. The default value is 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often what submissions leave behind is cleared away, see <c>Hub__KeepWorkDays</c>, and audit logs are signed. The default value is 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "31.00:00:00")]
    public TimeSpan CleanEvery { get; set; } = TimeSpan.FromDays(1);
}

/// <summary>Sends the messages that are due by the clock; the queues do the work.</summary>
sealed class Schedule(IQueue queue, RecordKinds kinds, IOptions<ScheduleOptions> options, TimeProvider clock) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EveryAsync(options.Value.SweepEvery, SweepAsync, stoppingToken),
        EveryAsync(options.Value.CleanEvery, stop => queue.SendAsync(Queues.Sweep, "schedule", TimeSpan.Zero, stop), stoppingToken),
        EveryAsync(options.Value.CleanEvery, stop => queue.SendAsync(Queues.Checkpoint, "schedule", TimeSpan.Zero, stop), stoppingToken),
        EveryAsync(options.Value.ReleaseEvery, stop => queue.SendAsync(Queues.Release, "schedule", TimeSpan.Zero, stop), stoppingToken));

    async Task SweepAsync(CancellationToken cancel)
    {
        foreach (string table in kinds.Tables) await queue.SendAsync(Queues.Sequence, table, TimeSpan.Zero, cancel);
    }

    async Task EveryAsync(TimeSpan period, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel)) await work(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // the hub stops
        }
    }
}
