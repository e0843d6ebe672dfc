using System.Diagnostics.Metrics;
using Hub.Telemetry;

namespace Hub.Recognition.Cases;

/// <summary>What is counted of cases.</summary>
static class CaseMetrics
{
    static readonly Counter<long> Transitions = HubTelemetry.Meter.CreateCounter<long>("hub.case.transitions", "{case}", "Cases that came to a stage.");

    static readonly Gauge<long> Open = HubTelemetry.Meter.CreateGauge<long>("hub.cases.open", "{case}", "Cases by stage, without those that are final.");

    static readonly Gauge<long> Overdue = HubTelemetry.Meter.CreateGauge<long>("hub.cases.overdue", "{case}", "Open cases whose due time has passed.");

    public static bool IsRead => Open.Enabled || Overdue.Enabled;

    public static void CameTo(CaseStage stage) => Transitions.Add(1, StageOf(stage));

    public static void Are(CaseCounts counts)
    {
        foreach ((CaseStage stage, long cases) in counts.Open) Open.Record(cases, StageOf(stage));
        Overdue.Record(counts.Overdue);
    }

    static KeyValuePair<string, object?> StageOf(CaseStage stage) => new(Tag.Stage, HubJson.NameOf(stage));
}
