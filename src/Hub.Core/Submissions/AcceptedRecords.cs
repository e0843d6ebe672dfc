using Hub.Records;
using Hub.Submissions.Judging;
using Hub.Submissions.Rounds;

namespace Hub.Submissions;

/// <summary>The records of one chunk that are to be written. They lie in a rented array until this is disposed of.</summary>
sealed class AcceptedRecords : IDisposable
{
    readonly PooledBytes _bytes;

    AcceptedRecords(PooledBytes bytes, int rows) => (_bytes, Rows, Writes) = (bytes, new List<int>(rows), new List<RecordWrite>(rows));

    /// <summary>Row of each of <see cref="Writes"/>.</summary>
    public List<int> Rows { get; }

    public List<RecordWrite> Writes { get; }

    /// <param name="earlier">Knows the rows that are written already.</param>
    public static async Task<AcceptedRecords> ReadAsync(JudgedChunks chunks, Chunk chunk, ILookup<int, SettledRow> settled, EarlierRounds earlier, CancellationToken cancel)
    {
        ChunkIndex index = await chunks.IndexAsync(chunk, cancel);
        var left = index.Rows.Where(r => r.Disposition == Disposition.Held || settled.Contains(r.Row) || earlier.IsFinal(r.Row))
            .Where(r => earlier.IsFinal(r.Row) || VerdictTally.DispositionOf(r, settled, out _) != Disposition.Accepted).Select(r => r.Row).ToHashSet();
        PooledBytes bytes = await chunks.RecordsAsync(chunk, index, cancel);
        var accepted = new AcceptedRecords(bytes, chunk.Rows);
        foreach ((int row, RecordWrite write) in RecordsWriter.Read(bytes.Memory))
        {
            if (left.Contains(row)) continue;
            accepted.Rows.Add(row);
            accepted.Writes.Add(write);
        }

        return accepted;
    }

    public void Dispose() => _bytes.Dispose();
}
