using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Hub.Records;

namespace Hub.Submissions.Judging;

/// <summary>The records of a chunk's rows, ready to be stored, in a compact form: row, id, hash, visibility, canonical JSON.</summary>
public sealed class RecordsWriter
{
    const int HashBytes = 32;

    readonly ArrayBufferWriter<byte> _buffer = new(1024 * 1024);

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Add(int row, string id, ReadOnlySpan<byte> hash, RowVerdict verdict)
    {
        ReadOnlySpan<byte> json = verdict.Body.WrittenSpan;
        int idBytes = Encoding.UTF8.GetByteCount(id);
        Span<byte> to = _buffer.GetSpan(13 + idBytes + HashBytes + json.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to, row);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], idBytes);
        BinaryPrimitives.WriteInt32LittleEndian(to[8..], json.Length);
        to[12] = (byte)verdict.Visibility;
        Encoding.UTF8.GetBytes(id, to[13..]);
        hash.CopyTo(to[(13 + idBytes)..]);
        json.CopyTo(to[(13 + idBytes + HashBytes)..]);
        _buffer.Advance(13 + idBytes + HashBytes + json.Length);
    }

    /// <summary>Reads back what <see cref="Add"/> wrote.</summary>
    public static IEnumerable<(int Row, RecordWrite Write)> Read(ReadOnlyMemory<byte> written)
    {
        while (!written.IsEmpty)
        {
            (int row, RecordWrite write, int length) = ReadOne(written);
            yield return (row, write);
            written = written[length..];
        }
    }

    static (int Row, RecordWrite Write, int Length) ReadOne(ReadOnlyMemory<byte> written)
    {
        ReadOnlySpan<byte> from = written.Span;
        int idBytes = BinaryPrimitives.ReadInt32LittleEndian(from[4..]), jsonBytes = BinaryPrimitives.ReadInt32LittleEndian(from[8..]);
        string id = Encoding.UTF8.GetString(from.Slice(13, idBytes));
        string hash = Base64Url.EncodeToString(from.Slice(13 + idBytes, HashBytes));
        int jsonAt = 13 + idBytes + HashBytes;
        var write = new RecordWrite(id, hash, written.Slice(jsonAt, jsonBytes), (Visibility)from[12]);
        return (BinaryPrimitives.ReadInt32LittleEndian(from), write, jsonAt + jsonBytes);
    }
}
