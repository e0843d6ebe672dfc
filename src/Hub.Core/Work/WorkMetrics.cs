using System.Diagnostics.Metrics;

namespace Hub.Work;

/// <summary>What is counted of the work of the queues, without personal values.</summary>
public static class WorkMetrics
{
    /// <summary>Name of the meter, for exporters.</summary>
    public const string MeterName = "Hub.Work";

    static readonly Meter Meter = new(MeterName);

    static readonly Counter<long> Failures = Meter.CreateCounter<long>("hub.work.failed", "{message}", "Messages whose work failed at every attempt, by queue.");

    internal static void Failed(string queue) => Failures.Add(1, new KeyValuePair<string, object?>("queue", queue));
}
