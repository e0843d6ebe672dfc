using Hub.Formats.Csv;
using Hub.Formats.Elm;
using Hub.Formats.Json;
using Hub.Formats.Xlsx;
using Hub.Submissions;

namespace Hub.Formats;

/// <summary>The formats submissions come in. The first one that recognises a body reads it; CSV takes any text, so it comes last.</summary>
public static class SubmissionFormats
{
    public static IReadOnlyList<ISubmissionFormat> All { get; } = CheckedBy(null);

    /// <param name="schemas">XML schemas that files of the European Learning Model are checked against besides; null for none.</param>
    public static IReadOnlyList<ISubmissionFormat> CheckedBy(ElmSchemas? schemas) => [new XlsxFormat(), new ElmFormat(ElmLimits.Default, schemas), new NdjsonFormat(), new JsonFormat(), new CsvFormat()];
}
