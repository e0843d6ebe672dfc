using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Telemetry;

namespace Hub.Submissions;

/// <summary>What is counted of judging, whichever way rows come. A chunk that is judged twice, because a process died, counts twice.</summary>
static class SubmissionMetrics
{
    static readonly Counter<long> Rows = HubTelemetry.Meter.CreateCounter<long>("hub.rows.judged", "{row}", "Rows and single records judged, by kind and by what they came to by themselves.");

    static readonly Counter<long> Findings = HubTelemetry.Meter.CreateCounter<long>("hub.findings", "{finding}", "Findings made, by kind of record and code.");

    static readonly Histogram<double> ChunkTime = HubTelemetry.Meter.CreateHistogram<double>("hub.chunk.duration", "s", "Time to judge a chunk and keep its verdicts, by kind.");

    public static void Judged(string kind, ChunkIndex index, long began)
    {
        ChunkTime.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, KindOf(kind));
        Count(kind, index.Rows.Select(r => r.Disposition));
        if (!Findings.Enabled) return;
        foreach ((string code, int count) in index.CountsByCode) Findings.Add(count, KindOf(kind), CodeOf(code));
    }

    /// <summary>Records that came by themselves, or a few at a time.</summary>
    public static void Judged(string kind, IReadOnlyCollection<Records.JudgedRecord> records)
    {
        Count(kind, records.Select(r => r.Disposition));
        Found(kind, records.SelectMany(r => r.Findings).Select(f => f.Code.Code));
    }

    /// <summary>What was found about a file as a whole, or when it was settled.</summary>
    public static void Found(string kind, IEnumerable<string> codes)
    {
        if (!Findings.Enabled) return;
        foreach ((string code, int count) in codes.CountBy(c => c)) Findings.Add(count, KindOf(kind), CodeOf(code));
    }

    static void Count(string kind, IEnumerable<Disposition> dispositions)
    {
        if (!Rows.Enabled) return;
        foreach ((Disposition disposition, int count) in dispositions.CountBy(d => d)) Rows.Add(count, KindOf(kind), new KeyValuePair<string, object?>(Tag.Disposition, HubJson.NameOf(disposition)));
    }

    static KeyValuePair<string, object?> KindOf(string kind) => new(Tag.Kind, kind);

    static KeyValuePair<string, object?> CodeOf(string code) => new(Tag.FindingCode, code);
}
