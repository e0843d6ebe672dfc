using System.Text.Json;
using Hub.Records;

namespace Hub.Catalogue.Links;

/// <summary>As much of a public entry as a structure shows of it.</summary>
/// <param name="RelativeWeight">Share of the whole it is part of, in per cent.</param>
/// <param name="Href">Where the whole entry is.</param>
public sealed record EntrySummary(
    string Id, int Version, string? Kind, IReadOnlyDictionary<string, string> Title, IReadOnlyList<string> PartOf, IReadOnlyList<string> DerivedFrom,
    decimal? RelativeWeight, string? CreditSystem, decimal? CreditPoints, decimal? WorkloadHours, int? EqfLevel, string Href)
{
    public static EntrySummary Of(string id, StoredRecord record)
    {
        using JsonDocument document = JsonDocument.Parse(record.Json);
        JsonElement entry = document.RootElement;
        return new EntrySummary(
            id, record.Stamp.Version, Text(entry, "kind"), Texts(entry, "title"), List(entry, "partOf"), List(entry, "derivedFrom"),
            Number(entry, "relativeWeight"), Text(entry, "creditSystem"), Number(entry, "creditPoints"), Number(entry, "workloadHours"), (int?)Number(entry, "eqfLevel"),
            $"/v1/catalogue/{Uri.EscapeDataString(id)}");
    }

    static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    static decimal? Number(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? value.GetDecimal() : null;

    static string[] List(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [];

    static Dictionary<string, string> Texts(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) ? value.EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetString()!) : [];
}
