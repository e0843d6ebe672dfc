using System.Globalization;
using Hub.Catalogue.Search;

namespace Hub.Http.Pages.Searching;

/// <summary>What was filled in, as it was, and what it means.</summary>
/// <param name="Wrong">Names of the fields that can not be read; the search leaves them out.</param>
public sealed record SearchForm(string Text, IReadOnlyDictionary<SearchFacet, IReadOnlyList<string>> Values, IReadOnlyDictionary<string, string> Limits, IReadOnlyList<string> Wrong)
{
    /// <summary>Facets by the names of their fields.</summary>
    public static readonly IReadOnlyDictionary<string, SearchFacet> Facets = new Dictionary<string, SearchFacet>
    {
        ["kind"] = SearchFacet.Kind,
        ["level"] = SearchFacet.EqfLevel,
        ["field"] = SearchFacet.Field,
        ["credits"] = SearchFacet.CreditSystem,
        ["mode"] = SearchFacet.Mode,
        ["language"] = SearchFacet.Language,
        ["country"] = SearchFacet.Country,
        ["provider"] = SearchFacet.Provider,
    };

    public static readonly IReadOnlyList<string> LimitNames = ["creditsMin", "creditsMax", "priceMax", "startFrom", "startUntil"];

    /// <summary>Nothing filled in.</summary>
    public static SearchForm Empty => Read(QueryCollection.Empty);

    /// <summary>Values of a facet that are looked at.</summary>
    const int MaxValues = 50;

    internal static SearchForm Read(IQueryCollection query)
    {
        string text = query["q"].ToString().Trim();
        var values = Facets.ToDictionary(f => f.Value, f => (IReadOnlyList<string>)[.. query[f.Key].SelectMany(v => (v ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Take(MaxValues)]);
        var limits = LimitNames.ToDictionary(name => name, name => query[name].ToString().Trim());
        string[] wrong = [.. limits.Where(l => l.Value.Length > 0 && (l.Key.StartsWith("start", StringComparison.Ordinal) ? Day(l.Value) is null : Number(l.Value) is null)).Select(l => l.Key)];
        return new SearchForm(text.Length > SearchQuery.MaxLength ? text[..SearchQuery.MaxLength] : text, values, limits, wrong);
    }

    internal SearchQuery ToQuery() => new(Text, Values, Number(Limits["creditsMin"]), Number(Limits["creditsMax"]), Number(Limits["priceMax"]), Day(Limits["startFrom"]), Day(Limits["startUntil"]));

    /// <summary>Its fields as parameters of an address.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters() =>
        [KeyValuePair.Create("q", Text), .. Facets.SelectMany(f => Values[f.Value].Select(v => KeyValuePair.Create(f.Key, v))), .. Limits];

    /// <summary>The form without one value of a field, or without the field.</summary>
    public IEnumerable<KeyValuePair<string, string>> Without(string name, string value) => Parameters().Where(p => p.Key != name || p.Value != value);

    public bool IsEmpty => Parameters().All(p => p.Value.Length == 0);

    // People write decimals with a comma too.
    static decimal? Number(string text) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
