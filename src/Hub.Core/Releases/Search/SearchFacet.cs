using System.Text;
using System.Text.Json;
using Hub.Rules;

namespace Hub.Releases.Search;

/// <summary>The values a coded column has, in the order they were met; rows name them by their place.</summary>
/// <param name="labelOf">What people call a value; null where it is its own name.</param>
sealed class SearchFacet(string name, Func<string, IReadOnlyList<KeyValuePair<string, string>>?>? labelOf = null)
{
    readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _places = new Dictionary<byte[], int>(Utf8Keys.Comparer).GetAlternateLookup<ReadOnlySpan<byte>>();
    readonly List<(string Value, long Count)> _values = [];

    public string Name => name;

    /// <summary>Place of the value; counts one more entry that has it.</summary>
    /// <param name="value">In UTF-8.</param>
    public int Count(ReadOnlySpan<byte> value)
    {
        int place = PlaceOf(value);
        _values[place] = (_values[place].Value, _values[place].Count + 1);
        return place;
    }

    /// <summary>One of several values of an entry: counted when it is not yet among their places.</summary>
    public void Count(ReadOnlySpan<byte> value, List<int> places)
    {
        if (!places.Contains(PlaceOf(value))) places.Add(Count(value));
    }

    int PlaceOf(ReadOnlySpan<byte> value)
    {
        if (_places.TryGetValue(value, out int place)) return place;
        _places[value] = place = _values.Count;
        _values.Add((Encoding.UTF8.GetString(value), 0));
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
