using System.Buffers;

namespace Hub.Catalogue.Search;

/// <summary>One search over the index, which nobody changes meanwhile.</summary>
sealed class SearchReading(List<SearchSlot?> slots, SearchTerms terms, SearchFacets facets, Func<SearchSlot, int> countryOf)
{
    public SearchPage Find(SearchQuery query, SearchCursor? after, int limit, bool isPartial)
    {
        string[] words = [.. SearchWords.Of(query.Text ?? "").Distinct(StringComparer.Ordinal).Take(SearchQuery.MaxWords)];
        byte[] met = ArrayPool<byte>.Shared.Rent(slots.Count);
        int[] scores = ArrayPool<int>.Shared.Rent(slots.Count);
        try
        {
            met.AsSpan(0, slots.Count).Clear();
            scores.AsSpan(0, slots.Count).Clear();
            terms.Score(words, met, scores);
            return Collect(query, words.Length, met, scores, after, limit, isPartial);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(met);
            ArrayPool<int>.Shared.Return(scores);
        }
    }

    SearchPage Collect(SearchQuery query, int words, byte[] met, int[] scores, SearchCursor? after, int limit, bool isPartial)
    {
        (int wanted, byte[] fits) = facets.Filter(query);
        int[] counts = new int[facets.ValueCount];
        int found = 0;
        // Holds one more than the page has, the worst on top: whether there is a next page is known then too.
        var best = new PriorityQueue<string, SearchCursor>(SearchCursor.WorstFirst);
        for (int slot = 0; slot < slots.Count; slot++)
        {
            if (met[slot] != words || slots[slot] is not { } entry || !IsWithin(entry, query)) continue;
            if (Count(entry, wanted, fits, counts) != 0) continue;
            found++;
            var place = new SearchCursor(scores[slot], entry.Id);
            if (after is not null && place.CompareTo(after.Value) <= 0) continue;
            if (best.Count <= limit) best.Enqueue(entry.Id, place);
            else best.EnqueueDequeue(entry.Id, place);
        }

        (string Id, SearchCursor Place)[] page = [.. best.UnorderedItems.OrderBy(item => item.Priority)];
        string? next = page.Length > limit ? page[limit - 1].Place.ToString() : null;
        return new SearchPage([.. page.Take(limit).Select(item => item.Id)], found, next, isPartial, facets.Named(counts));
    }

    static bool IsWithin(SearchSlot entry, SearchQuery query) =>
        (query.CreditsMin is not { } least || entry.Credits >= least) && (query.CreditsMax is not { } most || entry.Credits <= most)
        && (query.PriceMax is not { } price || entry.Price <= price)
        && (query.StartFrom is not { } from || entry.Start >= from) && (query.StartUntil is not { } until || entry.Start <= until);

    /// <summary>Counts the entry among the values it has: all of them when it is found, those of the one facet that keeps it out when only that does.</summary>
    /// <returns>The facets that keep it out, a bit each.</returns>
    int Count(SearchSlot entry, int wanted, byte[] fits, int[] counts)
    {
        int country = countryOf(entry);
        int missing = wanted;
        if (wanted != 0)
        {
            foreach (int value in entry.Values) missing &= ~fits[value];
            if (country >= 0) missing &= ~fits[country];
            if (!int.IsPow2(missing) && missing != 0) return missing;
        }

        foreach (int value in entry.Values)
            if (missing == 0 || missing == 1 << (int)facets[value].Facet) counts[value]++;
        if (country >= 0 && (missing == 0 || missing == 1 << (int)SearchFacet.Country)) counts[country]++;
        return missing;
    }
}
