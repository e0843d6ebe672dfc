using Hub.Http.Pages.Language;

namespace Hub.Http.Pages.Shell;

/// <summary>What every page needs beside its own model.</summary>
/// <param name="HubName">Name the operator gave the hub.</param>
/// <param name="Path">Path of the page, to link to itself.</param>
/// <param name="Query">Its parameters without the language.</param>
/// <param name="ChosenLanguage">The language that was asked for in the address; null: the browser's, and links need not name it.</param>
public sealed record PageFrame(string HubName, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, PageLanguage Language, string? ChosenLanguage)
{
    public static PageFrame Of(HttpContext http, string hubName)
    {
        PageLanguage language = PageLanguages.Choose(http.Request);
        KeyValuePair<string, string>[] query = [.. http.Request.Query.Where(q => q.Key is not ("lang" or "format")).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? "")))];
        return new PageFrame(hubName, http.Request.PathBase + http.Request.Path.ToUriComponent(), query, language, PageLanguages.Find(http.Request.Query["lang"])?.Code);
    }

    /// <summary>A link inside the site that keeps the chosen language.</summary>
    public string Link(string path, params IEnumerable<KeyValuePair<string, string>> query) =>
        path + ToQuery(ChosenLanguage is { } lang ? query.Append(KeyValuePair.Create("lang", lang)) : query);

    /// <summary>This page in another language.</summary>
    public string InLanguage(string code) => Path + ToQuery(Query.Append(KeyValuePair.Create("lang", code)));

    /// <summary>This page as JSON.</summary>
    public string AsJson => Path + ToQuery(Query.Append(KeyValuePair.Create("format", "json")));

    public string Entry(string id) => Link($"/entries/{Uri.EscapeDataString(id)}");

    public string Organisation(string id) => Link($"/providers/{Uri.EscapeDataString(id)}");

    static string ToQuery(IEnumerable<KeyValuePair<string, string>> query)
    {
        string text = string.Join('&', query.Where(q => q.Value.Length > 0).Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}"));
        return text.Length == 0 ? "" : "?" + text;
    }
}
