using Hub.Releases;
using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Hub.Formats.Csv;

/// <summary>One record on its way from JSON to a row. Used again for every record.</summary>
internal sealed class ReleaseRow
{
    readonly Property[] _properties;
    readonly (int Start, int Length)[] _cells;
    readonly ArrayBufferWriter<byte> _values = new(4096);
    int _expected;

    public ReleaseRow(IReadOnlyList<ReleaseColumn> columns)
    {
        _cells = new (int, int)[columns.Count];
        _properties =
        [
            .. columns.Index().GroupBy(column => column.Item.Name).Select(group => new Property(
                Encoding.UTF8.GetBytes(group.Key),
                [.. group.Select(column => (column.Item.Language is { } language ? Encoding.UTF8.GetBytes(language) : null, column.Index))])),
        ];
    }

    /// <summary>Writes the cells of one record; false for a blank line.</summary>
    public bool Write(ReadOnlySpan<byte> json, CsvTableWriter table)
    {
        if (json.Trim(" \t\r"u8).IsEmpty) return false;
        _values.ResetWrittenCount();
        Array.Clear(_cells);
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A record must be an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Property? property = Find(ref reader);
            reader.Read();
            if (property is null) reader.Skip();
            else Take(ref reader, property);
        }

        foreach ((int start, int length) in _cells)
            table.Write(_values.WrittenSpan.Slice(start, length));
        return true;
    }

    // Records have their properties in the order of the columns, so the next one is nearly always the one expected.
    Property? Find(ref Utf8JsonReader reader)
    {
        for (int tried = 0; tried < _properties.Length; tried++)
        {
            int at = (_expected + tried) % _properties.Length;
            if (!reader.ValueTextEquals(_properties[at].Name)) continue;
            _expected = at + 1;
            return _properties[at];
        }

        return null;
    }

    void Take(ref Utf8JsonReader reader, Property property)
    {
        if (reader.TokenType != JsonTokenType.StartObject || property.Columns[0].Language is null)
        {
            TakeValue(ref reader, property.Columns[0].Language is null ? property.Columns[0].Index : -1);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int column = -1;
            foreach ((byte[]? language, int index) in property.Columns)
                if (reader.ValueTextEquals(language)) column = index;
            reader.Read();
            TakeValue(ref reader, column);
        }
    }

    /// <param name="column">-1 for a value no column asks for.</param>
    void TakeValue(ref Utf8JsonReader reader, int column)
    {
        if (column < 0)
        {
            reader.Skip();
            return;
        }

        int start = _values.WrittenCount;
        if (reader.TokenType != JsonTokenType.StartArray) Append(ref reader);
        else
        {
            for (bool first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
            {
                if (!first) _values.Write("|"u8);
                Append(ref reader);
            }
        }

        _cells[column] = (start, _values.WrittenCount - start);
    }

    void Append(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) _values.Advance(reader.CopyString(_values.GetSpan(reader.ValueSpan.Length + 1)));
        else if (reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False) _values.Write(reader.ValueSpan);
        else reader.Skip();
    }

    sealed record Property(byte[] Name, (byte[]? Language, int Index)[] Columns);
}
