using System.Text.Json;
using Hub.Submissions.Columns;
using Hub.Submissions.Findings;

namespace Hub.Submissions.Layout;

/// <summary>
/// A record in canonical JSON seen as a row, so that one judgement serves all forms: texts by language become
/// <c>title@pt</c>, arrays become values divided by <c>|</c>.
/// </summary>
public sealed class JsonRecordRow : IRow
{
    readonly List<string> _cells = [];
    readonly List<ColumnUse?> _uses = [];
    readonly List<Finding> _findings = [];

    /// <param name="localId">Key of the record, as its address says; null: its localId or its id says.</param>
    /// <param name="number">Its place among the records it came with, from 1.</param>
    public JsonRecordRow(IRecordKind kind, JsonElement json, string? localId, int number = 1)
    {
        Number = number;
        Dictionary<string, Column> columns = kind.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        bool keyed = false;
        if (json.ValueKind != JsonValueKind.Object)
        {
            _findings.Add(new Finding(Number, null, JsonFindings.NotAnObject, Severity.Reject));
        }
        else
        {
            foreach (JsonProperty property in json.EnumerateObject())
            {
                if (property.Name is "id") SentId = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;
                if (property.Name is "id" or "version") continue;        // what the hub itself shows in front of a record
                keyed |= property.Name == kind.Columns[0].Name;
                if (columns.TryGetValue(property.Name, out Column? column)) Add(column, property);
                else if (WithLanguage(columns, property.Name) is var (text, language)) Add(text, language, TextOf(text, property.Value, property.Name));
                else _findings.Add(new Finding(Number, property.Name, JsonFindings.UnknownProperty, Severity.Warn));
            }
        }

        localId ??= RecordId.TryParse(SentId, out RecordId sent) ? sent.LocalId : SentId;
        if (!keyed) Add(kind.Columns[0], null, localId);
        Layout = new ColumnLayout(_uses, []);
    }

    public ColumnLayout Layout { get; }

    public IReadOnlyList<Finding> Findings => _findings;

    public int Number { get; }

    /// <summary>The public id that the JSON names, as records that were read from the hub do; else null.</summary>
    public string? SentId { get; }

    public int Count => _cells.Count;

    public ReadOnlySpan<char> this[int column] => column < _cells.Count ? _cells[column] : default;

    /// <summary>A property named as a column of a file is, <c>title@pt</c>.</summary>
    static (Column, string)? WithLanguage(Dictionary<string, Column> columns, string name)
    {
        int at = name.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && columns.TryGetValue(name[..at], out Column? column) && column.HasLanguage ? (column, name[(at + 1)..]) : null;
    }

    void Add(Column column, JsonProperty property)
    {
        JsonElement value = property.Value;
        if (column.HasLanguage && value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty text in value.EnumerateObject()) Add(column, text.Name, TextOf(column, text.Value, property.Name));
            return;
        }

        if (column.HasLanguage) _findings.Add(new Finding(Number, property.Name, JsonFindings.TextWithoutLanguage, Severity.Reject));
        else Add(column, null, TextOf(column, value, property.Name));
    }

    void Add(Column column, string? language, string? text)
    {
        if (text is null) return;
        if (language is not null && !LanguageCodes.Has(language))
        {
            _findings.Add(new Finding(Number, column.Name, JsonFindings.TextWithoutLanguage, Severity.Reject));
            return;
        }

        _uses.Add(new ColumnUse(column, language, language is null ? column.Name : $"{column.Name}.{language}"));
        _cells.Add(text);
    }

    string? TextOf(Column column, JsonElement value, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Number:
                return value.GetRawText();
            case JsonValueKind.Array when column.Form is ColumnForm.List or ColumnForm.TextList:
                return string.Join('|', value.EnumerateArray().Select(item => TextOf(column, item, name)));
            default:
                _findings.Add(new Finding(Number, name, JsonFindings.WrongType, Severity.Reject));
                return null;
        }
    }
}
