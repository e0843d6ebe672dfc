using Hub.Ports;
using Hub.Records;

namespace Hub.Feed;

/// <summary>
/// Gives every change its place in one gap-free sequence. Any number of sequencers may run: a commit holds the new pages and
/// the head (replace-if-match), so of two that took the same outbox rows one loses and looks again.
/// </summary>
public sealed class Sequencer(ITables tables, TimeProvider clock)
{
    /// <summary>Partitions asked at the same time: in the cloud each is a request of some milliseconds, and there are 256.</summary>
    const int ScansAtATime = 16;

    /// <summary>Takes everything the outboxes of a table hold now; gives the last sequence number.</summary>
    public async Task<long> DrainAsync(string table, CancellationToken cancel)
    {
        for (; ; )
        {
            (FeedHead head, string? etag) = await FeedHead.ReadAsync(tables, cancel);
            (FeedBatch batch, bool more) = await CollectAsync(table, head, cancel);
            if (batch.IsEmpty) return head.Last;

            FeedHead next = batch.HeadAfter(head, clock.GetUtcNow());
            List<RowChange> changes = [.. batch.Pages(head.Last), FeedBatch.Mark(head, next), next.ToChange(etag)];
            CommitOutcome outcome = await tables.CommitAsync(FeedHead.Table, FeedHead.Partition, changes, cancel);
            if (!outcome.IsDone) continue;              // another sequencer was first; what it took is no longer ours
            await DeleteTakenAsync(table, batch, cancel);
            if (!more) return next.Last;
        }
    }

    /// <summary>The first change of a table that is not in the feed yet, as <c>partition/row</c>; null when the feed has all. Takes nothing.</summary>
    public async Task<string?> FindWaitingAsync(string table, CancellationToken cancel)
    {
        (FeedHead head, _) = await FeedHead.ReadAsync(tables, cancel);
        foreach (int[] partitions in Enumerable.Range(0, RecordKeys.PartitionCount).Chunk(ScansAtATime))
        {
            IReadOnlyList<TableRow>[] scans = await Task.WhenAll(partitions.Select(p => ScanAsync(table, RecordKeys.Partition(p), head, 1, cancel)));
            for (int i = 0; i < scans.Length; i++)
                if (scans[i] is [TableRow row, ..]) return $"{RecordKeys.Partition(partitions[i])}/{row.Row}";
        }

        return null;
    }

    async Task<(FeedBatch Batch, bool More)> CollectAsync(string table, FeedHead head, CancellationToken cancel)
    {
        var batch = new FeedBatch(table);
        foreach (int[] partitions in Enumerable.Range(0, RecordKeys.PartitionCount).Chunk(ScansAtATime))
        {
            IReadOnlyList<TableRow>[] scans = await Task.WhenAll(partitions.Select(p => ScanAsync(table, RecordKeys.Partition(p), head, TableLimits.MaxRows, cancel)));
            for (int i = 0; i < scans.Length; i++)
            {
                string partition = RecordKeys.Partition(partitions[i]);
                foreach (TableRow row in scans[i])
                    if (!batch.TryAdd(partition, row)) return (batch, true);
                if (scans[i].Count == TableLimits.MaxRows) return (batch, true);
            }
        }

        return (batch, false);
    }

    Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, FeedHead head, int limit, CancellationToken cancel)
    {
        string from = RecordKeys.OutboxRow(head.Taken.GetValueOrDefault(FeedHead.SourceOf(table, partition)) + 1);
        return tables.ScanAsync(table, partition, from, RowRange.EndOf(RecordKeys.OutboxPrefix), limit, cancel);
    }

    /// <summary>Taken outbox rows are rubbish. A crash before this leaves them; the counters in the head keep them from being taken again.</summary>
    async Task DeleteTakenAsync(string table, FeedBatch batch, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = ScansAtATime, CancellationToken = cancel };
        await Parallel.ForEachAsync(batch.Taken.GroupBy(t => t.Partition), options, async (partition, stop) =>
        {
            foreach ((string Partition, TableRow Row)[] rows in partition.Chunk(TableLimits.MaxRows))
                await tables.CommitAsync(table, partition.Key, [.. rows.Select(r => RowChange.Delete(r.Row.Row, r.Row.ETag))], stop);
        });
    }
}
