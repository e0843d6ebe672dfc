using System.Buffers;
using System.Globalization;
using Hub.Ports;
using Hub.Records;

namespace Hub.Feed;

/// <summary>Outbox rows of a table on their way into pages. A row goes into a page whole.</summary>
sealed class FeedBatch(string table)
{
    const int MaxPageBytes = TableLimits.MaxBodyBytes - 128 * 1024;
    const int MaxBytes = TableLimits.MaxCommitBytes - 256 * 1024;
    const int MaxPages = 16;

    readonly List<(ArrayBufferWriter<byte> Lines, int Changes)> _pages = [];
    readonly byte[] _heading = FeedPage.Heading(table);
    readonly Dictionary<string, long> _counters = new(StringComparer.Ordinal);

    public List<(string Partition, TableRow Row)> Taken { get; } = [];

    public bool IsEmpty => Taken.Count == 0;

    int Changes { get; set; }

    int Bytes { get; set; }

    /// <summary>Takes the row; false when the commit would grow too large, and the row must wait for the next one.</summary>
    public bool TryAdd(string partition, TableRow row)
    {
        int facts = row.Body.Span.IndexOf((byte)'\n') + 1;
        ReadOnlySpan<byte> lines = row.Body.Span[facts..];
        int changes = lines.Count((byte)'\n');
        bool newPage = _pages.Count == 0 || _pages[^1].Changes + changes > FeedPage.MaxChanges || _pages[^1].Lines.WrittenCount + lines.Length > MaxPageBytes;
        if (Taken.Count > 0 && (Bytes + lines.Length > MaxBytes || (newPage && _pages.Count == MaxPages))) return false;

        if (newPage) StartPage();
        _pages[^1].Lines.Write(lines);
        _pages[^1] = (_pages[^1].Lines, _pages[^1].Changes + changes);
        _counters[FeedHead.SourceOf(table, partition)] = long.Parse(row.Row.AsSpan(RecordKeys.OutboxPrefix.Length), CultureInfo.InvariantCulture);
        Taken.Add((partition, row));
        Changes += changes;
        Bytes += lines.Length;
        return true;
    }

    void StartPage()
    {
        var lines = new ArrayBufferWriter<byte>(96 * 1024);
        lines.Write(_heading);
        _pages.Add((lines, 0));
    }

    public IEnumerable<RowChange> Pages(long last)
    {
        foreach ((ArrayBufferWriter<byte> lines, int changes) in _pages)
        {
            last += changes;
            yield return RowChange.Insert(FeedHead.PageRow(last), lines.WrittenMemory);
        }
    }

    /// <summary>When the last number before this batch was given.</summary>
    public static RowChange Mark(FeedHead before, FeedHead after) => RowChange.Insert(FeedHead.TimeRow(after.AtMilliseconds), System.Text.Encoding.ASCII.GetBytes(before.Last.ToString(CultureInfo.InvariantCulture)));

    public FeedHead HeadAfter(FeedHead head, DateTimeOffset now)
    {
        var taken = new Dictionary<string, long>(head.Taken, StringComparer.Ordinal);
        foreach ((string source, long counter) in _counters) taken[source] = counter;
        return new FeedHead(head.Last + Changes, taken, Math.Max(head.AtMilliseconds + 1, now.ToUnixTimeMilliseconds()));
    }
}
