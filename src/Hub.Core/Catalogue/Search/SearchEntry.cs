using System.Globalization;
using System.Text.Json;

namespace Hub.Catalogue.Search;

/// <summary>What the index takes from an entry.</summary>
/// <param name="Title">Words of the title in all its languages.</param>
/// <param name="Body">Words of everything else that is searched.</param>
sealed record SearchEntry(
    string Id, string AwardingBody, IReadOnlyList<string> Organisations, IReadOnlyList<string> Title, IReadOnlyList<string> Body, IReadOnlyList<(SearchFacet Facet, string Value)> Values,
    decimal? Credits, decimal? Price, DateOnly? Start)
{
    /// <summary>Different words of an entry beside its title: what is longer is found by its beginning, and memory stays bounded.</summary>
    const int MaxWords = 300;

    /// <param name="json">Canonical JSON, with or without id and version before it.</param>
    public static SearchEntry Read(string id, ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement entry = document.RootElement;
        string owner = id[..Math.Max(0, id.IndexOf('~', StringComparison.Ordinal))];
        string body = Text(entry, "awardingBody") ?? owner;
        string[] organisations = [.. List(entry, "providers").Prepend(body).Prepend(owner).Distinct(StringComparer.Ordinal)];
        string[] title = [.. Texts(entry, "title").SelectMany(SearchWords.Of).Distinct(StringComparer.Ordinal)];
        return new SearchEntry(
            id, body, organisations, title, [.. Searched(id, entry).SelectMany(SearchWords.Of).Distinct(StringComparer.Ordinal).Except(title).Take(MaxWords)], [.. ValuesOf(entry, organisations)],
            Number(entry, "creditPoints"), Number(entry, "priceAmount"), Text(entry, "startDate") is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null);
    }

    static IEnumerable<string> Searched(string id, JsonElement entry) =>
        [id, .. List(entry, "identifiers"), .. Texts(entry, "learningOutcomes"), .. Texts(entry, "description")];

    static IEnumerable<(SearchFacet, string)> ValuesOf(JsonElement entry, string[] organisations)
    {
        if (Text(entry, "kind") is { } kind) yield return (SearchFacet.Kind, kind);
        if (Number(entry, "eqfLevel") is { } level) yield return (SearchFacet.EqfLevel, level.ToString(CultureInfo.InvariantCulture));
        if (Text(entry, "creditSystem") is { } system) yield return (SearchFacet.CreditSystem, system);
        // ISCED-F 2013: the first two digits are the broad field, three the narrow one, four the detailed one.
        foreach (string field in List(entry, "iscedF").SelectMany(code => Enumerable.Range(2, Math.Max(0, code.Length - 1)).Select(digits => code[..digits])).Distinct(StringComparer.Ordinal)) yield return (SearchFacet.Field, field);
        foreach (string language in List(entry, "languages")) yield return (SearchFacet.Language, language);
        foreach (string mode in List(entry, "modes")) yield return (SearchFacet.Mode, mode);
        foreach (string organisation in organisations) yield return (SearchFacet.Provider, organisation);
    }

    static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    static decimal? Number(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? value.GetDecimal() : null;

    static IEnumerable<string> List(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? value.EnumerateArray().Select(v => v.GetString()!) : [];

    /// <summary>Texts by language; lists of texts one by one.</summary>
    internal static IEnumerable<string> Texts(JsonElement record, string name) => record.TryGetProperty(name, out JsonElement texts)
        ? texts.EnumerateObject().SelectMany(t => t.Value.ValueKind == JsonValueKind.Array ? t.Value.EnumerateArray().Select(v => v.GetString()!) : [t.Value.GetString()!])
        : [];
}
