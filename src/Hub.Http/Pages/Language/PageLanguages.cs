using System.Collections;
using System.Collections.Frozen;
using System.Reflection;
using System.Resources;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Hub.Http.Pages.Language;

/// <summary>The languages of the interface, from <c>Words/*.resx</c>. They lie in the assembly itself, so no host can leave one out.</summary>
public static class PageLanguages
{
    public static readonly IReadOnlyList<string> Codes = ["en", "pt", "lt", "sl", "es"];

    static readonly Assembly Here = typeof(PageLanguages).Assembly;

    public static IReadOnlyList<PageLanguage> All { get; } = Load();

    public static PageLanguage Default => All[0];

    public static PageLanguage? Find(string? code) => All.FirstOrDefault(l => l.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the address asks for, else what the browser prefers, else English.</summary>
    public static PageLanguage Choose(HttpRequest request) => Find(request.Query["lang"]) ?? Preferred(request) ?? Default;

    static PageLanguage? Preferred(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList([.. request.Headers.AcceptLanguage.OfType<string>()], out IList<StringWithQualityHeaderValue>? wishes)
            ? wishes.Where(w => w.Quality is not 0).OrderByDescending(w => w.Quality ?? 1).Select(w => Find(w.Value.Value?.Split('-')[0])).FirstOrDefault(l => l is not null)
            : null;

    /// <summary>All texts of a language by key.</summary>
    internal static FrozenDictionary<string, string> TextsOf(string code)
    {
        using var reader = new ResourceReader(Open($"Words.{code}.resources"));
        return reader.Cast<DictionaryEntry>().ToFrozenDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
    }

    static PageLanguage[] Load()
    {
        FrozenDictionary<string, string>[] countries = Names("Words.countries.csv"), languages = Names("Words.languages.csv");
        return [.. Codes.Select((code, place) => new PageLanguage(code, TextsOf(code), countries[place], languages[place]))];
    }

    /// <summary>Names by code, a column a language: <c>code;en;pt;lt;sl;es</c>.</summary>
    static FrozenDictionary<string, string>[] Names(string resource)
    {
        using var reader = new StreamReader(Open(resource), Encoding.UTF8);
        string[][] rows = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(';'))];
        return [.. Codes.Select((_, place) => rows.ToFrozenDictionary(row => row[0], row => row[place + 1], StringComparer.OrdinalIgnoreCase))];
    }

    static Stream Open(string name) => Here.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The assembly lacks {name}.");
}
