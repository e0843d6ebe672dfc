using Hub.Catalogue.Search;
using Hub.Http.Pages.Shell;
using Hub.Ports;

namespace Hub.Http.Pages.Searching;

static class SearchEndpoints
{
    const int PageSize = 20;

    public static void MapSearchPage(this RouteGroupBuilder hub) => hub.MapGet("/search", ReadAsync).WithName("SearchPage").ExcludeFromDescription();

    static async Task ReadAsync(HttpContext http, ICatalogueSearch search, EntryCards cards, OrganisationNames organisations)
    {
        SearchForm form = SearchForm.Read(http.Request.Query);
        string? after = http.Request.Query["after"];
        Result<SearchPage> found = await search.SearchAsync(form.ToQuery(), after, PageSize, http.RequestAborted);
        string? problem = found.Problem?.Code ?? (form.Wrong.Count > 0 ? ListingFieldCode : null);
        if (found.Problem is not null)
        {
            after = null;
            found = await search.SearchAsync(form.ToQuery(), null, PageSize, http.RequestAborted);
        }

        SearchPage page = found.Value;
        IReadOnlyList<FilterGroup> filters = FilterGroups.Of(page.Facets, form.Values);
        IReadOnlyDictionary<string, OrganisationName> providers = await organisations.FindAsync(filters.Where(f => f.Name == "provider").SelectMany(f => f.Options).Select(o => o.Value), http.RequestAborted);
        var model = new SearchModel(
            form, [.. filters.Select(f => f.Name == "provider" ? FilterGroups.Named(f, providers) : f)], page.Count, page.IsPartial, await cards.ReadAsync(page.Ids, http.RequestAborted), page.Next,
            string.IsNullOrEmpty(after), ApiLink.Of(form), problem);
        await PageAnswer.WriteAsync<SearchView, SearchModel>(http, model, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    const string ListingFieldCode = "catalogue.filter-invalid";
}
