using System.Buffers;
using System.Text.Json;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Judging;

/// <summary>Writes findings as lines of JSON, in the form the API, the command line and the findings file all show.</summary>
public sealed class FindingWriter(IBufferWriter<byte> destination) : IDisposable
{
    readonly Utf8JsonWriter _json = new(destination, HubJson.WriterOptions);

    public void Write(Finding finding)
    {
        _json.WriteStartObject();
        _json.WriteNumber("row"u8, finding.Row);
        if (finding.Column is not null) _json.WriteString("column"u8, finding.Column);
        if (finding.Path is not null) _json.WriteString("path"u8, finding.Path);
        _json.WriteString("code"u8, finding.Code.Code);
        _json.WriteString("severity"u8, NameOf(finding.Severity));
        _json.WriteString("message"u8, finding.Message);
        _json.WriteString("help"u8, finding.Code.Help);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        destination.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();

    public static string NameOf(Severity severity) => severity switch { Severity.Reject => "reject", Severity.Hold => "hold", _ => "warn" };
}
