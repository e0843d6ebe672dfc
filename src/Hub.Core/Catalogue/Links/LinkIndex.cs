using System.Text.Json;
using Hub.Feed;
using Hub.Ports;
using Hub.Records;

namespace Hub.Catalogue.Links;

/// <summary>
/// Who names whom: a projection of the feed. A row says that an entry names, or once named, the partition's entry or organisation;
/// it is never taken away, so that of two that follow the feed at the same time neither can undo what the other knows. Whoever
/// reads it looks at the entry itself, which says what is true now.
/// </summary>
public sealed class LinkIndex(ITables tables, FeedReader feed)
{
    public const string Table = "links";

    /// <summary>The key says it all.</summary>
    static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();

    const string HeadPartition = "!progress";
    const string Head = "!head";

    /// <summary>Changes whenever what the rows say does: then everything is read anew.</summary>
    const int Layout = 1;

    /// <summary>Rows of one write, so that memory does not grow with the feed.</summary>
    const int RowsAtATime = 2000;

    /// <summary>Brings the index up to what the feed says now. Safe to repeat, and to die at any moment.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        (LinkProgress progress, string? etag) = await ProgressAsync(cancel);
        if (progress.Layout != Layout || (etag is null && !await feed.IsMarkedFromTheStartAsync(cancel)))
        {
            await RebuildAsync(cancel);
            return;
        }

        if (progress.After >= await feed.LastAsync(cancel)) return;
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        long done = progress.After;
        await foreach ((IReadOnlyList<FeedChange> changes, long last) in feed.ReferringAsync(progress.After, cancel))
        {
            waiting.UnionWith(changes.Where(c => c.Table == CatalogueKind.TableName).Select(c => c.Id));
            done = last;
            if (waiting.Count < RowsAtATime) continue;
            await WriteAsync(waiting, cancel);
            waiting.Clear();
            if (await NoteAsync(done, etag, cancel) is not { } next) return;        // another follows the feed too
            etag = next;
        }

        await WriteAsync(waiting, cancel);
        if (done > progress.After) await NoteAsync(done, etag, cancel);
    }

    /// <summary>Makes the index anew from all entries there are.</summary>
    public async Task RebuildAsync(CancellationToken cancel)
    {
        long before = await feed.LastAsync(cancel);
        for (int partition = 0; partition < RecordKeys.PartitionCount; partition++)
        {
            for (string from = "\""; ;)
            {
                IReadOnlyList<TableRow> rows = await tables.ScanAsync(CatalogueKind.TableName, RecordKeys.Partition(partition), from, null, TableLimits.MaxPage, cancel);
                await WriteAsync(rows.Where(r => !RecordKeys.IsVersion(r.Row)), cancel);
                if (rows.Count < TableLimits.MaxPage) break;
                from = RowRange.After(rows[^1].Row);
            }
        }

        (_, string? etag) = await ProgressAsync(cancel);
        await NoteAsync(before, etag, cancel);
    }

    /// <summary>Ids of entries that name the target, or once did, in the order of storage.</summary>
    /// <param name="after">Row to go on from; null for the first.</param>
    public async Task<IReadOnlyList<(string Id, string Row)>> SourcesAsync(LinkRelation relation, string target, string? after, int limit, CancellationToken cancel)
    {
        string prefix = PrefixOf(relation);
        string from = after is null ? prefix : prefix + RowRange.After(after);
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, RecordKeys.RowOf(target), from, RowRange.EndOf(prefix), limit, cancel);
        return [.. rows.Select(r => r.Row[prefix.Length..]).Select(row => (RecordKeys.IdOf(row), row))];
    }

    static string PrefixOf(LinkRelation relation) => relation switch
    {
        LinkRelation.PartOf => "part~",
        LinkRelation.DerivedFrom => "derived~",
        LinkRelation.AwardingBody => "awarded~",
        _ => "provided~",
    };

    async Task WriteAsync(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel };
        await Parallel.ForEachAsync(ids.GroupBy(RecordKeys.PartitionOf), options, async (group, stop) =>
        {
            foreach (string[] some in group.Chunk(TableLimits.MaxRows))
                await WriteAsync(await tables.FindManyAsync(CatalogueKind.TableName, group.Key, Array.ConvertAll(some, RecordKeys.RowOf), stop), stop);
        });
    }

    async Task WriteAsync(IEnumerable<TableRow> entries, CancellationToken cancel)
    {
        var rows = new List<(string, string, ReadOnlyMemory<byte>)>();
        foreach (TableRow entry in entries)
        {
            StoredRecord record = StoredRecord.From(entry);
            string id = RecordKeys.IdOf(entry.Row);
            if (!RecordLinks.Has(id, record.Json.Span)) continue;
            foreach (EntryLink link in EntryLinks.Of(id, record.Json)) rows.Add((RecordKeys.RowOf(link.Target), PrefixOf(link.Relation) + entry.Row, Nothing));
        }

        foreach ((string, string, ReadOnlyMemory<byte>)[] some in rows.Distinct().Chunk(RowsAtATime)) await tables.WriteManyAsync(Table, some, cancel);
    }

    async Task<(LinkProgress, string? ETag)> ProgressAsync(CancellationToken cancel)
    {
        TableRow? row = await tables.FindAsync(Table, HeadPartition, Head, cancel);
        return row is null ? (new LinkProgress(Layout, 0), null) : (JsonSerializer.Deserialize<LinkProgress>(row.Body.Span, HubJson.Options)!, row.ETag);
    }

    /// <summary>Notes how far the feed was followed; the new ETag, or null when another was there meanwhile.</summary>
    async Task<string?> NoteAsync(long after, string? etag, CancellationToken cancel)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new LinkProgress(Layout, after), HubJson.Options);
        RowChange change = etag is null ? RowChange.Insert(Head, body) : RowChange.Replace(Head, body, etag);
        if (!(await tables.CommitAsync(Table, HeadPartition, [change], cancel)).IsDone) return null;
        return (await tables.FindAsync(Table, HeadPartition, Head, cancel))?.ETag;
    }

}

/// <param name="After">Number of the feed up to which the index knows.</param>
sealed record LinkProgress(int Layout, long After);
