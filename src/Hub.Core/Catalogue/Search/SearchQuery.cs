namespace Hub.Catalogue.Search;

/// <summary>What entries are told apart by. The order of the values is not stored anywhere.</summary>
public enum SearchFacet
{
    Kind,
    EqfLevel,
    CreditSystem,

    /// <summary>ISCED-F; a broad field holds the narrower ones in it.</summary>
    Field,
    Language,
    Mode,

    /// <summary>Country of the awarding body, as registered now.</summary>
    Country,

    /// <summary>Organisation that sent the entry, awards it, or is named as its provider.</summary>
    Provider,
}

/// <summary>What is sought. Of several values of a facet one is enough; facets and limits are met all of them.</summary>
/// <param name="Text">Words or beginnings of words; case and accents do not matter. Null or empty: all entries.</param>
/// <param name="Values">Values by facet, short names as the canonical JSON has them.</param>
/// <param name="CreditsMin">In the entry's own credit system.</param>
/// <param name="PriceMax">In the entry's own currency; 0 for what costs nothing. Entries without a price do not meet it.</param>
/// <param name="StartFrom">Entries without a start do not meet it.</param>
public sealed record SearchQuery(
    string? Text = null, IReadOnlyDictionary<SearchFacet, IReadOnlyList<string>>? Values = null,
    decimal? CreditsMin = null, decimal? CreditsMax = null, decimal? PriceMax = null, DateOnly? StartFrom = null, DateOnly? StartUntil = null)
{
    /// <summary>Longest text in characters.</summary>
    public const int MaxLength = 400;

    public const int MaxWords = 10;
}

/// <summary>A page of what was found, the best first.</summary>
/// <param name="Count">Entries found on all pages together, exactly; of those the index knows.</param>
/// <param name="IsPartial">The index is still being made: there may be more.</param>
/// <param name="Facets">How many entries there would be with each value, the other facets as they are chosen.</param>
public sealed record SearchPage(IReadOnlyList<string> Ids, int Count, string? Next, bool IsPartial, IReadOnlyDictionary<SearchFacet, IReadOnlyDictionary<string, int>> Facets);
