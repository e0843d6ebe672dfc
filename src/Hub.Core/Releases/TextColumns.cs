using System.Text.Json;
using Hub.Submissions.Layout;

namespace Hub.Releases;

/// <summary>Finds out which languages a dataset's texts come in, and so which columns its CSV has.</summary>
sealed class TextColumns(IRecordKind kind)
{
    readonly RecordFields _fields = new();
    readonly Texts[] _texts = [.. kind.Columns.Where(c => c.HasLanguage).Select(c => new Texts(c.Name))];

    public void Look(ReadOnlyMemory<byte> line)
    {
        _fields.Read(line);
        foreach (Texts texts in _texts) texts.Note(_fields[texts.Column]);
    }

    /// <summary>The columns of a table that begins with this line.</summary>
    public static IReadOnlyList<ReleaseColumn> OfHeader(IRecordKind kind, string header)
    {
        var columns = new TextColumns(kind);
        foreach (string[] name in header.TrimEnd('\r').Split(',').Select(n => n.Split('@')).Where(n => n.Length == 2))
            Array.Find(columns._texts, t => t.Column == name[0])?.Languages.Add(name[1]);
        return columns.Columns();
    }

    /// <summary>Id, version, then the canonical columns in canonical order, texts once per language found.</summary>
    public IReadOnlyList<ReleaseColumn> Columns() =>
    [
        new("id"), new("version", Type: ColumnType.Integer),
        .. kind.Columns.SelectMany(c => c.HasLanguage
            ? Array.Find(_texts, t => t.Column == c.Name)!.Languages.Select(l => new ReleaseColumn(c.Name, l, IsList: c.Form == ColumnForm.TextList))
            : [new ReleaseColumn(c.Name, Type: c.Type, IsList: c.Form == ColumnForm.List)]),
    ];

    /// <summary>One column of texts, with the languages it was seen in.</summary>
    sealed class Texts(string column)
    {
        string? _last;

        public string Column => column;

        public SortedSet<string> Languages { get; } = new(StringComparer.Ordinal);

        /// <summary>Notes the languages of a value; mostly it has that of the line before.</summary>
        public void Note(RecordField field)
        {
            if (!field.IsThere) return;
            var reader = new Utf8JsonReader(field.Value);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (_last is null || !reader.ValueTextEquals(_last)) Languages.Add(_last = reader.GetString()!);
                reader.Read();
                reader.Skip();
            }
        }
    }
}

/// <summary>A column of a published table; <paramref name="Language"/> for texts.</summary>
/// <param name="Type">What its values are; of a list, each of them.</param>
/// <param name="IsList">Whether a cell may hold several values, divided by <c>|</c>.</param>
public sealed record ReleaseColumn(string Name, string? Language = null, ColumnType Type = ColumnType.Words, bool IsList = false)
{
    /// <summary>The column's name as in the canonical CSV: <c>title@pt</c>.</summary>
    public string Header => Language is null ? Name : $"{Name}@{Language}";
}

/// <summary>Turns the lines of a dataset into a table format for people and spreadsheets.</summary>
public interface IReleaseTable
{
    /// <summary>Reads records as lines of JSON, writes a header and one row each, and gives the number of rows.</summary>
    Task<long> WriteAsync(Stream lines, Stream destination, IReadOnlyList<ReleaseColumn> columns, CancellationToken cancel);
}
