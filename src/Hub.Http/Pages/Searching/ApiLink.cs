using Hub.Catalogue.Search;

namespace Hub.Http.Pages.Searching;

/// <summary>Where the API lists what a form asks for, as far as the listing has such filters.</summary>
static class ApiLink
{
    static readonly (SearchFacet Facet, string Name)[] Filters =
    [
        (SearchFacet.Kind, "kind"), (SearchFacet.EqfLevel, "eqfLevel"), (SearchFacet.Field, "field"), (SearchFacet.CreditSystem, "creditSystem"),
        (SearchFacet.Mode, "mode"), (SearchFacet.Language, "language"), (SearchFacet.Country, "country"), (SearchFacet.Provider, "provider"),
    ];

    public static string Of(SearchForm form)
    {
        IEnumerable<(string Name, string Value)> filters =
            [("q", form.Text), .. Filters.Select(f => (f.Name, string.Join(',', form.Values[f.Facet]))), ("creditsMin", form.Limits["creditsMin"]), ("creditsMax", form.Limits["creditsMax"])];
        string query = string.Join('&', filters.Where(f => f.Value.Length > 0).Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"));
        return query.Length == 0 ? "/v1/catalogue" : "/v1/catalogue?" + query;
    }
}
