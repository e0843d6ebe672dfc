using System.Globalization;
using Hub.Ports;

namespace Hub.Submissions;

/// <summary>How far a submission has come, for people who wait.</summary>
public sealed record SubmissionProgress(Submission Submission, long JudgedRows, int JudgedChunks, int AppliedChunks)
{
    public static async Task<SubmissionProgress?> ReadAsync(ITables tables, SubmissionStore submissions, SubmissionId id, CancellationToken cancel)
    {
        if (await submissions.FindAsync(id, cancel) is not var (submission, _)) return null;
        string partition = SubmissionKeys.PartitionOf(id.Organisation);
        long judged = 0;
        int chunks = 0;
        await foreach (TableRow row in RowsAsync(tables, partition, SubmissionKeys.JudgedPrefix(id.Number), cancel))
        {
            judged += long.Parse(row.Body.Span, CultureInfo.InvariantCulture);
            chunks++;
        }

        int applied = await CountAsync(tables, partition, SubmissionKeys.AppliedPrefix(id.Number), cancel);
        return new SubmissionProgress(submission, judged, chunks, applied);
    }

    internal static async Task<int> CountAsync(ITables tables, string partition, string prefix, CancellationToken cancel)
    {
        int count = 0;
        await foreach (TableRow _ in RowsAsync(tables, partition, prefix, cancel)) count++;
        return count;
    }

    internal static async IAsyncEnumerable<TableRow> RowsAsync(ITables tables, string partition, string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string from = prefix, to = RowRange.EndOf(prefix);
        for (; ; )
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(SubmissionKeys.Table, partition, from, to, TableLimits.MaxPage, cancel);
            foreach (TableRow row in rows) yield return row;
            if (rows.Count < TableLimits.MaxPage) yield break;
            from = RowRange.After(rows[^1].Row);
        }
    }
}
