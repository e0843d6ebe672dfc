using Hub.Formats.Csv;
using Hub.Submissions.Layout;

namespace Hub.Formats.Templates;

/// <summary>An empty table a provider can fill: the canonical columns of a kind, as CSV.</summary>
public static class CsvTemplate
{
    /// <param name="languages">ISO 639-1 codes; every column of texts appears once for each.</param>
    /// <param name="sample">A row of example values by canonical header, or null for none.</param>
    public static async Task WriteAsync(
        Stream destination, IRecordKind kind, IReadOnlyList<string> languages, IReadOnlyDictionary<string, string>? sample, CancellationToken cancel)
    {
        string[] header = [.. TemplateHeader.Of(kind, languages).Select(c => c.Name)];
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
}
