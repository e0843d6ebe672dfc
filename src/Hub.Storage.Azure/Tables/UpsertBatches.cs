using Hub.Ports;

namespace Hub.Storage.Azure.Tables;

/// <summary>Cuts the upserts of one partition into commits that keep to <see cref="TableLimits"/>; a row that comes again begins a new one.</summary>
static class UpsertBatches
{
    public static IEnumerable<List<RowChange>> Of(IEnumerable<RowChange> changes, int partitionLength)
    {
        var batch = new List<RowChange>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int bytes = 0;
        foreach (RowChange change in changes)
        {
            int size = change.Body.Length + change.Row.Length + partitionLength;
            if (batch.Count == TableLimits.MaxRows || bytes + size > TableLimits.MaxCommitBytes || seen.Contains(change.Row))
            {
                yield return batch;
                batch = [];
                seen.Clear();
                bytes = 0;
            }

            batch.Add(change);
            seen.Add(change.Row);
            bytes += size;
        }

        if (batch.Count > 0) yield return batch;
    }
}
