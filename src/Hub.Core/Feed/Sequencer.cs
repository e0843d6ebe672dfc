using Hub.Ports;
using Hub.Records;

namespace Hub.Feed;

/// <summary>
/// Gives every change its place in one gap-free sequence. Any number of sequencers may run: a commit holds the new pages and
/// the head (replace-if-match), so of two that took the same outbox rows one loses and looks again.
/// </summary>
public sealed class Sequencer(ITables tables)
{
    /// <summary>Takes everything the outboxes of a table hold now; gives the last sequence number.</summary>
    public async Task<long> DrainAsync(string table, CancellationToken cancel)
    {
        for (; ; )
        {
            (FeedHead head, string? etag) = await FeedHead.ReadAsync(tables, cancel);
            (FeedBatch batch, bool more) = await CollectAsync(table, head, cancel);
            if (batch.IsEmpty) return head.Last;

            FeedHead next = batch.HeadAfter(head);
            List<RowChange> changes = [.. batch.Pages(head.Last), next.ToChange(etag)];
            CommitOutcome outcome = await tables.CommitAsync(FeedHead.Table, FeedHead.Partition, changes, cancel);
            if (!outcome.IsDone) continue;              // another sequencer was first; what it took is no longer ours
            await DeleteTakenAsync(table, batch, cancel);
            if (!more) return next.Last;
        }
    }

    async Task<(FeedBatch Batch, bool More)> CollectAsync(string table, FeedHead head, CancellationToken cancel)
    {
        var batch = new FeedBatch();
        for (int i = 0; i < RecordKeys.PartitionCount; i++)
        {
            string partition = RecordKeys.Partition(i);
            string source = FeedHead.SourceOf(table, partition);
            string from = RecordKeys.OutboxRow(head.Taken.GetValueOrDefault(source) + 1);
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(table, partition, from, RowRange.EndOf(RecordKeys.OutboxPrefix), TableLimits.MaxRows, cancel);
            foreach (TableRow row in rows)
            {
                if (!batch.TryAdd(partition, source, row)) return (batch, true);
            }

            if (rows.Count == TableLimits.MaxRows) return (batch, true);
        }

        return (batch, false);
    }

    /// <summary>Taken outbox rows are rubbish. A crash before this leaves them; the counters in the head keep them from being taken again.</summary>
    async Task DeleteTakenAsync(string table, FeedBatch batch, CancellationToken cancel)
    {
        foreach (IGrouping<string, (string Partition, TableRow Row)> partition in batch.Taken.GroupBy(t => t.Partition))
        {
            foreach ((string Partition, TableRow Row)[] rows in partition.Chunk(TableLimits.MaxRows))
                await tables.CommitAsync(table, partition.Key, [.. rows.Select(r => RowChange.Delete(r.Row.Row, r.Row.ETag))], cancel);
        }
    }
}
