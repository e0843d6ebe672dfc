using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Hub.Submissions;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Json;

/// <summary>
/// One item laid flat: a property is a column, an array its values divided by <c>|</c>, and the texts of <c>"title":{"pt":"..."}</c>
/// are the columns <c>title@pt</c>, as in a table. What lies deeper has no place in a record.
/// </summary>
/// <param name="names">Columns of the file.</param>
/// <param name="collects">Whether unknown names are added and values passed over, for finding the columns of a file.</param>
internal sealed class JsonItem(JsonNames names, bool collects, JsonLimits limits)
{
    const char Divider = '|';

    readonly JsonNames _objects = new([]);
    readonly List<int> _objectItems = [];
    readonly List<int> _cellItems = [];
    readonly List<CellFault> _cellFaults = [];
    readonly byte[] _name = new byte[2 * 6 * limits.NameLength + 1];
    int _item;

    public RowCells Cells { get; } = new();

    public IReadOnlyList<CellFault> CellFaults => _cellFaults;

    public FindingCode? Fault { get; private set; }

    /// <summary>Column the fault is about, or null for the whole item.</summary>
    public string? FaultColumn { get; private set; }

    public string? FaultDetail { get; private set; }

    /// <summary>Names of any kind that were met.</summary>
    public int NameCount => names.Count + _objects.Count;

    public void Read(ReadOnlySpan<byte> item)
    {
        Begin();
        if (item.Length > limits.RecordBytes) Fail(RowFaults.TooLong);
        else if (!Utf8.IsValid(item)) Fail(RowFaults.NotUtf8);
        else Parse(item);
    }

    void Begin()
    {
        _item++;
        names.Restart();
        _objects.Restart();
        _cellFaults.Clear();
        Cells.Clear(collects ? 0 : names.Count);
        (Fault, FaultColumn, FaultDetail) = (null, null, null);
    }

    void Parse(ReadOnlySpan<byte> item)
    {
        var json = new Utf8JsonReader(item, new JsonReaderOptions { MaxDepth = limits.Depth });
        try
        {
            json.Read();
            bool isObject = json.TokenType == JsonTokenType.StartObject;
            if (!isObject) json.Skip();
            while (isObject && json.Read() && json.TokenType == JsonTokenType.PropertyName && Fault is null) Property(ref json);
            while (json.Read())
            {
                // What stands behind the first fault must still be JSON, or that is the fault to name.
            }

            if (!isObject) Fail(JsonFindings.NotAnObject);
        }
        catch (JsonException)
        {
            bool deep = json.CurrentDepth >= limits.Depth - 1;
            Fault = null;
            Fail(deep ? JsonFindings.TooDeep : JsonFindings.Invalid, null, deep ? limits.Depth.ToString(CultureInfo.InvariantCulture) : null);
        }
        catch (InvalidOperationException)
        {
            Fail(JsonFindings.LoneSurrogate);       // all the bytes are UTF-8, so it is an escape that cannot be read
        }
    }

    void Property(ref Utf8JsonReader json)
    {
        if (NameOf(ref json, 0) is not (>= 0 and var length)) return;
        json.Read();
        if (json.TokenType == JsonTokenType.StartObject) Texts(ref json, length);
        else Column(ref json, length);
    }

    /// <summary>Copies the name behind what <see cref="_name"/> holds already; the length of all of it, or -1 when it is too long.</summary>
    int NameOf(ref Utf8JsonReader json, int at)
    {
        int length = json.ValueSpan.Length <= _name.Length - at ? json.CopyString(_name.AsSpan(at)) : int.MaxValue;
        if (length <= limits.NameLength || (length < int.MaxValue && Encoding.UTF8.GetCharCount(_name.AsSpan(at, length)) <= limits.NameLength)) return at + length;
        Fail(JsonFindings.NameTooLong, null, limits.NameLength.ToString(CultureInfo.InvariantCulture));
        return -1;
    }

    void Texts(ref Utf8JsonReader json, int length)
    {
        ReadOnlySpan<byte> property = _name.AsSpan(0, length);
        if (!IsFirst(_objectItems, _objects.FindOrAdd(property))) Fail(JsonFindings.DuplicateProperty, Encoding.UTF8.GetString(property));
        _name[length] = (byte)'@';
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Fault is not null || NameOf(ref json, length + 1) is not (>= 0 and var whole))
            {
                json.Skip();
                continue;
            }

            json.Read();
            Column(ref json, whole);
        }
    }

    void Column(ref Utf8JsonReader json, int length)
    {
        ReadOnlySpan<byte> name = _name.AsSpan(0, length);
        int column = collects ? names.FindOrAdd(name) : names.Find(name);
        if (column < 0) json.Skip();
        else if (!IsFirst(_cellItems, column))
        {
            json.Skip();
            Fail(JsonFindings.DuplicateProperty, names[column]);
        }
        else if (collects) json.Skip();
        else Cell(ref json, column);
    }

    void Cell(ref Utf8JsonReader json, int column)
    {
        Cells.Begin();
        FindingCode? wrong = json.TokenType == JsonTokenType.StartArray ? Values(ref json) : Value(ref json);
        if (wrong is null) Cells.End(column);
        else _cellFaults.Add(new CellFault(column, wrong));
    }

    FindingCode? Values(ref Utf8JsonReader json)
    {
        FindingCode? wrong = null;
        for (bool first = true; json.Read() && json.TokenType != JsonTokenType.EndArray; first = false)
        {
            if (!first) Cells.Append(Divider);
            int before = Cells.Open.Length;
            wrong ??= Value(ref json);
            if (Cells.Open[before..].Contains(Divider)) wrong ??= JsonFindings.DividerInValue;
        }

        return wrong;
    }

    FindingCode? Value(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when json.ValueIsEscaped:
                int room = json.ValueSpan.Length;
                Cells.GiveBack(room - json.CopyString(Cells.Room(room)));
                return null;
            case JsonTokenType.String:
                Cells.AppendUtf8(json.ValueSpan);
                return null;
            case JsonTokenType.Number:
                Number(json.ValueSpan);
                return null;
            case JsonTokenType.True or JsonTokenType.False:
                Cells.AppendUtf8(json.ValueSpan);
                return null;
            default:
                json.Skip();
                return JsonFindings.WrongType;
        }
    }

    // 1e2 is a number in JSON and none in a table; 1.500 is one and a half in JSON, and open to doubt in a table.
    void Number(ReadOnlySpan<byte> raw)
    {
        if (raw.Contains((byte)'.') && !raw.ContainsAny((byte)'e', (byte)'E')) raw = raw.TrimEnd((byte)'0').TrimEnd((byte)'.');
        if (raw.ContainsAny((byte)'e', (byte)'E') && decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value))
            Cells.Append(value.ToString(CultureInfo.InvariantCulture));
        else
            Cells.AppendUtf8(raw);
    }

    /// <summary>Whether this item names the column for the first time.</summary>
    bool IsFirst(List<int> items, int index)
    {
        while (items.Count <= index) items.Add(0);
        bool first = items[index] != _item;
        items[index] = _item;
        return first;
    }

    void Fail(FindingCode fault, string? column = null, string? detail = null)
    {
        if (Fault is not null) return;
        (Fault, FaultColumn, FaultDetail) = (fault, column, detail);
    }
}
