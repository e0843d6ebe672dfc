using System.Security.Cryptography;
using Hub.Feed;
using Hub.Ports;
using Hub.Records;

namespace Hub.Releases;

/// <summary>A record's line in a release; null for one that the release no longer holds.</summary>
readonly record struct ReleaseLine(string Id, ReadOnlyMemory<byte>? Line);

/// <summary>The last change of a record that the public saw, up to some point of the feed.</summary>
readonly record struct RecordChange(string Id, int Version, FeedOperation Operation);

/// <summary>
/// What changed in one table between two points of the feed, as the records stood exactly at the later point: a record that
/// has changed again meanwhile is read from its superseded version.
/// </summary>
/// <param name="changes">One a record, in ordinal order of the ids.</param>
sealed class ReleaseChanges(ITables tables, string table, ReadOnlyMemory<RecordChange> changes)
{
    /// <summary>Records read together; their partitions are asked in parallel, each for its share of them at once.</summary>
    const int Batch = 8192;

    /// <summary>Reads the feed after <paramref name="after"/> up to <paramref name="upTo"/>; the last change of each record counts.</summary>
    public static async Task<IReadOnlyDictionary<string, ReleaseChanges>> CollectAsync(ITables tables, FeedReader feed, IEnumerable<string> names, long after, long upTo, CancellationToken cancel)
    {
        var byTable = names.ToDictionary(n => n, _ => new List<RecordChange>(), StringComparer.Ordinal);
        await foreach (FeedChange change in feed.ReadAsync(after, upTo, cancel))
            // A change that nobody saw leaves what was public as it was: no line, and no tombstone that would tell of a draft.
            if (change.Operation != FeedOperation.Hidden && byTable.TryGetValue(change.Table, out List<RecordChange>? changes)) changes.Add(new RecordChange(change.Id, change.Version, change.Operation));
        return byTable.ToDictionary(t => t.Key, t => new ReleaseChanges(tables, t.Key, LastOfEach(t.Value)), StringComparer.Ordinal);
    }

    /// <summary>Sorts and drops all but a record's last change: each has a higher version than the one before.</summary>
    static ReadOnlyMemory<RecordChange> LastOfEach(List<RecordChange> changes)
    {
        changes.Sort(static (one, other) => string.CompareOrdinal(one.Id, other.Id) is var order && order != 0 ? order : one.Version.CompareTo(other.Version));
        int kept = 0;
        for (int i = 0; i < changes.Count; i++)
            if (i + 1 == changes.Count || changes[i].Id != changes[i + 1].Id) changes[kept++] = changes[i];
        changes.RemoveRange(kept, changes.Count - kept);
        return changes.ToArray();
    }

    public async IAsyncEnumerable<ReleaseLine> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        Task<ReleaseLine[]>? next = null;
        for (int from = 0; from < changes.Length; from += Batch)
        {
            Task<ReleaseLine[]> current = next ?? ReadBatchAsync(from, cancel);
            next = from + Batch < changes.Length ? ReadBatchAsync(from + Batch, cancel) : null;    // read ahead while the caller compresses
            foreach (ReleaseLine line in await current) yield return line;
        }
    }

    Task<ReleaseLine[]> ReadBatchAsync(int from, CancellationToken cancel) => Task.Run(async () =>
    {
        ReadOnlyMemory<RecordChange> batch = changes.Slice(from, Math.Min(Batch, changes.Length - from));
        var lines = new ReleaseLine[batch.Length];
        using var hashes = SHA256.Create();         // one for all: starting one costs as much as hashing an id
        IGrouping<byte, int>[] partitions = [.. Enumerable.Range(0, lines.Length).GroupBy(i => RecordKeys.PartitionIndexOf(RecordKeys.KeyOf(batch.Span[i].Id, hashes)))];
        await Parallel.ForEachAsync(partitions, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (partition, stop) =>
        {
            foreach (int[] some in partition.Chunk(TableLimits.MaxRows)) await ReadPartitionAsync(RecordKeys.Partition(partition.Key), batch, some, lines, stop);
        });
        return lines;
    }, cancel);

    async Task ReadPartitionAsync(string partition, ReadOnlyMemory<RecordChange> batch, int[] some, ReleaseLine[] lines, CancellationToken cancel)
    {
        int[] shown = Array.FindAll(some, i => batch.Span[i].Operation == FeedOperation.Upsert);
        string[] rows = Array.ConvertAll(shown, i => RecordKeys.RowOf(batch.Span[i].Id));
        Dictionary<string, TableRow> found = shown.Length == 0 ? [] : (await tables.FindManyAsync(table, partition, rows, cancel)).ToDictionary(r => r.Row, StringComparer.Ordinal);
        foreach (int i in some) lines[i] = new ReleaseLine(batch.Span[i].Id, null);
        for (int s = 0; s < shown.Length; s++)
        {
            (string id, int version, _) = batch.Span[shown[s]];
            StoredRecord record = StoredRecord.From(found[rows[s]]);
            if (record.Stamp.Version != version)
            {
                TableRow? old = await tables.FindAsync(table, partition, RecordKeys.VersionRow(rows[s], version), cancel);
                record = StoredRecord.From(old ?? throw new InvalidDataException($"Version {version} of {id} is missing."));
            }

            lines[shown[s]] = new ReleaseLine(id, PublicRecord.Line(id, record));
        }
    }
}
