using Hub.Formats.Csv;
using Hub.Formats.Deqar;
using Hub.Formats.Elm;
using Hub.Formats.Elmo;
using Hub.Formats.Ewp;
using Hub.Formats.Json;
using Hub.Formats.Xlsx;
using Hub.Formats.Xml;
using Hub.Submissions;

namespace Hub.Formats;

/// <summary>The formats submissions come in. The first one that recognises a body reads it; CSV takes any text, so it comes last.</summary>
public static class SubmissionFormats
{
    public static IReadOnlyList<ISubmissionFormat> All { get; } = [new XlsxFormat(), new EwpFormat(), new ElmoFormat(), new ElmFormat(), DeqarFormat.OfJson(), DeqarFormat.OfCsv(), new NdjsonFormat(), new JsonFormat(), new CsvFormat()];

    /// <summary>The format as it checks its files against the XML schemas of a folder besides, where it has such.</summary>
    /// <param name="schemaFolder">Null or empty for none.</param>
    public static ISubmissionFormat WithSchemas(this ISubmissionFormat format, string? schemaFolder) => format switch
    {
        _ when string.IsNullOrEmpty(schemaFolder) => format,
        ElmFormat => new ElmFormat(XmlLimits.Default, new XmlSchemas(schemaFolder)),
        ElmoFormat => new ElmoFormat(XmlLimits.Default, new XmlSchemas(schemaFolder)),
        EwpFormat => new EwpFormat(XmlLimits.Default, new XmlSchemas(schemaFolder)),
        _ => format,
    };
}
