using Hub.Catalogue.Search;

namespace Hub.Ports;

/// <summary>Finds public entries by words and filters, and counts them. A projection: whoever shows an entry reads it from the store.</summary>
public interface ICatalogueSearch
{
    /// <param name="after">Cursor of the page before; null for the first.</param>
    /// <param name="limit">Entries of a page, 1 to 100.</param>
    Task<Result<SearchPage>> SearchAsync(SearchQuery query, string? after, int limit, CancellationToken cancel);
}
