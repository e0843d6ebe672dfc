using System.Text.Json;

namespace Hub.Releases.Search;

/// <summary>A column of the list for searching: writes the value of an entry, and says whether it has one.</summary>
/// <param name="facet">The values of a coded column; null for one whose values stand in the rows.</param>
sealed class SearchColumn(string name, Action<JsonElement, SearchRow> write, SearchFacet? facet = null)
{
    public string Name => name;

    public SearchFacet? Facet => facet;

    public void Write(JsonElement entry, SearchRow row) => write(entry, row);

    /// <summary>A value as it stands in the entry.</summary>
    public static SearchColumn Plain(string name, string property) => new(name, (entry, row) =>
    {
        if (entry.TryGetProperty(property, out JsonElement value)) value.WriteTo(row.Next());
    });

    /// <summary>One value of a facet.</summary>
    public static SearchColumn One(SearchFacet facet, Func<JsonElement, string?> read) => new(facet.Name, (entry, row) =>
    {
        if (read(entry) is { } value) row.Next().WriteNumberValue(facet.Count(value));
    }, facet);

    /// <summary>Several values of a facet, each once.</summary>
    public static SearchColumn Many(SearchFacet facet, Func<JsonElement, IEnumerable<string>> read) => new(facet.Name, (entry, row) =>
    {
        string[] values = [.. read(entry).Distinct(StringComparer.Ordinal)];
        if (values.Length == 0) return;
        Utf8JsonWriter json = row.Next();
        json.WriteStartArray();
        foreach (string value in values) json.WriteNumberValue(facet.Count(value));
        json.WriteEndArray();
    }, facet);

    /// <summary>What a single value of the entry says; null where it has none.</summary>
    public static string? TextOf(JsonElement entry, string property) =>
        !entry.TryGetProperty(property, out JsonElement value) ? null : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString();

    public static IEnumerable<string> TextsOf(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out JsonElement values) ? values.EnumerateArray().Select(v => v.GetString()!) : [];
}
