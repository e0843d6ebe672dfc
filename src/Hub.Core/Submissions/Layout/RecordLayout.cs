using System.Text.Json;

namespace Hub.Submissions.Layout;

/// <summary>A <see cref="ColumnLayout"/> prepared for reading rows: uses in order, and the uses of each canonical column.</summary>
sealed class RecordLayout
{
    static readonly LayoutUse[] None = [];

    readonly LayoutUse[][] _byColumn;
    readonly string[] _names;

    public RecordLayout(ColumnLayout layout, IReadOnlyList<Column> columns)
    {
        Source = layout;
        var uses = new List<LayoutUse>();
        for (int i = 0; i < layout.Columns.Count; i++)
            if (layout.Columns[i] is { } use) uses.Add(new LayoutUse(use, uses.Count, i, null));
        // Constants fill what the file leaves open, so they come last.
        foreach ((ColumnUse use, string value) in layout.Constants) uses.Add(new LayoutUse(use, uses.Count, -1, value));
        Uses = [.. uses];
        _byColumn = [.. columns.Select(c => UsesOf(uses, c))];
        _names = [.. columns.Select(layout.NameOf)];
    }

    public ColumnLayout Source { get; }

    public LayoutUse[] Uses { get; }

    /// <summary>Uses of a column, by language and then by place.</summary>
    public LayoutUse[] Of(int column) => _byColumn[column];

    public string NameOf(int column) => _names[column];

    static LayoutUse[] UsesOf(List<LayoutUse> uses, Column column)
    {
        LayoutUse[] found = [.. uses.Where(u => u.Column == column.Ordinal).OrderBy(u => u.Language, StringComparer.Ordinal).ThenBy(u => u.Index)];
        return found.Length == 0 ? None : found;
    }
}

/// <summary>One source of one canonical column.</summary>
/// <param name="index">Place among the uses.</param>
/// <param name="cell">Column of the file; -1 for a constant.</param>
sealed class LayoutUse(ColumnUse use, int index, int cell, string? constant)
{
    /// <summary>BCP 47's code for a language nobody named.</summary>
    const string Undetermined = "und";

    public int Column { get; } = use.Column.Ordinal;

    public int Index { get; } = index;

    public int Cell { get; } = cell;

    public string? Constant { get; } = constant;

    public string SourceName { get; } = use.SourceName;

    public bool IsText { get; } = use.Column.HasLanguage;

    public bool IsList { get; } = use.Column.Form is ColumnForm.List or ColumnForm.TextList;

    public string Language { get; } = use.Language ?? Undetermined;

    public JsonEncodedText LanguageJson { get; } = JsonEncodedText.Encode(use.Language ?? Undetermined);
}
