namespace Hub.Catalogue.Search;

/// <summary>
/// The index in memory: some 400 bytes an entry beside its words. Many read it at a time, one changes it; an entry that changes
/// gets a new slot, and when a quarter of the slots is empty they are moved together.
/// </summary>
sealed class SearchIndex : IDisposable
{
    readonly ReaderWriterLockSlim _turns = new();
    readonly SearchTerms _terms = new();
    readonly SearchFacets _facets = new();
    readonly Dictionary<string, int> _slotOf = new(StringComparer.Ordinal);
    readonly Dictionary<string, SearchOrganisation> _organisations = new(StringComparer.Ordinal);
    readonly List<SearchSlot?> _slots = [];

    /// <summary>Entries that do not fit in any more.</summary>
    const int MaxEntries = 1_000_000;

    /// <summary>Some entry had no room: answers are partial from then on.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Takes changes in; the last one of an entry counts.</summary>
    public void Apply(IReadOnlyList<SearchOrganisation> organisations, IReadOnlyCollection<string> removed, IReadOnlyList<SearchEntry> added)
    {
        _turns.EnterWriteLock();
        try
        {
            foreach (SearchOrganisation organisation in organisations) _organisations[organisation.Id] = organisation with { CountryNumber = organisation.Country is { } country ? _facets.NumberOf(SearchFacet.Country, country) : null };
            foreach (string id in removed) Remove(id);
            foreach (SearchEntry entry in added) Add(entry);
            if (_slots.Count > 1000 && _slots.Count - _slotOf.Count > _slots.Count / 4) MoveTogether();
            _terms.Settle();
        }
        finally
        {
            _turns.ExitWriteLock();
        }
    }

    public T Read<T>(Func<SearchReading, T> read)
    {
        _turns.EnterReadLock();
        try
        {
            return read(new SearchReading(_slots, _terms, _facets, CountryOf));
        }
        finally
        {
            _turns.ExitReadLock();
        }
    }

    public void Dispose() => _turns.Dispose();

    int CountryOf(SearchSlot slot) => _organisations.TryGetValue(slot.AwardingBody, out SearchOrganisation? body) && body.CountryNumber is { } number ? number : -1;

    void Remove(string id)
    {
        if (_slotOf.Remove(id, out int slot)) _slots[slot] = null;
    }

    void Add(SearchEntry entry)
    {
        Remove(entry.Id);
        if (_slotOf.Count == MaxEntries)
        {
            IsFull = true;
            return;
        }

        int slot = _slots.Count;
        _slotOf[entry.Id] = slot;
        _slots.Add(new SearchSlot(entry.Id, entry.AwardingBody, [.. entry.Values.Select(v => _facets.NumberOf(v.Facet, v.Value))], entry.Credits, entry.Price, entry.Start));
        foreach (string word in entry.Title) _terms.Add(word, slot, inTitle: true);
        foreach (string word in entry.Body.Concat(entry.Organisations.SelectMany(o => _organisations.TryGetValue(o, out SearchOrganisation? named) ? named.Name : [])).Distinct(StringComparer.Ordinal).Except(entry.Title)) _terms.Add(word, slot, inTitle: false);
    }

    void MoveTogether()
    {
        int[] places = new int[_slots.Count];
        int next = 0;
        for (int slot = 0; slot < places.Length; slot++) places[slot] = _slots[slot] is null ? -1 : next++;
        _slots.RemoveAll(slot => slot is null);
        foreach (string id in (string[])[.. _slotOf.Keys]) _slotOf[id] = places[_slotOf[id]];
        _terms.Move(places);
    }
}

/// <summary>An entry as the index holds it.</summary>
sealed record SearchSlot(string Id, string AwardingBody, int[] Values, decimal? Credits, decimal? Price, DateOnly? Start);

/// <param name="Name">Words of its legal name, in all languages.</param>
/// <param name="CountryNumber">Its country as a facet value; the index gives it.</param>
sealed record SearchOrganisation(string Id, string? Country, IReadOnlyList<string> Name, int? CountryNumber = null);
