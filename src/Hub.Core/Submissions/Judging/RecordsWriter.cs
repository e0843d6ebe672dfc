using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Hub.Records;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Judging;

/// <summary>The records of a chunk's rows, ready to be stored, in a compact form: row, id, partition, hash, visibility, canonical JSON.</summary>
/// <param name="chunkBytes">Size of the chunk: its records take about twice as much.</param>
public sealed class RecordsWriter(int chunkBytes) : IDisposable
{
    const int HashBytes = 32;
    const int HeadBytes = 14;

    readonly PooledBytes _buffer = new(2 * chunkBytes + 64 * 1024);

    public ReadOnlyMemory<byte> Written => _buffer.Memory;

    /// <param name="key">Of the id, as in <see cref="JudgedRow.Key"/>; it names the partition, so that nobody hashes the id again.</param>
    public void Add(int row, string id, UInt128 key, ReadOnlySpan<byte> hash, RowVerdict verdict)
    {
        ReadOnlySpan<byte> json = verdict.Body.WrittenSpan;
        int idBytes = Encoding.UTF8.GetByteCount(id);
        Span<byte> to = _buffer.Append(HeadBytes + idBytes + HashBytes + json.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to, row);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], idBytes);
        BinaryPrimitives.WriteInt32LittleEndian(to[8..], json.Length);
        to[12] = (byte)verdict.Visibility;
        to[13] = RecordKeys.PartitionIndexOf(key);
        Encoding.UTF8.GetBytes(id, to[HeadBytes..]);
        hash.CopyTo(to[(HeadBytes + idBytes)..]);
        json.CopyTo(to[(HeadBytes + idBytes + HashBytes)..]);
    }

    public void Dispose() => _buffer.Dispose();

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
        string id = Encoding.UTF8.GetString(from.Slice(HeadBytes, idBytes));
        string hash = Base64Url.EncodeToString(from.Slice(HeadBytes + idBytes, HashBytes));
        int jsonAt = HeadBytes + idBytes + HashBytes;
        var write = new RecordWrite(id, from[13], hash, written.Slice(jsonAt, jsonBytes), (Visibility)from[12]);
        return (BinaryPrimitives.ReadInt32LittleEndian(from), write, jsonAt + jsonBytes);
    }
}
