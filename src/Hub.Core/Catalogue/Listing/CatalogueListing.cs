using Hub.Catalogue.Links;
using Hub.Feed;
using Hub.Organisations;
using Hub.Ports;
using Hub.Records;

namespace Hub.Catalogue.Listing;

/// <summary>A page of a filtered listing.</summary>
/// <param name="IsPartial">The hub stopped looking before the page was full: there may be more behind <c>Next</c>.</param>
public sealed record ListingPage(IReadOnlyList<ListedRecord> Items, string? Next, bool IsPartial);

/// <summary>
/// Lists public entries that meet a filter. What changed since a moment is read off the feed, what an organisation provides or
/// awards off its keys and the index of links; everything else is tried entry by entry. A request tries a bounded number and gives
/// the place to go on from, so page 10,000 costs what page 1 does, and so does a filter that hardly anything meets.
/// </summary>
public sealed class CatalogueListing(ITables tables, LinkIndex links, FeedReader feed, OrganisationRegister organisations)
{
    /// <summary>Entries tried in one request.</summary>
    public const int MaxTried = 5000;

    /// <summary>Bytes of entries looked at in one request, should they be long.</summary>
    const long MaxTriedBytes = 16 * 1024 * 1024;

    readonly ListingCandidates _candidates = new(tables, links, feed);

    /// <param name="after">Cursor of the page before; null for the first.</param>
    public async Task<Result<ListingPage>> PageAsync(CatalogueFilter filter, string? after, int limit, CancellationToken cancel)
    {
        ListingCursor cursor = await FirstAsync(filter, cancel);
        if (!string.IsNullOrEmpty(after))
        {
            if (!ListingCursor.TryParse(after, out ListingCursor given) || !Fits(given.Source, cursor.Source)) return PageProblems.CursorInvalid();
            cursor = given;
        }

        var items = new List<ListedRecord>(Math.Min(limit, 100));
        var countries = new Dictionary<string, string?>(StringComparer.Ordinal);
        int tried = 0;
        long bytes = 0;
        await foreach (Candidate candidate in CandidatesOf(filter, cursor, limit, cancel).WithCancellation(cancel))
        {
            tried++;
            bytes += candidate.Record?.Json.Length ?? 0;
            if (candidate.Record is { Stamp.Visibility: Visibility.Public } record && filter.Matches(candidate.Id, record.Json, out string body) && await IsOfCountryAsync(filter, body, countries, cancel))
                items.Add(new ListedRecord(candidate.Id, record));
            if (items.Count == limit || tried == MaxTried || bytes > MaxTriedBytes) return new ListingPage(items, candidate.Next.ToString(), items.Count < limit);
        }

        return new ListingPage(items, null, false);
    }

    async Task<ListingCursor> FirstAsync(CatalogueFilter filter, CancellationToken cancel) =>
        filter.Since is { } time ? ListingCursor.After(await feed.BeforeAsync(time, cancel))
        : filter.After is { } sequence ? ListingCursor.After(sequence)
        : ListingCursor.At(filter.Provider is not null || filter.AwardingBody is not null ? ListingSource.Own : ListingSource.Entries, 0, ListingCursor.FirstRow);

    static bool Fits(ListingSource given, ListingSource first) => given == first || (given == ListingSource.Named && first == ListingSource.Own);

    IAsyncEnumerable<Candidate> CandidatesOf(CatalogueFilter filter, ListingCursor cursor, int limit, CancellationToken cancel) => cursor.Source switch
    {
        ListingSource.Changes => _candidates.OfChangesAsync(cursor, cancel),
        ListingSource.Entries => _candidates.OfAllAsync(cursor, Math.Clamp(limit * 2, 64, TableLimits.MaxPage), cancel),
        _ when filter.Provider is { } provider => _candidates.OfOrganisationAsync(provider, LinkRelation.Provider, cursor, Math.Clamp(limit, 16, 256), cancel),
        _ => _candidates.OfOrganisationAsync(filter.AwardingBody!, LinkRelation.AwardingBody, cursor, Math.Clamp(limit, 16, 256), cancel),
    };

    async ValueTask<bool> IsOfCountryAsync(CatalogueFilter filter, string body, Dictionary<string, string?> countries, CancellationToken cancel)
    {
        if (filter.Countries is null) return true;
        if (!countries.TryGetValue(body, out string? country)) countries[body] = country = await organisations.CountryOfAsync(body, cancel);
        return country is not null && filter.Countries.Contains(country);
    }
}
