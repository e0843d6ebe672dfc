using Hub.Formats.Csv;
using Hub.Submissions;

namespace Hub.Formats;

/// <summary>Writes an empty table a provider can fill: the canonical columns of a kind.</summary>
public static class TemplateWriter
{
    /// <param name="languages">ISO 639-1 codes; every column of texts appears once for each.</param>
    /// <param name="sample">A row of example values by canonical header, or null for none.</param>
    public static async Task WriteCsvAsync(
        Stream destination, IRecordKind kind, IReadOnlyList<string> languages, IReadOnlyDictionary<string, string>? sample, CancellationToken cancel)
    {
        string[] header = [.. Header(kind, languages)];
        var table = new CsvTableWriter(destination);
        foreach (string name in header)
            table.Write(name);
        await table.EndRowAsync(cancel);
        if (sample is not null)
        {
            foreach (string name in header)
                table.Write(sample.GetValueOrDefault(name, ""));
            await table.EndRowAsync(cancel);
        }

        await table.FlushAsync(cancel);
    }

    /// <summary>Canonical column names in canonical order, texts with their language.</summary>
    public static IEnumerable<string> Header(IRecordKind kind, IReadOnlyList<string> languages)
    {
        if (languages.Count == 0) throw new ArgumentException("A template needs at least one language for its texts.", nameof(languages));
        return kind.Columns.SelectMany(column => column.HasLanguage ? languages.Select(language => $"{column.Name}@{language}") : [column.Name]);
    }
}
