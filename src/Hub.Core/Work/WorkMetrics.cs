using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hub.Ports;
using Hub.Telemetry;

namespace Hub.Work;

/// <summary>What is counted and measured of the work of the queues.</summary>
static class WorkMetrics
{
    const string System = "hub", Process = "process";

    static readonly Histogram<double> Duration = HubTelemetry.Meter.CreateHistogram<double>("messaging.process.duration", "s", "Time the work of a message took, by queue; of what failed, with the type of the fault.");

    static readonly Counter<long> Failures = HubTelemetry.Meter.CreateCounter<long>("hub.work.failed", "{message}", "Messages whose work failed at every attempt, by queue.");

    static readonly Gauge<long> Messages = HubTelemetry.Meter.CreateGauge<long>("hub.queue.messages", "{message}", "Messages in a queue, poison queues too; those that wait for their time included.");

    static readonly Gauge<double> OldestAge = HubTelemetry.Meter.CreateGauge<double>("hub.queue.oldest.age", "s", "For how long the oldest message has waited that could be taken; 0 when none waits.");

    static readonly Gauge<long> Kept = HubTelemetry.Meter.CreateGauge<long>("hub.work.kept", "{message}", "Failed work that waits for an operator.");

    /// <summary>Whether anybody listens to what has to be looked up.</summary>
    internal static bool IsRead => Messages.Enabled || OldestAge.Enabled || Kept.Enabled;

    internal static void Failed(string queue) => Failures.Add(1, new KeyValuePair<string, object?>(Tag.Queue, queue));

    internal static void Lies(string queue, Backlog backlog, DateTimeOffset now)
    {
        var tag = new KeyValuePair<string, object?>(Tag.Queue, queue);
        Messages.Record(backlog.Messages, tag);
        OldestAge.Record(backlog.OldestSince is { } since ? Math.Max(0, (now - since).TotalSeconds) : 0, tag);
    }

    internal static void Keeps(int messages) => Kept.Record(messages);

    internal static void Took(string queue, TimeSpan time, string? error)
    {
        if (!Duration.Enabled) return;
        var tags = new TagList { { Tag.MessagingSystem, System }, { Tag.MessagingOperation, Process }, { Tag.Queue, queue } };
        if (error is not null) tags.Add(Tag.Error, error);
        Duration.Record(time.TotalSeconds, tags);
    }

    /// <summary>The activity of a message's work; null when nobody listens.</summary>
    internal static Activity? Begin(string queue)
    {
        Activity? activity = HubTelemetry.Source.StartActivity($"{Process} {queue}", ActivityKind.Consumer);
        return activity?.SetTag(Tag.MessagingSystem, System).SetTag(Tag.MessagingOperation, Process).SetTag(Tag.Queue, queue);
    }
}
