using Hub.Catalogue.Search;
using Hub.Http.Pages.Shell;

namespace Hub.Http.Pages.Searching;

/// <summary>Which values are offered: those that lead to something, and those that are chosen.</summary>
static class FilterGroups
{
    const int MaxProviders = 12;
    const int BroadFieldDigits = 2;

    public static IReadOnlyList<FilterGroup> Of(IReadOnlyDictionary<SearchFacet, IReadOnlyDictionary<string, int>> counts, IReadOnlyDictionary<SearchFacet, IReadOnlyList<string>> chosen) =>
        [.. SearchForm.Facets.Select(f => new FilterGroup(f.Key, [.. OptionsOf(f.Value, counts[f.Value], chosen[f.Value])]))];

    public static FilterGroup Named(FilterGroup providers, IReadOnlyDictionary<string, OrganisationName> names) =>
        providers with { Options = [.. providers.Options.Select(o => o with { Texts = names[o.Value].LegalName })] };

    static IEnumerable<FilterOption> OptionsOf(SearchFacet facet, IReadOnlyDictionary<string, int> counts, IReadOnlyList<string> chosen)
    {
        IEnumerable<FilterOption> all = counts.Keys.Union(chosen).Select(value => new FilterOption(value, counts.GetValueOrDefault(value), chosen.Contains(value)));
        return facet switch
        {
            SearchFacet.EqfLevel => all.OrderBy(o => o.Value, StringComparer.Ordinal),
            SearchFacet.Field => all.Where(o => IsOffered(o.Value, chosen)).OrderBy(o => o.Value, StringComparer.Ordinal),
            SearchFacet.Provider => all.OrderByDescending(o => o.Chosen).ThenByDescending(o => o.Count).ThenBy(o => o.Value, StringComparer.Ordinal).Take(Math.Max(MaxProviders, chosen.Count)),
            _ => all.OrderByDescending(o => o.Count).ThenBy(o => o.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>Broad fields, and what lies right below a field that is chosen.</summary>
    static bool IsOffered(string code, IReadOnlyList<string> chosen) => code.Length == BroadFieldDigits || chosen.Contains(code) || chosen.Contains(code[..^1]);
}
