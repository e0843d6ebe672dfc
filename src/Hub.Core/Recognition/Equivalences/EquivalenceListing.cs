using System.Buffers.Text;
using System.Text;
using Hub.Ports;
using Hub.Records;

namespace Hub.Recognition.Equivalences;

/// <param name="Source">Public id of the entry that counts as another; null: any.</param>
/// <param name="Target">Public id of the entry it counts as; null: any.</param>
/// <param name="On">Only those that hold on this day; null: all.</param>
public sealed record EquivalenceFilter(string? Source, string? Target, DateOnly? On)
{
    public bool Matches(Equivalence of) => (Source is null || of.Source == Source) && (Target is null || of.Target == Target) && (On is not { } day || of.HoldsOn(day));
}

/// <summary>
/// Lists equivalences that are not withdrawn: those of an entry by the ways to them, all others in the order of storage. A page tries a
/// bounded number, so it costs the same wherever it is.
/// </summary>
public sealed class EquivalenceListing(EquivalenceStore store, RecordTable records, RecordListing listing)
{
    /// <summary>A page may hold fewer items than asked for, or none, and still have a next one.</summary>
    public async Task<Result<Page<ListedRecord>>> PageAsync(EquivalenceFilter filter, string? after, int limit, CancellationToken cancel)
    {
        if ((filter.Target ?? filter.Source) is { } entry) return await PageOfAsync(entry, filter, after, limit, cancel);
        Result<Page<ListedRecord>> page = await listing.PageAsync(EquivalenceStore.Table, after, limit, cancel);
        return page.Problem is { } problem ? problem : new Page<ListedRecord>([.. page.Value.Items.Where(i => filter.Matches(Equivalence.Read(i.Record.Json)))], page.Value.Next);
    }

    async Task<Result<Page<ListedRecord>>> PageOfAsync(string entry, EquivalenceFilter filter, string? after, int limit, CancellationToken cancel)
    {
        if (!TryReadCursor(after, out string? from)) return PageProblems.CursorInvalid();
        IReadOnlyList<(string Id, string Row)> ways = await store.WaysAsync(entry, filter.Target is not null, from, limit, cancel);
        IReadOnlyDictionary<string, StoredRecord> found = await records.FindManyAsync(EquivalenceStore.Table, [.. ways.Select(w => w.Id)], cancel);
        var items = new List<ListedRecord>();
        foreach ((string id, _) in ways)
            if (found.TryGetValue(id, out StoredRecord? record) && record.Stamp.Visibility == Visibility.Public && filter.Matches(Equivalence.Read(record.Json))) items.Add(new ListedRecord(id, record));
        return new Page<ListedRecord>(items, ways.Count == limit ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes(ways[^1].Row)) : null);
    }

    static bool TryReadCursor(string? after, out string? row)
    {
        row = null;
        if (string.IsNullOrEmpty(after)) return true;
        if (!Base64Url.IsValid(after)) return false;
        row = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(after));
        // A cursor can be forged: it must stay a key the store takes.
        return row.Length is > 0 and < TableLimits.MaxKeyLength - 16 && !row.AsSpan().ContainsAnyExceptInRange(' ', '~') && !row.AsSpan().ContainsAny("/\\#?");
    }
}
