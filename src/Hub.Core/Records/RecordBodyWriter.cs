using System.Buffers;
using System.Text.Json;

namespace Hub.Records;

/// <summary>
/// Composes the bodies of stored records, one after the other: see <see cref="StoredRecord"/> for what they look like. They lie
/// in rented blocks: arrays of their own would be half a gigabyte of rubbish for a million records.
/// </summary>
sealed class RecordBodyWriter : IDisposable
{
    const int BlockBytes = 64 * 1024;

    readonly ArrayBufferWriter<byte> _line = new(256);
    readonly Utf8JsonWriter _json;
    readonly List<byte[]> _blocks = [];
    Memory<byte> _left;

    public RecordBodyWriter() => _json = new Utf8JsonWriter(_line, HubJson.WriterOptions);

    /// <summary>Stamp and canonical JSON as one body. It is there until the writer is disposed of.</summary>
    public ReadOnlyMemory<byte> Compose(RecordStamp stamp, ReadOnlySpan<byte> json)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("v"u8, stamp.Version);
        _json.WriteString("h"u8, stamp.Hash);
        _json.WriteString("by"u8, stamp.Submitter);
        _json.WriteNumber("n"u8, stamp.Submission);
        if (stamp.AtMilliseconds > 0) _json.WriteNumber("t"u8, stamp.AtMilliseconds);
        if (stamp.Confirmed > 0) _json.WriteNumber("c"u8, stamp.Confirmed);
        if (stamp.Visibility == Visibility.Hidden) _json.WriteBoolean("hidden"u8, true);
        if (stamp.Down is { } down) _json.WriteString("down"u8, down == Visibility.Hidden ? "hidden"u8 : "public"u8);
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);

        Memory<byte> body = Take(_line.WrittenCount + json.Length);
        _line.WrittenSpan.CopyTo(body.Span);
        json.CopyTo(body.Span[_line.WrittenCount..]);
        return body;
    }

    public void Dispose()
    {
        _json.Dispose();
        foreach (byte[] block in _blocks) ArrayPool<byte>.Shared.Return(block);
        _blocks.Clear();
    }

    Memory<byte> Take(int length)
    {
        if (_left.Length < length)
        {
            byte[] block = ArrayPool<byte>.Shared.Rent(Math.Max(BlockBytes, length));
            _blocks.Add(block);
            _left = block;
        }

        Memory<byte> taken = _left[..length];
        _left = _left[length..];
        return taken;
    }
}
