using System.Collections.Concurrent;
using Hub.Ports;
using Hub.Records;

namespace Hub.Catalogue.Links;

/// <summary>What stored entries name in a column, many at a time.</summary>
static class StoredReferences
{
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> OfAsync(ITables tables, string table, string column, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        LinkRelation relation = column == CatalogueColumns.PartOf.Name ? LinkRelation.PartOf : LinkRelation.DerivedFrom;
        var named = new ConcurrentDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel };
        await Parallel.ForEachAsync(ids.GroupBy(RecordKeys.PartitionOf), options, async (group, stop) =>
        {
            foreach (string[] some in group.Chunk(TableLimits.MaxRows))
                foreach (TableRow row in await tables.FindManyAsync(table, group.Key, Array.ConvertAll(some, RecordKeys.RowOf), stop))
                {
                    string id = RecordKeys.IdOf(row.Row);
                    StoredRecord record = StoredRecord.From(row);
                    if (!RecordLinks.Has(id, record.Json.Span)) continue;
                    string[] targets = [.. EntryLinks.Of(id, record.Json).Where(l => l.Relation == relation).Select(l => l.Target)];
                    if (targets.Length > 0) named[id] = targets;
                }
        });
        return named;
    }
}
