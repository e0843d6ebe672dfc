using System.Globalization;
using Hub.Ports;

namespace Hub.Feed;

/// <summary>A page of the feed: its changes as lines, numbered up to the last one, which is the page's key.</summary>
static class FeedPage
{
    /// <summary>Changes of one page.</summary>
    public const int MaxChanges = 1000;

    public static IEnumerable<FeedChange> Read(TableRow page)
    {
        long last = long.Parse(page.Row.AsSpan(FeedHead.PagePrefix.Length), CultureInfo.InvariantCulture);
        ReadOnlyMemory<byte> lines = page.Body;
        long sequence = last - lines.Span.Count((byte)'\n') + 1;
        while (!lines.IsEmpty)
        {
            int end = lines.Span.IndexOf((byte)'\n');
            yield return FeedChange.Read(lines.Span[..end], sequence++);
            lines = lines[(end + 1)..];
        }
    }
}
