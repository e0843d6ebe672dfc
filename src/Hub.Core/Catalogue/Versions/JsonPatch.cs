using System.Globalization;
using System.Text.Json;

namespace Hub.Catalogue.Versions;

/// <summary>
/// The difference of two JSON documents as JSON Patch (RFC 6902): applied to the first it gives the second. Objects are compared
/// property by property; of arrays what is the same at both ends stays, and what lies between is compared place by place.
/// </summary>
public static class JsonPatch
{
    public const string MediaType = "application/json-patch+json";

    /// <summary>Writes the operations as an array.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement from, JsonElement to)
    {
        json.WriteStartArray();
        Compare(json, "", from, to);
        json.WriteEndArray();
    }

    static void Compare(Utf8JsonWriter json, string path, JsonElement from, JsonElement to)
    {
        if (JsonElement.DeepEquals(from, to)) return;
        if (from.ValueKind == JsonValueKind.Object && to.ValueKind == JsonValueKind.Object) Objects(json, path, from, to);
        else if (from.ValueKind == JsonValueKind.Array && to.ValueKind == JsonValueKind.Array) Arrays(json, path, from, to);
        else Operation(json, "replace", path, to);
    }

    static void Objects(Utf8JsonWriter json, string path, JsonElement from, JsonElement to)
    {
        foreach (JsonProperty gone in from.EnumerateObject())
            if (!to.TryGetProperty(gone.Name, out _)) Operation(json, "remove", Below(path, gone.Name), null);
        foreach (JsonProperty property in to.EnumerateObject())
        {
            string below = Below(path, property.Name);
            if (from.TryGetProperty(property.Name, out JsonElement before)) Compare(json, below, before, property.Value);
            else Operation(json, "add", below, property.Value);
        }
    }

    static void Arrays(Utf8JsonWriter json, string path, JsonElement from, JsonElement to)
    {
        int fromEnd = from.GetArrayLength(), toEnd = to.GetArrayLength(), start = 0;
        while (start < fromEnd && start < toEnd && JsonElement.DeepEquals(from[start], to[start])) start++;
        for (; fromEnd > start && toEnd > start && JsonElement.DeepEquals(from[fromEnd - 1], to[toEnd - 1]); fromEnd--) toEnd--;
        int shared = Math.Min(fromEnd, toEnd);
        for (int i = start; i < shared; i++) Compare(json, Below(path, i), from[i], to[i]);
        // From the end, so that no removal moves what the next one means.
        for (int i = fromEnd - 1; i >= shared; i--) Operation(json, "remove", Below(path, i), null);
        for (int i = shared; i < toEnd; i++) Operation(json, "add", Below(path, i), to[i]);
    }

    static void Operation(Utf8JsonWriter json, string operation, string path, JsonElement? value)
    {
        json.WriteStartObject();
        json.WriteString("op"u8, operation);
        json.WriteString("path"u8, path);
        if (value is { } given)
        {
            json.WritePropertyName("value"u8);
            given.WriteTo(json);
        }

        json.WriteEndObject();
    }

    static string Below(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}/{index}");

    /// <summary>A JSON Pointer (RFC 6901, 3): <c>~</c> and <c>/</c> in a name are escaped.</summary>
    static string Below(string path, string name) => $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
