using System.Runtime.CompilerServices;
using Hub.Ports;

namespace Hub.Feed;

/// <summary>Reads the feed from any number on, at the same cost wherever that is.</summary>
public sealed class FeedReader(ITables tables)
{
    public async Task<long> LastAsync(CancellationToken cancel) => (await FeedHead.ReadAsync(tables, cancel)).Head.Last;

    /// <summary>Changes after <paramref name="after"/> up to and with <paramref name="upTo"/>, hidden ones included.</summary>
    public async IAsyncEnumerable<FeedChange> ReadAsync(long after, long upTo, [EnumeratorCancellation] CancellationToken cancel)
    {
        const int PagesAtATime = 8;
        string from = FeedHead.PageRow(after + 1), end = RowRange.EndOf(FeedHead.PagePrefix);
        while (after < upTo)
        {
            IReadOnlyList<TableRow> pages = await tables.ScanAsync(FeedHead.Table, FeedHead.Partition, from, end, PagesAtATime, cancel);
            foreach (TableRow page in pages)
            {
                foreach (FeedChange change in FeedPage.Read(page))
                {
                    if (change.Sequence <= after) continue;
                    if (change.Sequence > upTo) yield break;
                    yield return change;
                }
            }

            if (pages.Count < PagesAtATime) yield break;
            from = RowRange.After(pages[^1].Row);
        }
    }

    /// <summary>Changes after a number of records that name others, page by page; <c>Done</c> is the last number of the page, also when nothing came.</summary>
    public async IAsyncEnumerable<(IReadOnlyList<FeedChange> Changes, long Done)> ReferringAsync(long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        const int PagesAtATime = 8;
        string from = FeedHead.PageRow(after + 1), end = RowRange.EndOf(FeedHead.PagePrefix);
        for (; ; )
        {
            IReadOnlyList<TableRow> pages = await tables.ScanAsync(FeedHead.Table, FeedHead.Partition, from, end, PagesAtATime, cancel);
            foreach (TableRow page in pages)
                yield return (FeedPage.Refers(page) ? [.. FeedPage.Read(page).Where(c => c.Refers && c.Sequence > after)] : [], FeedPage.LastOf(page));
            if (pages.Count < PagesAtATime) yield break;
            from = RowRange.After(pages[^1].Row);
        }
    }

    /// <summary>The number after which every change that was made at this time or later stands. It may be followed by some made before.</summary>
    public async Task<long> BeforeAsync(DateTimeOffset time, CancellationToken cancel)
    {
        string from = FeedHead.TimeRow(Math.Max(0, time.ToUnixTimeMilliseconds()));
        IReadOnlyList<TableRow> mark = await tables.ScanAsync(FeedHead.Table, FeedHead.Partition, from, RowRange.EndOf(FeedHead.TimePrefix), 1, cancel);
        return mark.Count == 0 ? await LastAsync(cancel) : long.Parse(mark[0].Body.Span, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Whether all there is was sequenced by a hub that notes times and which records name others.</summary>
    public async Task<bool> IsMarkedFromTheStartAsync(CancellationToken cancel)
    {
        IReadOnlyList<TableRow> first = await tables.ScanAsync(FeedHead.Table, FeedHead.Partition, FeedHead.TimePrefix, RowRange.EndOf(FeedHead.TimePrefix), 1, cancel);
        return first.Count == 0 ? await LastAsync(cancel) == 0 : first[0].Body.Span.SequenceEqual("0"u8);
    }

    /// <summary>The number of a version in the feed; null when it has none yet, or was not told of near the time it was written.</summary>
    public async Task<long?> SequenceOfAsync(string table, string id, int version, DateTimeOffset writtenAt, CancellationToken cancel)
    {
        TimeSpan clocks = TimeSpan.FromMinutes(1);  // those of two machines may differ
        long after = await BeforeAsync(writtenAt, cancel);
        if (await FindAsync(table, id, version, after, long.MaxValue, cancel) is { } found) return found;
        return await FindAsync(table, id, version, await BeforeAsync(writtenAt - clocks, cancel), after, cancel);
    }

    async Task<long?> FindAsync(string table, string id, int version, long after, long upTo, CancellationToken cancel)
    {
        const int PagesLookedThrough = 1000;        // the feed runs behind by seconds, in a bulk load by a million changes
        const int PagesAtATime = 4;
        byte[] line = FeedChange.Beginning(id, version);
        string from = FeedHead.PageRow(after + 1), end = RowRange.EndOf(FeedHead.PagePrefix);
        for (int looked = 0; looked < PagesLookedThrough && after < upTo; looked += PagesAtATime)
        {
            IReadOnlyList<TableRow> pages = await tables.ScanAsync(FeedHead.Table, FeedHead.Partition, from, end, PagesAtATime, cancel);
            foreach (TableRow page in pages)
            {
                if (page.Body.Span.IndexOf(line) >= 0 && FeedPage.Read(page).FirstOrDefault(c => c.Table == table && c.Id == id && c.Version == version) is { } found) return found.Sequence;
                after = FeedPage.LastOf(page);
            }

            if (pages.Count < PagesAtATime) return null;
            from = RowRange.After(pages[^1].Row);
        }

        return null;
    }

    /// <summary>One page of what the public sees; <c>Next</c> is where to ask on, also when nothing came.</summary>
    public async Task<(IReadOnlyList<FeedChange> Changes, long Next)> PageAsync(long after, int limit, CancellationToken cancel)
    {
        var shown = new List<FeedChange>(limit);
        long next = after;
        await foreach (FeedChange change in ReadAsync(after, long.MaxValue, cancel))
        {
            next = change.Sequence;
            if (change.Operation != FeedOperation.Hidden) shown.Add(change);
            if (shown.Count == limit) break;
        }

        return (shown, next);
    }
}
