using Hub.Formats.Csv;
using Hub.Formats.Deqar;
using Hub.Formats.Json;
using Hub.Formats.Xlsx;
using Hub.Submissions;

namespace Hub.Formats;

/// <summary>The formats submissions come in. The first one that recognises a body reads it; CSV takes any text, so it comes last.</summary>
public static class SubmissionFormats
{
    public static IReadOnlyList<ISubmissionFormat> All { get; } = [new XlsxFormat(), DeqarFormat.OfJson(), DeqarFormat.OfCsv(), new NdjsonFormat(), new JsonFormat(), new CsvFormat()];
}
