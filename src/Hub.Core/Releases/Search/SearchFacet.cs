using System.Text.Json;
using Hub.Rules;

namespace Hub.Releases.Search;

/// <summary>The values a coded column has, in the order they were met; rows name them by their place.</summary>
/// <param name="labelOf">What people call a value; null where it is its own name.</param>
sealed class SearchFacet(string name, Func<string, IReadOnlyList<KeyValuePair<string, string>>?>? labelOf = null)
{
    readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    readonly List<(string Value, long Count)> _values = [];

    public string Name => name;

    /// <summary>Place of the value; counts one more entry that has it.</summary>
    public int Count(string value)
    {
        if (!_places.TryGetValue(value, out int place))
        {
            _places.Add(value, place = _values.Count);
            _values.Add((value, 0));
        }

        _values[place] = (value, _values[place].Count + 1);
        return place;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach ((string value, long count) in _values)
        {
            json.WriteStartObject();
            json.WriteString("value"u8, value);
            if (labelOf?.Invoke(value) is { Count: > 0 } labels)
            {
                json.WriteStartObject("label"u8);
                foreach ((string language, string text) in labels) json.WriteString(language, text);
                json.WriteEndObject();
            }

            json.WriteNumber("count"u8, count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>English labels of a vocabulary.</summary>
    public static Func<string, IReadOnlyList<KeyValuePair<string, string>>?> Labels(Vocabulary vocabulary) =>
        value => vocabulary.Find(value) is { } concept ? [KeyValuePair.Create("en", concept.Label)] : null;
}
