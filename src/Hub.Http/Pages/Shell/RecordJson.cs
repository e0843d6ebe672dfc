using System.Globalization;
using System.Text.Json;

namespace Hub.Http.Pages.Shell;

/// <summary>Reads properties of a canonical record, which may all be missing.</summary>
readonly struct RecordJson(JsonElement record)
{
    public string? Text(string name) => record.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public decimal? Number(string name) => record.TryGetProperty(name, out JsonElement value) ? value.GetDecimal() : null;

    public DateOnly? Day(string name) => Text(name) is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public string[] List(string name) => record.TryGetProperty(name, out JsonElement value)
        ? [.. value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : v.GetRawText())]
        : [];

    public IReadOnlyDictionary<string, string> Texts(string name) => record.TryGetProperty(name, out JsonElement value)
        ? value.EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetString()!, StringComparer.Ordinal)
        : new Dictionary<string, string>();
}
