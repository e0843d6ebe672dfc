using Hub.Ports;
using Hub.Records;

namespace Hub.Catalogue.Links;

/// <summary>Public entries that name an entry, as the index finds them and the entries themselves confirm.</summary>
public sealed class LinkedEntries(ITables tables, LinkIndex index)
{
    public async Task<bool> IsPublicAsync(string id, CancellationToken cancel) =>
        (await EntryReads.ManyAsync(tables, [id], cancel)).TryGetValue(id, out StoredRecord? entry) && entry.Stamp.Visibility == Visibility.Public;

    /// <summary>One page; it may hold fewer than asked for, or none, and still have a next one: the index also knows what was so once.</summary>
    /// <param name="after">Cursor of the page before; null for the first.</param>
    public async Task<Result<Page<EntrySummary>>> PageAsync(string id, LinkRelation relation, string? after, int limit, CancellationToken cancel)
    {
        if (!TryReadCursor(after, out string? from)) return PageProblems.CursorInvalid();
        IReadOnlyList<(string Id, string Row)> sources = await index.SourcesAsync(relation, id, from, limit, cancel);
        Dictionary<string, StoredRecord> found = await EntryReads.ManyAsync(tables, sources.Select(s => s.Id), cancel);
        EntrySummary[] items = [.. sources.Select(s => (s.Id, Record: found.GetValueOrDefault(s.Id))).Where(s => s.Record is { Stamp.Visibility: Visibility.Public })
            .Select(s => EntrySummary.Of(s.Id, s.Record!)).Where(s => (relation == LinkRelation.PartOf ? s.PartOf : s.DerivedFrom).Contains(id))];
        return new Page<EntrySummary>(items, sources.Count == limit ? System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.ASCII.GetBytes(sources[^1].Row)) : null);
    }

    /// <summary>Pages of the index looked through for the first entries, should most of what it knows be past.</summary>
    const int MaxPages = 10;

    /// <summary>The first entries, over some pages if they need them; null as cursor when these are all.</summary>
    public async Task<Page<EntrySummary>> FirstAsync(string id, LinkRelation relation, int limit, CancellationToken cancel)
    {
        var items = new List<EntrySummary>();
        string? after = null;
        for (int pages = 0; pages < MaxPages && items.Count < limit; pages++)
        {
            Page<EntrySummary> page = (await PageAsync(id, relation, after, limit, cancel)).Value;
            items.AddRange(page.Items);
            after = page.Next;
            if (after is null) break;
        }

        return new Page<EntrySummary>(items, after);
    }

    static bool TryReadCursor(string? after, out string? row)
    {
        row = null;
        if (string.IsNullOrEmpty(after)) return true;
        if (!System.Buffers.Text.Base64Url.IsValid(after)) return false;
        row = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(after));
        // A cursor can be forged: it must stay a key the store takes.
        return row.Length is > 0 and < TableLimits.MaxKeyLength - 16 && !row.AsSpan().ContainsAnyExceptInRange(' ', '~') && !row.AsSpan().ContainsAny("/\\#?");
    }
}
