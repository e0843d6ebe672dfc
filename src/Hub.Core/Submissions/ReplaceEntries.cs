using System.Globalization;
using System.Text;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>
/// What a replacing file takes away: entries of the organisation that no row of it names, be the row rejected or held. Only
/// entries that were there before the file are looked at, so what is written while it is judged stays.
/// </summary>
public sealed class ReplaceEntries(ITables tables, IBlobs blobs, IQueue queue, RecordTable records, RecordKinds kinds, TimeProvider clock)
{
    /// <summary>How long a confirmation can be given.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromHours(72);

    /// <summary>More than this share of the entries does not go without being asked for.</summary>
    const int AskAbovePercent = 10;

    /// <summary>Keys of the file held at a time: about 100 MB.</summary>
    const int KeysPerPass = 2_000_000;

    const int EntriesAtATime = 1000;

    /// <summary>Lists what is to go, once for all; gives the question to ask when somebody has to confirm it.</summary>
    internal async Task<Withdrawal?> PlanAsync(Submission submission, JudgedChunks chunks, CancellationToken cancel)
    {
        string blob = SubmissionKeys.GoingBlob(submission.Id, submission.Round);
        if (await blobs.FindAsync(blob, cancel) is null)
        {
            (List<string> ids, long entries, FileShape shape) = await CompareAsync(submission, chunks, cancel);
            if (ids.Count > 0 && await EndsInsideARowAsync(chunks, cancel)) shape.EndsUnknown = true;
            string reason = ReasonOf(ids.Count, entries, shape);
            string text = string.Create(CultureInfo.InvariantCulture, $"{entries} {reason}\n") + string.Concat(ids.Select(id => id + "\n"));
            await blobs.WriteAsync(blob, BlobCondition.Create, (stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop).AsTask(), cancel);
        }

        Going going = await ReadAsync(blob, cancel);
        bool confirmed = submission.Withdrawal?.ConfirmedAt is not null;
        return going.Reason == NoReason || confirmed ? null : new Withdrawal(going.Entries, going.Ids.Length, going.Reason, clock.GetUtcNow() + ConfirmWithin);
    }

    /// <summary>From here on submissions that are older write nothing any more: this file says what there is.</summary>
    internal async Task AnnounceAsync(Submission submission, CancellationToken cancel)
    {
        if (await ReplacedAsync(submission, cancel) >= submission.Number) return;
        RowChange change = RowChange.Upsert(SubmissionKeys.Replaced(submission.Kind), SubmissionNumber.Body(submission.Number));
        await tables.CommitAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), [change], cancel);
    }

    /// <summary>Whether a later submission has replaced everything; it is this one's turn, so nothing can overtake it now.</summary>
    internal async Task<bool> IsOvertakenAsync(Submission submission, CancellationToken cancel) => await ReplacedAsync(submission, cancel) > submission.Number;

    async Task<long> ReplacedAsync(Submission submission, CancellationToken cancel)
    {
        TableRow? row = await tables.FindAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), SubmissionKeys.Replaced(submission.Kind), cancel);
        return row is null ? 0 : SubmissionNumber.Read(row.Body.Span);
    }

    internal async Task WithdrawAsync(Submission submission, CancellationToken cancel)
    {
        IRecordKind kind = kinds.Get(submission.Kind);
        Going going = await ReadAsync(SubmissionKeys.GoingBlob(submission.Id, submission.Round), cancel);
        long withdrawn = 0;
        if (!await IsOvertakenAsync(submission, cancel))
            foreach (string[] ids in going.Ids.Chunk(EntriesAtATime)) withdrawn += await WithdrawAsync(submission, kind, ids, cancel);
        if (withdrawn > 0) await queue.SendAsync(Queues.Sequence, kind.Table, TimeSpan.Zero, cancel);
        RowChange note = RowChange.Insert(SubmissionKeys.Withdrawn(submission.Number, submission.Round), SubmissionNumber.Body(withdrawn));
        await tables.CommitAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), [note], cancel);
    }

    /// <summary>Again and again until none of the entries changes under its hands; what this submission withdrew before a crash is counted.</summary>
    async Task<long> WithdrawAsync(Submission submission, IRecordKind kind, string[] ids, CancellationToken cancel)
    {
        for (; ; )
        {
            long done = 0;
            var writes = new List<RecordWrite>();
            foreach (IGrouping<string, string> partition in ids.GroupBy(RecordKeys.PartitionOf))
            {
                foreach (string[] some in partition.Chunk(TableLimits.MaxRows))
                {
                    foreach (TableRow row in await tables.FindManyAsync(kind.Table, partition.Key, Array.ConvertAll(some, RecordKeys.RowOf), cancel))
                    {
                        var record = StoredRecord.From(row);
                        if (record.Stamp.Submission == submission.Number) done++;
                        else if (IsOlder(record.Stamp, submission) && kind.Withdraw(record) is { } json) writes.Add(RecordWrite.Of(RecordKeys.IdOf(row.Row), json, Visibility.Hidden, record.Stamp.Version));
                    }
                }
            }

            if (writes.Count == 0) return done;
            await records.WriteAsync(kind.Table, writes, new WriteOrigin(submission.Organisation, submission.Number, submission.KeyId, clock.GetUtcNow()), cancel);
        }
    }

    static bool IsOlder(RecordStamp stamp, Submission submission) => Math.Max(stamp.Submission, stamp.Confirmed) < submission.Number;

    async Task<(List<string> Going, long Entries, FileShape Shape)> CompareAsync(Submission submission, JudgedChunks chunks, CancellationToken cancel)
    {
        IRecordKind kind = kinds.Get(submission.Kind);
        var going = new List<string>();
        long entries = 0;
        var shape = new FileShape();
        int passes = (int)(chunks.Plan.Chunks.Sum(c => (long)c.Rows) / KeysPerPass) + 1;
        int perPass = (RecordKeys.PartitionCount + passes - 1) / passes;
        for (int from = 0; from < RecordKeys.PartitionCount; from += perPass)
        {
            int to = Math.Min(from + perPass, RecordKeys.PartitionCount);
            HashSet<UInt128> named = [];
            shape = new FileShape();
            await foreach (ChunkIndex index in chunks.IndexesAsync(cancel))
            {
                foreach (JudgedRow row in index.Rows)
                {
                    shape.Look(row);
                    if (row.Key != 0 && RecordKeys.PartitionIndexOf(row.Key) is var partition && partition >= from && partition < to) named.Add(row.Key);
                }
            }

            for (int partition = from; partition < to; partition++) entries += await CompareAsync(submission, kind, RecordKeys.Partition(partition), named, going, cancel);
        }

        return (going, entries, shape);
    }

    async Task<long> CompareAsync(Submission submission, IRecordKind kind, string partition, HashSet<UInt128> named, List<string> going, CancellationToken cancel)
    {
        string prefix = submission.Organisation.Value + "~";
        long entries = 0;
        for (string from = prefix; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(kind.Table, partition, from, RowRange.EndOf(prefix), TableLimits.MaxPage, cancel);
            foreach (TableRow row in rows)
            {
                if (RecordKeys.IsVersion(row.Row)) continue;
                var record = StoredRecord.From(row);
                if (!IsOlder(record.Stamp, submission) || kind.Withdraw(record) is null) continue;
                entries++;
                string id = RecordKeys.IdOf(row.Row);
                if (!named.Contains(RecordKeys.KeyOf(id))) going.Add(id);
            }

            if (rows.Count < TableLimits.MaxPage) return entries;
            from = RowRange.After(rows[^1].Row);
        }
    }

    /// <summary>Whether the last row has no line end: a file cut in its last cell can not be told from one that was written so.</summary>
    static async Task<bool> EndsInsideARowAsync(JudgedChunks chunks, CancellationToken cancel)
    {
        if (chunks.Plan.Chunks.Count == 0 || chunks.Changes.Sources[^1] > 0) return false;
        Chunk last = chunks.Plan.Chunks[^1];
        ChunkIndex index = await chunks.IndexAsync(last, cancel);
        return index.Rows.Count > 0 && index.Rows[^1].RawOffset + index.Rows[^1].RawLength == last.LengthBytes;
    }

    const string NoReason = "none";

    static string ReasonOf(long going, long entries, FileShape shape) =>
        going == 0 ? NoReason
        : shape.Rows == 0 ? "file-empty"
        : shape.EndsUnknown ? "file-cut"
        : shape.Unknown > 0 ? "rows-without-id"
        : going * 100 > entries * AskAbovePercent ? "many-going"
        : NoReason;

    /// <summary>What a row that does not say which record it is tells of its file: the last one, that it was cut; any, that what it meant may be missed.</summary>
    sealed class FileShape
    {
        public long Rows { get; private set; }

        public long Unknown { get; private set; }

        public bool EndsUnknown { get; set; }

        public void Look(JudgedRow row)
        {
            Rows++;
            EndsUnknown = row.Key == 0;
            if (EndsUnknown) Unknown++;
        }
    }

    sealed record Going(long Entries, string Reason, string[] Ids);

    async Task<Going> ReadAsync(string blob, CancellationToken cancel)
    {
        using PooledBytes bytes = await BlobBytes.ReadAsync(blobs, blob, cancel);
        string[] lines = Encoding.UTF8.GetString(bytes.Memory.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] head = lines[0].Split(' ');
        return new Going(long.Parse(head[0], CultureInfo.InvariantCulture), head[1], lines[1..]);
    }
}
