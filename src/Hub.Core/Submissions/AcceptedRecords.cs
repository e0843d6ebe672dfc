using Hub.Ports;
using Hub.Records;
using Hub.Submissions.Judging;

namespace Hub.Submissions;

/// <summary>The records of one chunk that are to be written. They lie in a rented array until this is disposed of.</summary>
sealed class AcceptedRecords : IDisposable
{
    readonly PooledBytes _bytes;

    AcceptedRecords(PooledBytes bytes, int rows) => (_bytes, Rows, Writes) = (bytes, new List<int>(rows), new List<RecordWrite>(rows));

    /// <summary>Row of each of <see cref="Writes"/>.</summary>
    public List<int> Rows { get; }

    public List<RecordWrite> Writes { get; }

    public static async Task<AcceptedRecords> ReadAsync(IBlobs blobs, SubmissionId id, Chunk chunk, ILookup<int, SettledRow> settled, CancellationToken cancel)
    {
        ChunkIndex index = await ApplySubmissionHandler.ReadIndexAsync(blobs, id, chunk.Index, cancel);
        var held = index.Rows.Where(r => r.Disposition == Disposition.Held).Select(r => r.Row).ToHashSet();
        PooledBytes bytes = await BlobBytes.ReadAsync(blobs, SubmissionKeys.RecordsBlob(id, chunk.Index, index.Identity()), cancel);
        var accepted = new AcceptedRecords(bytes, chunk.Rows);
        foreach ((int row, RecordWrite write) in RecordsWriter.Read(bytes.Memory))
        {
            if (held.Contains(row) || settled[row].Any(s => s.Disposition != Disposition.Accepted)) continue;
            accepted.Rows.Add(row);
            accepted.Writes.Add(write);
        }

        return accepted;
    }

    public void Dispose() => _bytes.Dispose();
}
