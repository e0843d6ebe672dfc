using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Xml;

namespace Hub.Formats.Xlsx;

/// <summary>
/// The rows of a sheet, streamed, each as one line of JSON: the row's number, then its cells up to the last filled one. Cells are
/// strings, numbers and booleans; <c>{"d":"2026-09-30"}</c> is a date and <c>{"e":"#N/A"}</c> an error.
/// </summary>
/// <param name="maxColumns">Filled cells beyond this many are noted by one cell.</param>
internal sealed class XlsxSheet(XmlReader xml, SharedTexts texts, XlsxStyles styles, bool from1904, int maxColumns) : IDisposable
{
    readonly ArrayBufferWriter<byte> _line = new(4096);
    readonly Utf8JsonWriter _json = new(Stream.Null, HubJson.WriterOptions);
    readonly char[] _value = new char[XlsxText.MaxLength];
    int _valueLength;
    int _column;
    int _written;

    /// <summary>As the spreadsheet counts, from 1.</summary>
    public int RowNumber { get; private set; }

    /// <summary>The row without line end; valid until the next one is read.</summary>
    public ReadOnlyMemory<byte> Line => _line.WrittenMemory;

    /// <summary>Goes to the next row that has something in it.</summary>
    /// <exception cref="InvalidDataException">The rows are in no order.</exception>
    public bool NextRow()
    {
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "sheetData") break;
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") continue;
            ReadRow();
            if (_written > 0) return true;
        }

        while (xml.Read())
        {
            // to the end: a part that was cut shows only there
        }

        return false;
    }

    void ReadRow()
    {
        int number = xml.GetAttribute("r") is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int said) ? said : RowNumber + 1;
        if (number <= RowNumber || number > XlsxLimits.SheetRows) throw new InvalidDataException("Rows are not in ascending order.");
        RowNumber = number;
        (_column, _written) = (-1, 0);
        _line.ResetWrittenCount();
        _json.Reset(_line);
        _json.WriteStartArray();
        _json.WriteNumberValue(number);
        int depth = xml.Depth;
        if (!xml.IsEmptyElement)
        {
            while (xml.Read() && xml.Depth > depth)
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c") ReadCell();
        }

        _json.WriteEndArray();
        _json.Flush();
    }

    void ReadCell()
    {
        string? reference = xml.GetAttribute("r"), type = xml.GetAttribute("t"), style = xml.GetAttribute("s");
        int column = reference is null ? _column + 1 : ColumnOf(reference);
        if (column <= _column || column >= XlsxLimits.SheetColumns) throw new InvalidDataException("Cells are not in ascending order.");
        _column = column;
        (bool hasValue, bool hasFormula) = ReadContent();
        if (!hasValue && !hasFormula) return;
        if (column >= maxColumns)
        {
            if (_written > maxColumns) return;      // one is enough to see that there are too many
            column = maxColumns;
        }

        int styleNumber = style is null || !int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? 0 : parsed;
        Write(column, hasValue ? type : "missing", styleNumber);
    }

    /// <summary>Takes value or inline text into the buffer.</summary>
    (bool HasValue, bool HasFormula) ReadContent()
    {
        bool value = false, formula = false;
        int depth = xml.Depth;
        _valueLength = 0;
        if (xml.IsEmptyElement) return (false, false);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "f") formula = true;
            else if (xml.LocalName == "v" && !xml.IsEmptyElement) XlsxText.ReadValue(xml, _value, ref _valueLength);
            else if (xml.LocalName == "is") _valueLength = XlsxText.Read(xml, _value);
            value |= _valueLength > 0;
            if (xml.LocalName is "v" or "is") value |= formula;        // a formula may well give an empty text
        }

        return (value, formula);
    }

    void Write(int column, string? type, int style)
    {
        ReadOnlySpan<char> value = _value.AsSpan(0, _valueLength);
        if (type == "s")
        {
            ReadOnlySpan<byte> text = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? texts[index] : default;
            if (texts.IsTooMuch) throw new InvalidDataException("The shared texts are too many.");
            if (text.IsEmpty) return;
            Pad(column);
            _json.WriteRawValue(text, skipInputValidation: true);
            return;
        }

        if (value.IsEmpty && type != "missing") return;
        Pad(column);
        switch (type)
        {
            case "b":
                _json.WriteBooleanValue(value is "1");
                break;
            case "e" or "missing":
                Tagged("e"u8, value);
                break;
            case "d":
                Tagged("d"u8, value.EndsWith("T00:00:00") ? value[..^9] : value);
                break;
            case "str" or "inlineStr":
                _json.WriteStringValue(value);
                break;
            default:
                Number(value, style);
                break;
        }
    }

    void Number(ReadOnlySpan<char> raw, int style)
    {
        (NumberMeaning meaning, int digits) = styles[style];
        string? text = meaning switch
        {
            NumberMeaning.Date => XlsxNumbers.Day(raw, from1904),
            NumberMeaning.Time => XlsxNumbers.Time(raw),
            _ => null,
        };
        if (text is not null && meaning == NumberMeaning.Date) Tagged("d"u8, text);
        else if (text is not null) _json.WriteStringValue(text);
        else if (meaning is NumberMeaning.Number && XlsxNumbers.IsPlain(raw)) _json.WriteRawValue(raw, skipInputValidation: true);
        else if (XlsxNumbers.Plain(raw) is not { } plain) _json.WriteStringValue(raw);
        else if (meaning == NumberMeaning.Code) _json.WriteStringValue(plain.PadLeft(digits, '0'));
        else if (meaning == NumberMeaning.Percent) _json.WriteStringValue($"{XlsxNumbers.Plain((decimal.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture) * 100).ToString(CultureInfo.InvariantCulture))}%");
        else _json.WriteRawValue(plain, skipInputValidation: true);
    }

    void Tagged(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        _json.WriteStartObject();
        _json.WriteString(name, value);
        _json.WriteEndObject();
    }

    void Pad(int column)
    {
        for (; _written < column; _written++) _json.WriteNullValue();
        _written = column + 1;
    }

    /// <summary>Number of a column from 0: A is 0, AA 26.</summary>
    static int ColumnOf(string reference)
    {
        int column = 0;
        foreach (char c in reference)
        {
            if (!char.IsAsciiLetter(c)) break;
            column = column * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
            if (column > XlsxLimits.SheetColumns) break;
        }

        return column - 1;
    }

    public void Dispose()
    {
        xml.Dispose();
        _json.Dispose();
    }
}
