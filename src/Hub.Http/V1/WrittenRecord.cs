using System.Text.Json;
using Hub.Records;
using Hub.Releases;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Http.V1;

/// <summary>A record that was written, and what was found on the way.</summary>
/// <param name="Findings">Warnings; with anything worse nothing is written.</param>
public sealed record WrittenRecord(JsonElement Record, IReadOnlyList<FindingBody> Findings)
{
    internal static WrittenRecord Of(string id, PutRecordResult written) =>
        new(JsonElement.Parse(PublicRecord.Line(id, written.Record).Span), [.. written.Findings.Select(f => new FindingBody(f.Column, f.Code.Code, f.Severity, f.Message, f.Code.Help))]);
}

/// <param name="Column">Property the finding is about; null for the whole record.</param>
/// <param name="Code">Stable code.</param>
public sealed record FindingBody(string? Column, string Code, Severity Severity, string Message, string Help);
