using System.Buffers.Text;
using System.Text;
using Hub.Ports;
using Hub.Records;

namespace Hub.Organisations.Accreditations;

/// <param name="Organisation">Whom it is about; null: anybody.</param>
/// <param name="Agency">Who decided; null: anybody.</param>
/// <param name="Type">Short name of the vocabulary <c>accreditation-types</c>; null: any.</param>
/// <param name="On">Only those whose dates hold this day, granted and not suspended; null: all.</param>
public sealed record AccreditationFilter(string? Organisation, string? Agency, string? Type, DateOnly? On)
{
    public bool Matches(AccreditationScope scope) =>
        (Organisation is null || scope.Organisation == Organisation)
        && (Agency is null || scope.Agency == Agency)
        && (Type is null || scope.Type == Type)
        && (On is not { } on || (scope.LimitsFor(new ScopeQuestion(on)) & (ScopeLimits.Date | ScopeLimits.Decision | ScopeLimits.Status)) == ScopeLimits.None);
}

/// <summary>
/// Lists public accreditations. Those about an organisation, or of an agency, are read off the index of the register, all others in
/// the order of storage; a page tries a bounded number, so it costs the same wherever it is and whatever the filter lets through.
/// </summary>
public sealed class AccreditationListing(RecordTable records, RecordListing listing)
{
    /// <summary>A page may hold fewer items than asked for, or none, and still have a next one.</summary>
    public async Task<Result<Page<ListedRecord>>> PageAsync(AccreditationFilter filter, string? after, int limit, CancellationToken cancel)
    {
        if ((filter.Organisation ?? filter.Agency) is { } named) return await PageOfAsync(named, filter, after, limit, cancel);
        Result<Page<ListedRecord>> page = await listing.PageAsync(AccreditationKind.TableName, after, limit, cancel);
        return page.Problem is { } problem ? problem : new Page<ListedRecord>([.. page.Value.Items.Where(i => filter.Matches(AccreditationScope.Read(i.Id, i.Record.Json)))], page.Value.Next);
    }

    async Task<Result<Page<ListedRecord>>> PageOfAsync(string named, AccreditationFilter filter, string? after, int limit, CancellationToken cancel)
    {
        if (!TryReadCursor(after, out string? from)) return PageProblems.CursorInvalid();
        IReadOnlyList<(string Id, string Row)> candidates = await records.Register.AccreditationsOfAsync(named, filter.Organisation is null, from, limit, cancel);
        IReadOnlyDictionary<string, StoredRecord> found = await records.FindManyAsync(AccreditationKind.TableName, [.. candidates.Select(c => c.Id)], cancel);
        var items = new List<ListedRecord>();
        foreach ((string id, _) in candidates)
            if (found.TryGetValue(id, out StoredRecord? record) && record.Stamp.Visibility == Visibility.Public && filter.Matches(AccreditationScope.Read(id, record.Json))) items.Add(new ListedRecord(id, record));
        return new Page<ListedRecord>(items, candidates.Count == limit ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes(candidates[^1].Row)) : null);
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
