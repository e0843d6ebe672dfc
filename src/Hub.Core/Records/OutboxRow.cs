using System.Buffers;
using System.Text.Json;

namespace Hub.Records;

/// <summary>
/// Body of an outbox row: a line with the audit facts (when, which key, which submission), then one line per change,
/// <c>["id",version,"hash"]</c>, the operation where it is no upsert, and 1 where the record names others. It is the very form the feed keeps: the sequencer
/// moves bytes and parses nothing. Short, as each change is written in both places: a bulk load waits for the disk.
/// </summary>
sealed class OutboxRow(WriteOrigin origin) : IDisposable
{
    readonly ArrayBufferWriter<byte> _lines = new(16 * 1024);
    Utf8JsonWriter? _writer;

    public void Add(string id, RecordStamp stamp, Visibility before, bool refers)
    {
        Utf8JsonWriter writer = Begin();
        writer.WriteStartArray();
        writer.WriteStringValue(id);
        writer.WriteNumberValue(stamp.Version);
        writer.WriteStringValue(stamp.Hash);
        if (OperationOf(stamp.Visibility, before) is { } operation) writer.WriteStringValue(operation);
        if (refers) writer.WriteNumberValue(1);
        writer.WriteEndArray();
        End(writer);
    }

    public ReadOnlyMemory<byte> Body => _lines.WrittenMemory;

    public void Dispose() => _writer?.Dispose();

    /// <summary>A record the public never saw leaves no public trace: its change is numbered, but not shown.</summary>
    static string? OperationOf(Visibility now, Visibility before) => (now, before) switch
    {
        (Visibility.Public, _) => null,
        (_, Visibility.Public) => "delete",
        _ => "hidden",
    };

    Utf8JsonWriter Begin()
    {
        if (_writer is null)
        {
            _writer = new Utf8JsonWriter(_lines, HubJson.WriterOptions);
            _writer.WriteStartObject();
            _writer.WriteString("at"u8, origin.At.UtcDateTime);
            _writer.WriteString("key"u8, origin.KeyId);
            _writer.WriteString("submission"u8, $"{origin.Submitter}~{origin.Submission}");
            _writer.WriteEndObject();
            End(_writer);
        }

        return _writer;
    }

    void End(Utf8JsonWriter writer)
    {
        writer.Flush();
        writer.Reset();
        _lines.Write("\n"u8);
    }
}
