using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Ports;
using Hub.Records;

namespace Hub.Releases.TakeDowns;

/// <summary>What was taken down: table <c>takedowns</c>, a partition for each kind, a row for each record.</summary>
public sealed class TakeDownStore(ITables tables)
{
    const string Table = "takedowns";

    public async Task<(TakeDown TakeDown, string ETag)?> FindAsync(string kind, string id, CancellationToken cancel) =>
        await tables.FindAsync(Table, kind, RecordKeys.RowOf(id), cancel) is { } row ? (Read(row), row.ETag) : null;

    /// <summary>Writes it; false when somebody else wrote meanwhile.</summary>
    /// <param name="etag">Of what stands there; null for nothing.</param>
    public async Task<bool> PutAsync(TakeDown takeDown, string? etag, CancellationToken cancel)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(takeDown, HubJson.Options);
        string row = RecordKeys.RowOf(takeDown.Id);
        return (await tables.CommitAsync(Table, takeDown.Kind, [etag is null ? RowChange.Insert(row, body) : RowChange.Replace(row, body, etag)], cancel)).IsDone;
    }

    /// <summary>Sorted by the id as it stands in keys.</summary>
    /// <param name="after">Id of the last one seen.</param>
    public async Task<Page<TakeDown>> PageAsync(string kind, string? after, int limit, CancellationToken cancel)
    {
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, kind, string.IsNullOrEmpty(after) ? " " : RowRange.After(RecordKeys.RowOf(after)), null, limit, cancel);
        TakeDown[] items = [.. rows.Select(Read)];
        return new Page<TakeDown>(items, items.Length == limit ? items[^1].Id : null);
    }

    public async IAsyncEnumerable<TakeDown> ListAsync(string kind, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        do
        {
            Page<TakeDown> page = await PageAsync(kind, after, TableLimits.MaxPage, cancel);
            foreach (TakeDown takeDown in page.Items) yield return takeDown;
            after = page.Next;
        }
        while (after is not null);
    }

    static TakeDown Read(TableRow row) => JsonSerializer.Deserialize<TakeDown>(row.Body.Span, HubJson.Options)!;
}
