using System.Text.Json;
using Hub.Submissions;

namespace Hub.Releases;

/// <summary>Finds out which languages a dataset's texts come in, and so which columns its CSV has.</summary>
sealed class TextColumns(IRecordKind kind)
{
    readonly Dictionary<string, SortedSet<string>> _languages = kind.Columns.Where(c => c.HasLanguage)
        .ToDictionary(c => c.Name, _ => new SortedSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);

    public void Look(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            SortedSet<string>? languages = LanguagesOf(ref reader);
            reader.Read();
            if (languages is null || reader.TokenType != JsonTokenType.StartObject) reader.Skip();
            else
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    languages.Add(reader.GetString()!);
                    reader.Read();
                    reader.Skip();
                }
        }
    }

    /// <summary>Id, version, then the canonical columns in canonical order, texts once per language found.</summary>
    public IReadOnlyList<ReleaseColumn> Columns() =>
    [
        new("id", null), new("version", null),
        .. kind.Columns.SelectMany(c => c.HasLanguage ? _languages[c.Name].Select(l => new ReleaseColumn(c.Name, l)) : [new ReleaseColumn(c.Name, null)]),
    ];

    SortedSet<string>? LanguagesOf(ref Utf8JsonReader reader)
    {
        foreach ((string name, SortedSet<string> languages) in _languages)
            if (reader.ValueTextEquals(name)) return languages;
        return null;
    }
}

/// <summary>A column of a published table; <paramref name="Language"/> for texts.</summary>
public sealed record ReleaseColumn(string Name, string? Language = null)
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
