using System.Text.Json;
using Hub.Ports;

namespace Hub.Feed;

/// <summary>
/// State of the sequencer: the last sequence number given, and per source partition the last outbox counter taken.
/// It is replaced in the commit that creates the pages, so nothing is skipped or repeated whatever dies in between.
/// </summary>
/// <param name="Last">0 when the feed is empty.</param>
/// <param name="Taken">Source (<c>table:partition</c>) to counter.</param>
/// <param name="AtMilliseconds">Time of the last commit, in milliseconds since 1970; it only grows, whatever clocks say.</param>
public sealed record FeedHead(long Last, Dictionary<string, long> Taken, long AtMilliseconds = 0)
{
    public const string Table = "feed";
    public const string Partition = "feed";
    public const string Row = "!head";
    public const string PagePrefix = "p~";
    public const string TimePrefix = "t~";

    public static string SourceOf(string table, string partition) => $"{table}:{partition}";

    /// <summary>Pages are keyed by their last number: the first page at or after <c>p~(n+1)</c> is the one that goes on from n.</summary>
    public static string PageRow(long lastSequence) => $"{PagePrefix}{lastSequence:D18}";

    /// <summary>Every commit leaves its time and the last number before it: where changes since a moment begin is then one look.</summary>
    public static string TimeRow(long atMilliseconds) => $"{TimePrefix}{atMilliseconds:D15}";

    public static async Task<(FeedHead Head, string? ETag)> ReadAsync(ITables tables, CancellationToken cancel)
    {
        TableRow? row = await tables.FindAsync(Table, Partition, Row, cancel);
        return row is null
            ? (new FeedHead(0, []), null)
            : (JsonSerializer.Deserialize<FeedHead>(row.Body.Span, HubJson.Options)!, row.ETag);
    }

    public RowChange ToChange(string? etag)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options);
        return etag is null ? RowChange.Insert(Row, body) : RowChange.Replace(Row, body, etag);
    }
}
