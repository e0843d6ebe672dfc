using Hub.Ports;
using Hub.Records;

namespace Hub.Catalogue.Links;

/// <summary>Reads entries by id, many at a time.</summary>
static class EntryReads
{
    const int PartitionsAtATime = 16;

    /// <summary>Those of the entries that are there, hidden ones included.</summary>
    public static async Task<Dictionary<string, StoredRecord>> ManyAsync(ITables tables, IEnumerable<string> ids, CancellationToken cancel)
    {
        var found = new Dictionary<string, StoredRecord>(StringComparer.Ordinal);
        IGrouping<string, string>[] partitions = [.. ids.Distinct(StringComparer.Ordinal).GroupBy(RecordKeys.PartitionOf)];
        var options = new ParallelOptions { MaxDegreeOfParallelism = PartitionsAtATime, CancellationToken = cancel };
        // One entry is the common case, and takes no other thread.
        if (partitions is [var only]) await ReadAsync(only, cancel);
        else await Parallel.ForEachAsync(partitions, options, async (group, stop) => await ReadAsync(group, stop));
        return found;

        async Task ReadAsync(IGrouping<string, string> group, CancellationToken stop)
        {
            foreach (string[] some in group.Chunk(TableLimits.MaxRows))
            {
                IReadOnlyList<TableRow> rows = await tables.FindManyAsync(CatalogueKind.TableName, group.Key, Array.ConvertAll(some, RecordKeys.RowOf), stop);
                lock (found)
                    foreach (TableRow row in rows) found[RecordKeys.IdOf(row.Row)] = StoredRecord.From(row);
            }
        }
    }
}
