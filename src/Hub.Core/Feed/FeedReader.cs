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
