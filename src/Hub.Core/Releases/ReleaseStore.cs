using System.Text.Json;
using Hub.Audit;
using Hub.Ports;

namespace Hub.Releases;

/// <summary>The list of releases: table <c>releases</c>, one partition; its head names the newest.</summary>
public sealed class ReleaseStore(ITables tables)
{
    public const string Table = "releases";
    public const string Partition = "catalogue";
    const string Head = "!head";
    const string Prefix = "r~";

    public async Task<(ReleaseSummary Release, string ETag)?> NewestAsync(CancellationToken cancel)
    {
        TableRow? head = await tables.FindAsync(Table, Partition, Head, cancel);
        return head is null ? null : (Read(head), head.ETag);
    }

    /// <summary>Oldest first; <paramref name="after"/> is a release id.</summary>
    public async Task<Page<ReleaseSummary>> ListAsync(string? after, int limit, CancellationToken cancel)
    {
        string from = after is null ? Prefix : RowRange.After(Prefix + after);
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, Partition, from, RowRange.EndOf(Prefix), limit, cancel);
        ReleaseSummary[] items = [.. rows.Select(Read)];
        return new Page<ReleaseSummary>(items, items.Length == limit ? items[^1].Id : null);
    }

    /// <summary>All there are, oldest first.</summary>
    public async Task<List<ReleaseSummary>> AllAsync(CancellationToken cancel)
    {
        var all = new List<ReleaseSummary>();
        string? after = null;
        do
        {
            Page<ReleaseSummary> page = await ListAsync(after, TableLimits.MaxPage, cancel);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    /// <summary>Makes the release the newest; false when another was made newest meanwhile.</summary>
    public async Task<bool> AddAsync(ReleaseSummary release, string? headETag, CancellationToken cancel)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(release, HubJson.Options);
        RowChange head = headETag is null ? RowChange.Insert(Head, body) : RowChange.Replace(Head, body, headETag);
        return (await tables.CommitAsync(Table, Partition, [head, RowChange.Insert(Prefix + release.Id, body), FactOf(release).ToChange()], cancel)).IsDone;
    }

    /// <summary>Whoever asked for it, the hub publishes.</summary>
    static AuditFact FactOf(ReleaseSummary release) => new($"release~{release.Id}", AuditBody.Hub, release.CreatedAt, "hub", AuditActions.ReleasePublished, $"releases/{release.Id}");

    static ReleaseSummary Read(TableRow row) => JsonSerializer.Deserialize<ReleaseSummary>(row.Body.Span, HubJson.Options)!;
}

/// <param name="Counts">Records per dataset.</param>
public sealed record ReleaseSummary(string Id, long Sequence, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, long> Counts);
