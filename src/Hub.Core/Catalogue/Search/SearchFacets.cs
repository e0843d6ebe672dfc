namespace Hub.Catalogue.Search;

/// <summary>Numbers for the values of facets, so that an entry holds a few integers.</summary>
sealed class SearchFacets
{
    public static readonly int Count = Enum.GetValues<SearchFacet>().Length;

    readonly Dictionary<(SearchFacet, string), int> _numbers = [];
    readonly List<(SearchFacet Facet, string Value)> _values = [];

    public int ValueCount => _values.Count;

    public (SearchFacet Facet, string Value) this[int number] => _values[number];

    public int NumberOf(SearchFacet facet, string value)
    {
        if (_numbers.TryGetValue((facet, value), out int number)) return number;
        _numbers[(facet, value)] = number = _values.Count;
        _values.Add((facet, value));
        return number;
    }

    /// <summary>Which facets are filtered, a bit each, and for every value the bit of the facet it fits.</summary>
    public (int Wanted, byte[] Fits) Filter(SearchQuery query)
    {
        byte[] fits = new byte[_values.Count];
        int wanted = 0;
        foreach ((SearchFacet facet, IReadOnlyList<string> values) in query.Values ?? new Dictionary<SearchFacet, IReadOnlyList<string>>())
        {
            if (values.Count == 0) continue;
            wanted |= 1 << (int)facet;
            foreach (string value in values)
                if (_numbers.TryGetValue((facet, value), out int number)) fits[number] = (byte)(1 << (int)facet);
        }

        return (wanted, fits);
    }

    public IReadOnlyDictionary<SearchFacet, IReadOnlyDictionary<string, int>> Named(int[] counts)
    {
        var named = Enum.GetValues<SearchFacet>().ToDictionary(f => f, _ => new Dictionary<string, int>(StringComparer.Ordinal));
        for (int number = 0; number < counts.Length; number++)
            if (counts[number] > 0) named[_values[number].Facet][_values[number].Value] = counts[number];
        return named.ToDictionary(n => n.Key, n => (IReadOnlyDictionary<string, int>)n.Value);
    }
}
