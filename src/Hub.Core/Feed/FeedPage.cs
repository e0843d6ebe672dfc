using System.Globalization;
using System.Text;
using Hub.Ports;

namespace Hub.Feed;

/// <summary>A page of the feed: the table whose changes it holds, then its changes, a line each, numbered up to the last one, which is the page's key.</summary>
static class FeedPage
{
    /// <summary>Changes of one page.</summary>
    public const int MaxChanges = 1000;

    /// <summary>What a page begins with.</summary>
    public static byte[] Heading(string table) => Encoding.UTF8.GetBytes(table + "\n");

    /// <summary>Whether any of the changes is of a record that names others: how its line ends, see OutboxRow.</summary>
    public static bool Refers(TableRow page) => page.Body.Span.IndexOf(",1]\n"u8) >= 0;

    public static long LastOf(TableRow page) => long.Parse(page.Row.AsSpan(FeedHead.PagePrefix.Length), CultureInfo.InvariantCulture);

    public static IEnumerable<FeedChange> Read(TableRow page)
    {
        long last = LastOf(page);
        int heading = page.Body.Span.IndexOf((byte)'\n');
        string table = Encoding.UTF8.GetString(page.Body.Span[..heading]);
        ReadOnlyMemory<byte> lines = page.Body[(heading + 1)..];
        long sequence = last - lines.Span.Count((byte)'\n') + 1;
        while (!lines.IsEmpty)
        {
            int end = lines.Span.IndexOf((byte)'\n');
            yield return FeedChange.Read(lines.Span[..end], table, sequence++);
            lines = lines[(end + 1)..];
        }
    }
}
