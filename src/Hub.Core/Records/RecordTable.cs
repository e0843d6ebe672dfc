using System.Collections.Concurrent;
using Hub.Organisations;
using Hub.Ports;

namespace Hub.Records;

/// <summary>
/// The one way records are written. A commit is the partition's head (replace-if-match), the changed rows, the versions they
/// supersede, and one outbox row that lists the changes: what is stored and what the feed will say can not differ.
/// </summary>
public sealed class RecordTable(ITables tables)
{
    /// <summary>Partitions written at the same time; the embedded store joins their commits into one.</summary>
    const int Parallelism = 128;

    readonly PartitionTurns _turns = new();

    /// <summary>Finds records of the register by what they are about.</summary>
    public RegisterIndex Register { get; } = new(tables);

    public async Task<StoredRecord?> FindAsync(string table, string id, CancellationToken cancel)
    {
        TableRow? row = await tables.FindAsync(table, RecordKeys.PartitionOf(id), RecordKeys.RowOf(id), cancel);
        return row is null ? null : StoredRecord.From(row);
    }

    /// <summary>Those of the records that exist, by id. Their partitions are asked in parallel.</summary>
    public async Task<IReadOnlyDictionary<string, StoredRecord>> FindManyAsync(string table, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var found = new ConcurrentDictionary<string, StoredRecord>(StringComparer.Ordinal);
        IGrouping<string, string>[] partitions = [.. ids.GroupBy(RecordKeys.PartitionOf)];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel };
        // One record is the common case, and takes no other thread.
        if (partitions is [var only]) await ReadAsync(only, cancel);
        else await Parallel.ForEachAsync(partitions, options, async (group, stop) => await ReadAsync(group, stop));
        return found;

        async Task ReadAsync(IGrouping<string, string> group, CancellationToken stop)
        {
            foreach (string[] some in group.Chunk(TableLimits.MaxRows))
                foreach (TableRow row in await tables.FindManyAsync(table, group.Key, Array.ConvertAll(some, RecordKeys.RowOf), stop)) found[RecordKeys.IdOf(row.Row)] = StoredRecord.From(row);
        }
    }

    /// <summary>The given version: the current row when it is that one, else the superseded row.</summary>
    public async Task<StoredRecord?> FindVersionAsync(string table, string id, int version, CancellationToken cancel)
    {
        StoredRecord? current = await FindAsync(table, id, cancel);
        if (current is null || current.Stamp.Version == version) return current;
        string row = RecordKeys.VersionRow(RecordKeys.RowOf(id), version);
        TableRow? old = await tables.FindAsync(table, RecordKeys.PartitionOf(id), row, cancel);
        return old is null ? null : StoredRecord.From(old);
    }

    /// <summary>Superseded versions after <paramref name="after"/>, oldest first; without the current one.</summary>
    public async Task<IReadOnlyList<StoredRecord>> SupersededAsync(string table, string id, int after, int limit, CancellationToken cancel)
    {
        string row = RecordKeys.RowOf(id);
        string from = RowRange.After(RecordKeys.VersionRow(row, after)), to = RowRange.EndOf(RecordKeys.VersionPrefix(row));
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(table, RecordKeys.PartitionOf(id), from, to, limit, cancel);
        return [.. rows.Select(StoredRecord.From)];
    }

    /// <summary>Writes records and says for each what came of it. Safe to repeat after a crash: what was written stays and counts as accepted.</summary>
    /// <param name="isTold">Whether the feed learns of it. Of records about people it does not, so no outbox is written that nobody would take.</param>
    public async Task<WriteOutcome[]> WriteAsync(string table, IReadOnlyList<RecordWrite> writes, WriteOrigin origin, CancellationToken cancel, bool isTold = true)
    {
        await Register.NoteAsync(table, writes, cancel);
        var outcomes = new WriteOutcome[writes.Count];
        List<int>?[] byPartition = Group(writes);
        int[] used = [.. Enumerable.Range(0, byPartition.Length).Where(p => byPartition[p] is not null)];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel };
        await Parallel.ForEachAsync(used, options, async (partition, stop) =>
        {
            using IDisposable turn = await _turns.TakeAsync(table, partition, stop);
            foreach (int[] batch in byPartition[partition]!.Chunk(PartitionCommit.MaxRecords))
                await WriteBatchAsync(table, RecordKeys.Partition(partition), batch, writes, origin, isTold, outcomes, stop);
        });
        return outcomes;
    }

    static List<int>?[] Group(IReadOnlyList<RecordWrite> writes)
    {
        var byPartition = new List<int>?[RecordKeys.PartitionCount];
        for (int i = 0; i < writes.Count; i++) (byPartition[writes[i].Partition] ??= []).Add(i);
        return byPartition;
    }

    async Task WriteBatchAsync(string table, string partition, int[] batch, IReadOnlyList<RecordWrite> writes, WriteOrigin origin, bool isTold, WriteOutcome[] outcomes, CancellationToken cancel)
    {
        string[] rows = Array.ConvertAll(batch, i => RecordKeys.RowOf(writes[i].Id));
        bool lookAll = Array.Exists(batch, i => writes[i].ExpectedVersion is not null);
        for (int done = 0; done < batch.Length;)
        {
            // Where the first record is new the others mostly are too: not looked up, their inserts fail if one is there after all.
            Dictionary<string, TableRow> present = await ReadAsync(table, partition, rows.AsMemory(done, lookAll ? rows.Length - done : 1), cancel);
            if (!lookAll && present.ContainsKey(rows[done]))
            {
                lookAll = true;
                continue;
            }

            using var commit = new PartitionCommit(present.GetValueOrDefault(RecordKeys.Head), origin, isTold);
            int next = done;
            while (next < batch.Length && commit.TryAdd(writes[batch[next]], rows[next], present.GetValueOrDefault(rows[next]), out outcomes[batch[next]])) next++;
            if (commit.HasChanges && !(await tables.CommitAsync(table, partition, commit.Changes(), cancel)).IsDone)
            {
                lookAll = true;         // some are not new, or another writer was first
                continue;
            }

            done = next;
        }
    }

    async Task<Dictionary<string, TableRow>> ReadAsync(string table, string partition, ReadOnlyMemory<string> rows, CancellationToken cancel)
    {
        string[] wanted = [RecordKeys.Head, .. rows.Span];
        IReadOnlyList<TableRow> found = await tables.FindManyAsync(table, partition, wanted, cancel);
        var present = new Dictionary<string, TableRow>(found.Count, StringComparer.Ordinal);
        foreach (TableRow row in found) present[row.Row] = row;
        return present;
    }
}
