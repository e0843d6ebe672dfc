using Hub.Rules;

namespace Hub.Submissions.Layout;

public enum ColumnForm
{
    /// <summary>One value.</summary>
    Single,

    /// <summary>Several values divided by <c>|</c>.</summary>
    List,

    /// <summary>One text per language: <c>title@pt</c>.</summary>
    Text,

    /// <summary>Several texts per language, divided by <c>|</c>.</summary>
    TextList,
}

/// <summary>What the values of a column are, for tables that others read.</summary>
public enum ColumnType
{
    Words,

    Integer,

    Number,

    /// <summary>A day, yyyy-mm-dd.</summary>
    Date,

    /// <summary>An address on the web.</summary>
    Address,
}

/// <summary>A canonical column of a submission kind. Names are public contract.</summary>
/// <param name="Ordinal">Place in the kind's list of columns, from 0.</param>
/// <param name="Vocabulary">The vocabulary its values come from; null when they come from none, or from the law of the row.</param>
public sealed record Column(int Ordinal, string Name, ColumnForm Form, Func<Vocabularies, Vocabulary>? Vocabulary = null, ColumnType Type = ColumnType.Words)
{
    public bool HasLanguage => Form is ColumnForm.Text or ColumnForm.TextList;
}

/// <summary>What a column of the file is read as.</summary>
/// <param name="Language">ISO 639-1 code for columns that carry texts, else null.</param>
/// <param name="SourceName">The provider's own name of it; findings use this one.</param>
public sealed record ColumnUse(Column Column, string? Language, string SourceName);

/// <summary>How the columns of a file are read: one use per source column (null: ignored), then constants a column map supplies.</summary>
public sealed record ColumnLayout(IReadOnlyList<ColumnUse?> Columns, IReadOnlyList<(ColumnUse Use, string Value)> Constants)
{
    /// <summary>The file's own name for a canonical column, or the canonical name when the file does not have it.</summary>
    public string NameOf(Column column)
    {
        foreach (ColumnUse? use in Columns)
            if (use is not null && use.Column.Ordinal == column.Ordinal) return use.SourceName;
        return column.Name;
    }
}

/// <summary>One row as every format presents it: cells of text by source column.</summary>
public interface IRow
{
    /// <summary>Row as a spreadsheet counts: the header is row 1.</summary>
    int Number { get; }

    /// <summary>Number of cells; may differ from the header's when the row is ragged.</summary>
    int Count { get; }

    /// <summary>The cell, unquoted, as sent; empty beyond <see cref="Count"/>. Valid until the next row is read.</summary>
    ReadOnlySpan<char> this[int column] { get; }
}
