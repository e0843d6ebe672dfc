using System.Text;
using System.Text.Json;

namespace Hub.Releases;

/// <summary>A property of the line that <see cref="RecordFields"/> read last.</summary>
public sealed class RecordField(string name)
{
    ReadOnlyMemory<byte> _value;

    public string Name => name;

    public bool IsThere => !_value.IsEmpty;

    /// <summary>JSON of the value; empty where the line has none.</summary>
    public ReadOnlySpan<byte> Value => _value.Span;

    /// <summary>A text, or a number as it is written, in UTF-8; empty where the line has none.</summary>
    public ReadOnlySpan<byte> Utf8Text
    {
        get
        {
            if (!IsThere) return default;
            Utf8JsonReader reader = Begin();
            return reader.TokenType == JsonTokenType.String ? Utf8TextOf(ref reader) : Value;
        }
    }

    /// <summary>A text, or a number as it is written; null where the line has none.</summary>
    public string? Text
    {
        get
        {
            if (!IsThere) return null;
            Utf8JsonReader reader = Begin();
            return reader.TokenType == JsonTokenType.String ? reader.GetString() : Encoding.UTF8.GetString(Value);
        }
    }

    /// <summary>The texts of a list; none where the line has no list.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            if (!IsThere) return [];
            Utf8JsonReader reader = Begin();
            return ReadTexts(ref reader);
        }
    }

    /// <summary>The language of the first of texts by language; null where the line has none.</summary>
    public string? FirstLanguage
    {
        get
        {
            if (!IsThere) return null;
            Utf8JsonReader reader = Begin();
            return reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
        }
    }

    /// <summary>Whether a list has a text of which that is true; false where the line has no list.</summary>
    public bool HasText(Func<string, bool> isSought)
    {
        if (!IsThere) return false;
        Utf8JsonReader reader = Begin();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            if (isSought(reader.GetString() ?? "")) return true;
        return false;
    }

    /// <summary>Texts by language; none where the line has none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TextByLanguage => ByLanguage((ref Utf8JsonReader reader) => reader.GetString()!);

    /// <summary>Lists of texts by language; none where the line has none.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> TextsByLanguage => ByLanguage(ReadTexts);

    /// <summary>The text the reader stands on.</summary>
    internal static ReadOnlySpan<byte> Utf8TextOf(scoped ref Utf8JsonReader reader) => reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;

    internal byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>The property that came after this one when both were met last.</summary>
    internal RecordField? Next { get; set; }

    internal void Set(ReadOnlyMemory<byte> value) => _value = value;

    internal void Clear() => _value = default;

    delegate T Reading<out T>(ref Utf8JsonReader reader);

    Utf8JsonReader Begin()
    {
        var reader = new Utf8JsonReader(Value);
        reader.Read();
        return reader;
    }

    List<KeyValuePair<string, T>> ByLanguage<T>(Reading<T> read)
    {
        var texts = new List<KeyValuePair<string, T>>();
        if (!IsThere) return texts;
        Utf8JsonReader reader = Begin();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string language = reader.GetString()!;
            reader.Read();
            texts.Add(KeyValuePair.Create(language, read(ref reader)));
        }

        return texts;
    }

    /// <summary>Places in a list of outcomes that hold nothing are texts of no letters.</summary>
    static IReadOnlyList<string> ReadTexts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) texts.Add(reader.GetString() ?? "");
        return texts;
    }
}
