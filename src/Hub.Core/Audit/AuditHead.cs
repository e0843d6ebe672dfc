using System.Globalization;
using System.Text.Json;
using Hub.Ports;

namespace Hub.Audit;

/// <summary>A place in a log: an entry and its hash.</summary>
public sealed record AuditPlace(long Sequence, string Hash);

/// <summary>State of a body's log, replaced in every commit that adds to it.</summary>
/// <param name="Base">Where the log begins now: older entries were pruned; null when it has them all.</param>
/// <param name="BaseCheckpoint">The signed checkpoint of that place.</param>
sealed record AuditHead(long Sequence, string Hash, AuditPlace? Base = null, string? BaseCheckpoint = null)
{
    public static readonly AuditHead Empty = new(0, AuditEntry.None);

    public long First => (Base?.Sequence ?? 0) + 1;

    public static async Task<(AuditHead Head, string? ETag)> ReadAsync(ITables tables, string body, CancellationToken cancel)
    {
        TableRow? row = await tables.FindAsync(AuditKeys.Table, body, AuditKeys.Head, cancel);
        return row is null ? (Empty, null) : (Read(row), row.ETag);
    }

    public static AuditHead Read(TableRow row) => JsonSerializer.Deserialize<AuditHead>(row.Body.Span, HubJson.Options)!;

    public RowChange ToChange(string? etag)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options);
        return etag is null ? RowChange.Insert(AuditKeys.Head, bytes) : RowChange.Replace(AuditKeys.Head, bytes, etag);
    }
}

/// <summary>Where logs live: table <c>audit</c>, a partition per body.</summary>
static class AuditKeys
{
    public const string Table = "audit";

    /// <summary>Partition that lists the bodies, a row each.</summary>
    public const string Bodies = "!bodies";

    public const string Head = "!head";

    public const string EntryPrefix = "e~";

    public const string CheckpointPrefix = "c~";

    /// <summary>Partitions for facts that have no commit of their own: readings.</summary>
    public static IReadOnlyList<string> Notes { get; } = [.. Enumerable.Range(0, 16).Select(i => $"!notes~{i:x}")];

    public static string Entry(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{EntryPrefix}{sequence:D12}");

    /// <summary>Exists when the fact has its entry; names it.</summary>
    public static string Taken(string fact) => $"x~{fact}";

    public static string Checkpoint(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{CheckpointPrefix}{sequence:D12}");

    public static long SequenceOf(string row) => long.Parse(row.AsSpan(2), CultureInfo.InvariantCulture);
}
