using System.Text.Json;
using Hub.Rules;
using Hub.Submissions.Cells;

namespace Hub.Submissions.Layout;

/// <summary>The forms a column's cell can have, each with its reading and its canonical JSON. Kinds build their tables of columns from these.</summary>
public sealed class ColumnForms<TDraft>
    where TDraft : class, IRecordDraft, new()
{
    readonly List<ColumnRule<TDraft>> _rules = [];

    public RecordColumns<TDraft> ToTable() => new(_rules);

    /// <summary>A column with a reading and writing of its own.</summary>
    public Column Own(string name, ColumnForm form, ReadCell<TDraft> read, WriteCell<TDraft> write, Func<Vocabularies, Vocabulary>? vocabulary = null, ColumnType type = ColumnType.Words)
    {
        var column = new Column(_rules.Count, name, form, vocabulary, type);
        _rules.Add(new ColumnRule<TDraft>(column, read, write));
        return column;
    }

    /// <summary>Texts by language: an object with the languages sorted.</summary>
    public Column Text(string name) => Add(name, ColumnForm.Text, static (_, _, _) => { }, static column => (json, _, row) => ListWriting.Texts(json, row, column));

    /// <summary>Lists of texts by language.</summary>
    public Column TextList(string name) =>
        Add(name, ColumnForm.TextList, static (cell, _, row) => ListReading.Count(cell, row), static column => (json, _, row) => ListWriting.TextLists(json, row, column));

    /// <summary>Free words, kept as sent.</summary>
    public Column Words(string name) => Add(name, ColumnForm.Single, static (_, _, _) => { }, static column => (json, _, row) => json.WriteStringValue(row.Cell(column)));

    /// <summary>A list of free words, kept as sent.</summary>
    public Column WordList(string name) =>
        Add(name, ColumnForm.List, static (cell, _, row) => ListReading.Count(cell, row), static column => (json, _, row) => ListWriting.Words(json, row.Cell(column)));

    public Column Number(string name, NumberLimits limits, Action<TDraft, decimal?> set, Func<TDraft, decimal?> get, DurationUnit? unit = null) => Own(
        name,
        ColumnForm.Single,
        (cell, draft, row) => set(draft, SingleReading.Number(cell, limits, unit, row)),
        (json, draft, _) => json.WriteNumberValue(get(draft) ?? 0),
        type: ColumnType.Number);

    public Column Date(string name, Action<TDraft, DateOnly?> set, Func<TDraft, DateOnly?> get) => Own(
        name,
        ColumnForm.Single,
        (cell, draft, row) => set(draft, SingleReading.Date(cell, row)),
        (json, draft, _) => SingleWriting.Date(json, get(draft) ?? default),
        type: ColumnType.Date);

    /// <summary>A value of a vocabulary, written by its short name.</summary>
    public Column Value(string name, Func<Vocabularies, Vocabulary> vocabulary, Action<TDraft, Concept?> set, Func<TDraft, Concept?> get) => Own(
        name,
        ColumnForm.Single,
        (cell, draft, row) => set(draft, SingleReading.Value(cell, vocabulary(row.Scope.Vocabularies), row)),
        (json, draft, _) => json.WriteStringValue(get(draft)!.Json),
        vocabulary);

    /// <summary>Values of a vocabulary in the order sent, each once.</summary>
    public Column Values(string name, Func<Vocabularies, Vocabulary> vocabulary, Func<TDraft, List<Concept>> list) => Own(
        name,
        ColumnForm.List,
        (cell, draft, row) => ListReading.Values(cell, vocabulary(row.Scope.Vocabularies), list(draft), row),
        (json, draft, _) => ListWriting.Values(json, list(draft)),
        vocabulary);

    /// <summary>A list of strings that have a form of their own, in canonical form, each once.</summary>
    public Column Strings(string name, ReadPart read, Func<TDraft, List<string>> list) => Own(
        name,
        ColumnForm.List,
        (cell, draft, row) => ListReading.Strings(cell, read, list(draft), row),
        (json, draft, _) => ListWriting.Strings(json, list(draft)));

    public Column Url(string name) => Add(
        name,
        ColumnForm.Single,
        static (cell, _, row) =>
        {
            if (!CellUrl.IsWeb(cell)) row.Add(CellFindings.NotAUrl);
        },
        static column => (json, _, row) => json.WriteStringValue(row.Cell(column)),
        ColumnType.Address);

    Column Add(string name, ColumnForm form, ReadCell<TDraft> read, Func<Column, WriteCell<TDraft>> write, ColumnType type = ColumnType.Words)
    {
        var column = new Column(_rules.Count, name, form, Type: type);
        _rules.Add(new ColumnRule<TDraft>(column, read, write(column)));
        return column;
    }
}
