using System.Text.Json;

namespace Hub.Rules;

/// <summary>
/// One object of a rules file, read strictly: a key asked for must be there, and at the end no key may be left that nobody asked for.
/// Written by hand because start-up time counts for <c>hub check</c>: a serializer needs ten times as long for its first document.
/// </summary>
sealed class StrictObject
{
    readonly string _file;
    readonly string _path;
    readonly JsonElement _element;
    readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public StrictObject(string file, string path, JsonElement element)
    {
        (_file, _path, _element) = (file, path, element);
        if (element.ValueKind != JsonValueKind.Object) throw Fault(path, "an object is expected");
    }

    public string Text(string key) => OptionalText(key) ?? throw Fault(Path(key), "a text is expected, not null");

    public string? OptionalText(string key)
    {
        JsonElement value = Ask(key);
        if (value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.String) throw Fault(Path(key), "a text is expected");
        string text = value.GetString()!;
        return text.AsSpan().Trim().IsEmpty ? throw Fault(Path(key), "the text is empty; null says that it is not known") : text;
    }

    public decimal Decimal(string key) => OptionalDecimal(key) ?? throw Fault(Path(key), "a number is expected, not null");

    public decimal? OptionalDecimal(string key)
    {
        JsonElement value = Ask(key);
        if (value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number) ? number : throw Fault(Path(key), "a number is expected");
    }

    public int Whole(string key) => OptionalWhole(key) ?? throw Fault(Path(key), "a whole number is expected, not null");

    public int? OptionalWhole(string key)
    {
        JsonElement value = Ask(key);
        if (value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Fault(Path(key), "a whole number is expected");
    }

    public bool Truth(string key) => Ask(key) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Fault(Path(key), "true or false is expected"),
    };

    public DateOnly Date(string key) =>
        DateOnly.TryParseExact(Text(key), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out DateOnly day)
            ? day
            : throw Fault(Path(key), "a date yyyy-mm-dd is expected");

    /// <summary>One of the names, by its place.</summary>
    public int Name(string key, string[] names)
    {
        int place = Array.IndexOf(names, Text(key));
        return place >= 0 ? place : throw Fault(Path(key), $"one of {string.Join(", ", names)} is expected");
    }

    public T? Optional<T>(string key, Func<StrictObject, T> read)
        where T : class => Ask(key) is { ValueKind: not JsonValueKind.Null } value ? Read(Path(key), value, read) : null;

    public T Object<T>(string key, Func<StrictObject, T> read) => Read(Path(key), Ask(key), read);

    public IReadOnlyList<T> List<T>(string key, Func<StrictObject, T> read)
    {
        var list = new List<T>();
        foreach (JsonElement item in Items(key)) list.Add(Read($"{Path(key)}[{list.Count}]", item, read));
        return list;
    }

    public IReadOnlyList<string> Texts(string key)
    {
        var list = new List<string>();
        foreach (JsonElement item in Items(key))
            list.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Fault($"{Path(key)}[{list.Count}]", "a text is expected"));
        return list;
    }

    /// <summary>An object whose keys are languages.</summary>
    public IReadOnlyDictionary<string, string> Names(string key)
    {
        JsonElement value = Ask(key);
        if (value.ValueKind != JsonValueKind.Object) throw Fault(Path(key), "an object of texts by language is expected");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty name in value.EnumerateObject())
        {
            if (name.Name.Length != 2 || name.Value.ValueKind != JsonValueKind.String) throw Fault($"{Path(key)}.{name.Name}", "a text under a two-letter language code is expected");
            if (!names.TryAdd(name.Name, name.Value.GetString()!)) throw Fault(Path(key), "a key stands twice");
        }
        return names;
    }

    public static T Root<T>(string file, JsonElement element, Func<StrictObject, T> read) => new StrictObject(file, "$", element).Finish(read);

    T Read<T>(string path, JsonElement element, Func<StrictObject, T> read) => new StrictObject(_file, path, element).Finish(read);

    T Finish<T>(Func<StrictObject, T> read)
    {
        T value = read(this);
        int count = 0;
        foreach (JsonProperty property in _element.EnumerateObject())
        {
            count++;
            if (!_known.Contains(property.Name)) throw Fault(Path(property.Name), "the key is unknown");
        }
        return count == _known.Count ? value : throw Fault(_path, "a key stands twice");
    }

    JsonElement Ask(string key)
    {
        _known.Add(key);
        return _element.TryGetProperty(key, out JsonElement value) ? value : throw Fault(Path(key), "the key is missing; null says that it is not known");
    }

    JsonElement.ArrayEnumerator Items(string key)
    {
        JsonElement value = Ask(key);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Fault(Path(key), "a list is expected");
    }

    string Path(string key) => $"{_path}.{key}";

    RulesetException Fault(string path, string reason) => new(_file, path, reason);
}
