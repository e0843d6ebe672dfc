using System.Diagnostics.Metrics;
using Hub.Telemetry;

namespace Hub.Releases;

/// <summary>How old the newest release is.</summary>
static class ReleaseMetrics
{
    static readonly Gauge<double> Age = HubTelemetry.Meter.CreateGauge<double>("hub.release.age", "s", "Time since the newest release was cut. Without changes none is cut, so it says something only together with hub.release.behind.");

    static readonly Gauge<long> Behind = HubTelemetry.Meter.CreateGauge<long>("hub.release.behind", "{change}", "Changes in the feed that no release holds yet, hidden ones included.");

    public static bool IsRead => Age.Enabled || Behind.Enabled;

    public static void Is(ReleaseSummary? newest, long lastChange, DateTimeOffset now)
    {
        if (newest is not null) Age.Record(Math.Max(0, (now - newest.CreatedAt).TotalSeconds));
        Behind.Record(lastChange - (newest?.Sequence ?? 0));
    }
}
