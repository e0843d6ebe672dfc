using System.Text.Json;

namespace Hub.Releases;

/// <summary>
/// A line of a dataset, gone through once: it says where the value of each property stands, and nothing is decoded that nobody asks
/// for. Used again for every line.
/// </summary>
public sealed class RecordFields
{
    readonly Dictionary<string, RecordField> _byName = new(StringComparer.Ordinal);
    readonly List<RecordField> _present = [];
    RecordField? _first;

    /// <summary>The property of that name, in whatever line was read last.</summary>
    public RecordField this[string name]
    {
        get
        {
            if (!_byName.TryGetValue(name, out RecordField? field)) _byName.Add(name, field = new RecordField(name));
            return field;
        }
    }

    /// <summary>The properties of the line, in its order.</summary>
    public IReadOnlyList<RecordField> Present => _present;

    /// <param name="line">One JSON object. Must stay as long as its values are looked at.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public void Read(ReadOnlyMemory<byte> line)
    {
        foreach (RecordField field in _present) field.Clear();
        _present.Clear();
        var reader = new Utf8JsonReader(line.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A record must be an object.");
        RecordField? before = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            RecordField field = Find(ref reader, before);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!field.IsThere) _present.Add(field);
            field.Set(line[start..(int)reader.BytesConsumed]);
            before = field;
        }
    }

    /// <summary>Records have their properties in one order, so the next is nearly always what came next in another line.</summary>
    RecordField Find(ref Utf8JsonReader reader, RecordField? before)
    {
        RecordField? expected = before is null ? _first : before.Next;
        if (expected is not null && reader.ValueTextEquals(expected.Utf8Name)) return expected;
        RecordField field = this[reader.GetString()!];
        if (before is null) _first = field;
        else before.Next = field;
        return field;
    }
}
