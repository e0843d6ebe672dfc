using System.Runtime.CompilerServices;
using Hub.Catalogue.Links;
using Hub.Feed;
using Hub.Ports;
using Hub.Records;

namespace Hub.Catalogue.Listing;

/// <summary>An entry that a filter has to be tried on.</summary>
/// <param name="Record">Null for one that only counts as looked at: it is gone, or comes again later.</param>
/// <param name="Next">Where to go on behind it.</param>
readonly record struct Candidate(string Id, StoredRecord? Record, ListingCursor Next);

/// <summary>The entries a filter is tried on, from a cursor on, read as they are asked for.</summary>
sealed class ListingCandidates(ITables tables, LinkIndex links, FeedReader feed)
{
    const int PartitionsAtATime = 16;
    const int ChangesAtATime = 200;

    /// <param name="rowsAtATime">Rows read first; more at a time the longer it takes.</param>
    public async IAsyncEnumerable<Candidate> OfAllAsync(ListingCursor cursor, int rowsAtATime, [EnumeratorCancellation] CancellationToken cancel)
    {
        string from = cursor.From;
        for (int partition = cursor.Partition; partition < RecordKeys.PartitionCount; partition++, from = ListingCursor.FirstRow)
        {
            for (; ; )
            {
                IReadOnlyList<TableRow> rows = await tables.ScanAsync(CatalogueKind.TableName, RecordKeys.Partition(partition), from, null, rowsAtATime, cancel);
                foreach (TableRow row in rows) yield return CandidateOf(row, ListingSource.Entries, partition);
                if (rows.Count < rowsAtATime) break;
                from = RowRange.After(rows[^1].Row);
                rowsAtATime = Math.Min(TableLimits.MaxPage, rowsAtATime * 4);
            }
        }
    }

    /// <summary>What the organisation sent, then what others say of it. Most organisations have few entries in a partition, so several are asked at a time.</summary>
    public async IAsyncEnumerable<Candidate> OfOrganisationAsync(string organisation, LinkRelation relation, ListingCursor cursor, int rowsAtATime, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (cursor.Source == ListingSource.Own)
        {
            await foreach (Candidate own in OfOwnAsync(organisation, cursor, rowsAtATime, cancel)) yield return own;
            cursor = ListingCursor.At(ListingSource.Named, 0, ListingCursor.FirstRow);
        }

        await foreach (Candidate named in OfNamedAsync(organisation, relation, cursor, rowsAtATime, cancel)) yield return named;
    }

    /// <summary>What the organisation sent, whatever its status.</summary>
    public async IAsyncEnumerable<Candidate> OfOwnAsync(string organisation, ListingCursor cursor, int rowsAtATime, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (int first = cursor.Partition; first < RecordKeys.PartitionCount; first += PartitionsAtATime)
        {
            int[] group = [.. Enumerable.Range(first, Math.Min(PartitionsAtATime, RecordKeys.PartitionCount - first))];
            IReadOnlyList<TableRow>[] scans = await Task.WhenAll(group.Select(p => OwnAsync(organisation, p, p == cursor.Partition ? cursor.From : null, rowsAtATime, cancel)));
            for (int i = 0; i < group.Length; i++)
            {
                for (IReadOnlyList<TableRow> rows = scans[i]; ; rows = await OwnAsync(organisation, group[i], RowRange.After(rows[^1].Row), rowsAtATime, cancel))
                {
                    foreach (TableRow row in rows) yield return CandidateOf(row, ListingSource.Own, group[i]);
                    if (rows.Count < rowsAtATime) break;
                }
            }
        }
    }

    async IAsyncEnumerable<Candidate> OfNamedAsync(string organisation, LinkRelation relation, ListingCursor cursor, int rowsAtATime, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (string? after = cursor.From == ListingCursor.FirstRow ? null : cursor.From; ;)
        {
            IReadOnlyList<(string Id, string Row)> sources = await links.SourcesAsync(relation, organisation, after, rowsAtATime, cancel);
            Dictionary<string, StoredRecord> records = await EntryReads.ManyAsync(tables, sources.Select(s => s.Id), cancel);
            foreach ((string id, string row) in sources)        // its own it has seen already
                yield return new Candidate(id, EntryLinks.IsOwnerOf(id, organisation) ? null : records.GetValueOrDefault(id), ListingCursor.At(ListingSource.Named, 0, row));
            if (sources.Count < rowsAtATime) yield break;
            after = sources[^1].Row;
        }
    }

    /// <summary>Each entry at its last change: one that has changed again since comes there.</summary>
    public async IAsyncEnumerable<Candidate> OfChangesAsync(ListingCursor cursor, [EnumeratorCancellation] CancellationToken cancel)
    {
        var batch = new List<FeedChange>(ChangesAtATime);
        await foreach (FeedChange change in feed.ReadAsync(cursor.Sequence, long.MaxValue, cancel))
        {
            batch.Add(change);
            if (batch.Count < ChangesAtATime) continue;
            foreach (Candidate candidate in await OfAsync(batch, cancel)) yield return candidate;
            batch.Clear();
        }

        foreach (Candidate candidate in await OfAsync(batch, cancel)) yield return candidate;
    }

    async Task<IReadOnlyList<Candidate>> OfAsync(List<FeedChange> changes, CancellationToken cancel)
    {
        Dictionary<string, StoredRecord> records = await EntryReads.ManyAsync(tables, changes.Where(IsShown).Select(c => c.Id), cancel);
        return [.. changes.Select(c => new Candidate(c.Id, IsShown(c) && records.GetValueOrDefault(c.Id) is { } record && record.Stamp.Version == c.Version ? record : null, ListingCursor.After(c.Sequence)))];

        static bool IsShown(FeedChange change) => change is { Table: CatalogueKind.TableName, Operation: FeedOperation.Upsert };
    }

    Task<IReadOnlyList<TableRow>> OwnAsync(string organisation, int partition, string? from, int limit, CancellationToken cancel)
    {
        string first = organisation + "~";
        return tables.ScanAsync(CatalogueKind.TableName, RecordKeys.Partition(partition), from is null || string.CompareOrdinal(from, first) < 0 ? first : from, RowRange.EndOf(first), limit, cancel);
    }

    static Candidate CandidateOf(TableRow row, ListingSource source, int partition) =>
        new(RecordKeys.IdOf(row.Row), RecordKeys.IsVersion(row.Row) ? null : StoredRecord.From(row), ListingCursor.At(source, partition, RowRange.After(row.Row)));
}
