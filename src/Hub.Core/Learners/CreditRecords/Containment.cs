namespace Hub.Learners.CreditRecords;

/// <summary>
/// The same learning counts once: an entry achieved twice, a unit inside an awarded whole, a recognition beside what it rests on. What
/// stands in a whole without credits of the system counts itself.
/// </summary>
sealed class Containment(IReadOnlyList<CountedItem> items, CatalogueStructure catalogue)
{
    readonly Dictionary<string, CountedItem> _byId = items.Where(i => i.Achievement is not null).ToDictionary(i => i.Id, StringComparer.Ordinal);
    readonly ILookup<string, CountedItem> _byEntry = items.Where(i => i.EntryId is not null).ToLookup(i => i.EntryId!, StringComparer.Ordinal);

    /// <summary>Leaves as counted what counts; returns what must be taken from the sums, because several wholes that count share it.</summary>
    public IReadOnlyList<(CountedItem Part, int Times)> Judge()
    {
        Repeated();
        Dictionary<CountedItem, List<CountedItem>> wholes = Ordered(items.Where(i => i.IsCounted).ToDictionary(i => i, WholesOf));
        CountedItem[] inner = [.. wholes.Where(w => w.Value.Count > 0).Select(w => w.Key)];
        Dictionary<CountedItem, CountedItem[]> largest = inner.ToDictionary(part => part, part => wholes[part].Where(w => wholes[w].Count == 0).OrderBy(w => w.Id, StringComparer.Ordinal).ToArray());
        foreach (CountedItem part in inner) part.Set(ItemStanding.InWhole, largest[part][0].Id);
        Sources();
        // A part of a part that is shared is taken away with that one.
        return [.. inner.Where(part => largest[part].Length > 1 && !wholes[part].Exists(w => largest.TryGetValue(w, out CountedItem[]? others) && others.Length > 1)).Select(part => (part, largest[part].Length - 1))];
    }

    /// <summary>All wholes over all steps. What leads back to itself, said by one and another, holds nothing.</summary>
    static Dictionary<CountedItem, List<CountedItem>> Ordered(Dictionary<CountedItem, List<CountedItem>> wholes)
    {
        Dictionary<CountedItem, HashSet<CountedItem>> above = wholes.Keys.ToDictionary(part => part, part => Above(part, wholes));
        return above.ToDictionary(a => a.Key, a => a.Value.Where(whole => !above[whole].Contains(a.Key)).ToList());
    }

    static HashSet<CountedItem> Above(CountedItem part, Dictionary<CountedItem, List<CountedItem>> wholes)
    {
        var above = new HashSet<CountedItem>();
        var next = new Queue<CountedItem>([part]);
        while (next.TryDequeue(out CountedItem? at))
            foreach (CountedItem whole in wholes[at])
                if (above.Add(whole)) next.Enqueue(whole);
        return above;
    }

    /// <summary>Items that count in the same system and hold the part.</summary>
    List<CountedItem> WholesOf(CountedItem part)
    {
        var wholes = new List<CountedItem>();
        foreach (string above in SaidWholesOf(part))
            if (_byId.TryGetValue(above, out CountedItem? whole) && !SaidWholesOf(whole).Contains(part.Id)) wholes.Add(whole);
        if (part.EntryId is { } entry)
            foreach (string above in catalogue.WholesOf(entry))
                if (catalogue.IsInside(entry, above)) wholes.AddRange(_byEntry[above]);
        return [.. wholes.Distinct().Where(whole => whole.IsCounted && whole.Key == part.Key)];
    }

    /// <summary>What senders say an achievement is part of, over all steps.</summary>
    List<string> SaidWholesOf(CountedItem part)
    {
        var met = new List<string>();
        for (string? at = part.Achievement?.PartOf; at is not null && at != part.Id && !met.Contains(at); at = _byId.GetValueOrDefault(at)?.Achievement!.PartOf) met.Add(at);
        return met;
    }

    /// <summary>Of the same entry in the same system the largest amount counts, an achievement before a recognition.</summary>
    void Repeated()
    {
        foreach (IGrouping<(string, SystemKey), CountedItem> same in items.Where(i => i is { IsCounted: true, EntryId: not null }).GroupBy(i => (i.EntryId!, i.Key)))
        {
            CountedItem best = same.OrderByDescending(i => i.Points).ThenBy(i => i.Recognition is null ? 0 : 1).ThenByDescending(i => i.Day).ThenBy(i => i.Id, StringComparer.Ordinal).First();
            foreach (CountedItem other in same.Where(i => i != best)) other.Set(ItemStanding.SameEntry, best.Id);
        }
    }

    /// <summary>Recognised credits are not added to those of the achievements they were recognised from.</summary>
    void Sources()
    {
        foreach (CountedItem outcome in items.Where(i => i is { IsCounted: true, Recognition: not null }))
            if (outcome.Recognition!.Sources.FirstOrDefault(s => _byId.TryGetValue(s, out CountedItem? source) && source.Standing is ItemStanding.Counted or ItemStanding.InWhole or ItemStanding.SameEntry && source.Key == outcome.Key) is { } counted)
                outcome.Set(ItemStanding.CountedBySource, counted);
    }
}
