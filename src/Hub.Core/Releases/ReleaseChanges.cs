using Hub.Feed;
using Hub.Ports;
using Hub.Records;

namespace Hub.Releases;

/// <summary>A record's line in a release; null for one that the release no longer holds.</summary>
readonly record struct ReleaseLine(string Id, ReadOnlyMemory<byte>? Line);

/// <summary>
/// What changed in one table between two points of the feed, as the records stood exactly at the later point: a record that
/// has changed again meanwhile is read from its superseded version.
/// </summary>
sealed class ReleaseChanges(ITables tables, string table, Dictionary<string, (int Version, FeedOperation Operation)> last)
{
    /// <summary>Ids read together; their partitions are asked in parallel.</summary>
    const int Batch = 2048;

    public int Count => last.Count;

    /// <summary>Reads the feed after <paramref name="after"/> up to <paramref name="upTo"/>; the last change of each record counts.</summary>
    public static async Task<IReadOnlyDictionary<string, ReleaseChanges>> CollectAsync(ITables tables, FeedReader feed, IEnumerable<string> names, long after, long upTo, CancellationToken cancel)
    {
        var byTable = names.ToDictionary(n => n, _ => new Dictionary<string, (int, FeedOperation)>(StringComparer.Ordinal));
        await foreach (FeedChange change in feed.ReadAsync(after, upTo, cancel))
            // A change that nobody saw leaves what was public as it was: no line, and no tombstone that would tell of a draft.
            if (change.Operation != FeedOperation.Hidden && byTable.TryGetValue(change.Table, out Dictionary<string, (int, FeedOperation)>? changes)) changes[change.Id] = (change.Version, change.Operation);
        return byTable.ToDictionary(t => t.Key, t => new ReleaseChanges(tables, t.Key, t.Value));
    }

    /// <summary>In ordinal order of the ids.</summary>
    public async IAsyncEnumerable<ReleaseLine> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string[] ids = [.. last.Keys];
        Array.Sort(ids, StringComparer.Ordinal);
        Task<ReleaseLine[]>? next = null;
        for (int from = 0; from < ids.Length; from += Batch)
        {
            Task<ReleaseLine[]> current = next ?? ReadBatchAsync(ids, from, cancel);
            next = from + Batch < ids.Length ? ReadBatchAsync(ids, from + Batch, cancel) : null;    // read ahead while the caller compresses
            foreach (ReleaseLine line in await current) yield return line;
        }
    }

    Task<ReleaseLine[]> ReadBatchAsync(string[] ids, int from, CancellationToken cancel) => Task.Run(async () =>
    {
        var lines = new ReleaseLine[Math.Min(Batch, ids.Length - from)];
        IEnumerable<IGrouping<string, int>> partitions = Enumerable.Range(0, lines.Length).GroupBy(i => RecordKeys.PartitionOf(ids[from + i]));
        await Parallel.ForEachAsync(partitions, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (partition, stop) =>
        {
            foreach (int[] some in partition.Chunk(TableLimits.MaxRows)) await ReadPartitionAsync(partition.Key, ids, from, some, lines, stop);
        });
        return lines;
    }, cancel);

    async Task ReadPartitionAsync(string partition, string[] ids, int from, int[] some, ReleaseLine[] lines, CancellationToken cancel)
    {
        int[] shown = Array.FindAll(some, i => last[ids[from + i]].Operation == FeedOperation.Upsert);
        string[] rows = Array.ConvertAll(shown, i => RecordKeys.RowOf(ids[from + i]));
        Dictionary<string, TableRow> found = shown.Length == 0 ? [] : (await tables.FindManyAsync(table, partition, rows, cancel)).ToDictionary(r => r.Row, StringComparer.Ordinal);
        foreach (int i in some) lines[i] = new ReleaseLine(ids[from + i], null);
        for (int s = 0; s < shown.Length; s++)
        {
            string id = ids[from + shown[s]];
            int version = last[id].Version;
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
