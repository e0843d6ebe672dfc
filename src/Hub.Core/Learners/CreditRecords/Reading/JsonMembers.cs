using System.Globalization;
using System.Text.Json;

namespace Hub.Learners.CreditRecords.Reading;

/// <summary>Reads members of a canonical record, which may all be missing.</summary>
readonly struct JsonMembers(JsonElement record)
{
    public string? Text(string name) => record.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public decimal? Number(string name) => record.TryGetProperty(name, out JsonElement value) ? value.GetDecimal() : null;

    public DateOnly? Day(string name) => Text(name) is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public string[] List(string name) => record.TryGetProperty(name, out JsonElement value) ? Strings(value) : [];

    public IReadOnlyDictionary<string, string> Texts(string name) => record.TryGetProperty(name, out JsonElement value)
        ? value.EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetString()!, StringComparer.Ordinal)
        : new Dictionary<string, string>();

    public IReadOnlyDictionary<string, IReadOnlyList<string>> TextLists(string name) => record.TryGetProperty(name, out JsonElement value)
        ? value.EnumerateObject().ToDictionary(t => t.Name, t => (IReadOnlyList<string>)Strings(t.Value), StringComparer.Ordinal)
        : new Dictionary<string, IReadOnlyList<string>>();

    static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetString()!)];
}
