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
        var options = new ParallelOptions { MaxDegreeOfParallelism = PartitionsAtATime, CancellationToken = cancel };
        await Parallel.ForEachAsync(ids.Distinct(StringComparer.Ordinal).GroupBy(RecordKeys.PartitionOf), options, async (group, stop) =>
        {
            foreach (string[] some in group.Chunk(TableLimits.MaxRows))
            {
                IReadOnlyList<TableRow> rows = await tables.FindManyAsync(CatalogueKind.TableName, group.Key, Array.ConvertAll(some, RecordKeys.RowOf), stop);
                lock (found)
                    foreach (TableRow row in rows) found[RecordKeys.IdOf(row.Row)] = StoredRecord.From(row);
            }
        });
        return found;
    }
}
