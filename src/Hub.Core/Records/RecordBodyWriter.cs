using System.Buffers;
using System.Text.Json;

namespace Hub.Records;

/// <summary>Composes the bodies of stored records, one after the other: see <see cref="StoredRecord"/> for what they look like.</summary>
sealed class RecordBodyWriter : IDisposable
{
    readonly ArrayBufferWriter<byte> _line = new(256);
    readonly Utf8JsonWriter _json;

    public RecordBodyWriter() => _json = new Utf8JsonWriter(_line, HubJson.WriterOptions);

    /// <summary>Stamp and canonical JSON as one body.</summary>
    public byte[] Compose(RecordStamp stamp, ReadOnlySpan<byte> json)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("v"u8, stamp.Version);
        _json.WriteString("h"u8, stamp.Hash);
        _json.WriteString("by"u8, stamp.Submitter);
        _json.WriteNumber("n"u8, stamp.Submission);
        if (stamp.Confirmed > 0) _json.WriteNumber("c"u8, stamp.Confirmed);
        if (stamp.Visibility == Visibility.Hidden) _json.WriteBoolean("hidden"u8, true);
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);

        byte[] body = GC.AllocateUninitializedArray<byte>(_line.WrittenCount + json.Length);
        _line.WrittenSpan.CopyTo(body);
        json.CopyTo(body.AsSpan(_line.WrittenCount));
        return body;
    }

    public void Dispose() => _json.Dispose();
}
