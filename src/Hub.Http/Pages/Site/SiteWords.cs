using Hub.Http.Pages.Language;

namespace Hub.Http.Pages.Site;

/// <summary>The words the script needs, by key: those of values and of what it writes itself, and names of countries and languages.</summary>
static class SiteWords
{
    static readonly string[] Prefixes = ["kind.", "mode.", "field.", "fact.eqf.", "fact.starts", "fact.free", "filter.", "search.", "format.", "site."];

    public static SortedDictionary<string, string> Of(PageLanguage language)
    {
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string text) in PageLanguages.TextsOf(language.Code).Where(t => Prefixes.Any(p => t.Key.StartsWith(p, StringComparison.Ordinal)))) words[key] = text;
        foreach (string code in language.CountryCodes) words[$"country.{code}"] = language.Country(code);
        foreach (string code in language.LanguageCodes) words[$"language.{code}"] = language.LanguageName(code);
        return words;
    }
}
