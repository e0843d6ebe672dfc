using System.Globalization;

namespace Hub.Formats.Xml;

/// <summary>Why an XML body cannot be read at all. Codes are public contract.</summary>
public static class XmlProblems
{
    public static Problem Dtd(int line) =>
        Invalid("file.xml-dtd-not-allowed", "XML with a document type declaration is not read.", Text($"Line {line}: take <!DOCTYPE ...> and its entities out; the format has none."));

    public static Problem NotWellFormed(int line, int column) =>
        Invalid("file.xml-invalid", "The file is not well-formed XML.", Text($"Line {line}, column {column}: look for a tag that is not closed, an attribute without quotes, a second root, or a character that XML does not allow."));

    public static Problem Truncated(int line, int column) =>
        Invalid("file.xml-truncated", "The file ends in the middle of the XML.", Text($"It ends at line {line}, column {column}; send it again whole."));

    public static Problem TooDeep(int depth, int line, int column) =>
        Invalid("file.xml-too-deep", "The XML nests too deep.", Text($"Line {line}, column {column}: at most {depth} levels are read."));

    public static Problem TooManyAttributes(int most, int line, int column) =>
        Invalid("file.xml-too-many-attributes", "An element of the XML has too many attributes.", Text($"Line {line}, column {column}: at most {most} are read."));

    public static Problem TagTooLong(int most, int line, int column) =>
        Invalid("file.xml-tag-too-long", "A tag of the XML is too long.", Text($"After line {line}, column {column}: a tag with its attributes has at most {most} characters."));

    public static Problem TextTooLong(int most, int line, int column) =>
        Invalid("file.xml-text-too-long", "A text of the XML is too long.", Text($"After line {line}, column {column}: a text has at most {most} characters. Give large documents and images by their address."));

    public static Problem TooManyNames(int most, int line, int column) =>
        Invalid("file.xml-too-many-names", "The XML has too many different names of elements and attributes.", Text($"Line {line}, column {column}: at most {most} are read."));

    public static Problem ExpandsTooMuch(long most) =>
        Invalid("file.xml-expands-too-much", "The records of the file are far larger than the file itself.", Text($"Long texts are referred to so often that the records take more than {most} bytes; send the file in parts."));

    public static Problem PartTooLong(int most, int line, int column) =>
        Invalid("file.xml-part-too-long", "A part of the XML that must be read whole is too long.", Text($"Up to line {line}, column {column}: a report of an ELMO file, or a learning agreement, has at most {most} characters beside attachments."));

    public static Problem WrongEncoding(string encoding) =>
        Invalid("file.xml-wrong-encoding", "The file holds bytes that are not in its encoding.", $"It was read as {encoding}. Save it again as UTF-8 and let the XML declaration say so.");

    public static Problem UnknownEncoding { get; } =
        Invalid("file.xml-unknown-encoding", "The file is in an encoding that is not read.", "Save it as UTF-8; UTF-16, ISO 8859 and Windows code pages are understood too.");

    public static Problem UnknownDocument { get; } =
        Invalid("file.xml-unknown-document", "The XML is in no form that the hub reads.", "Send Courses of the profile LOQ (namespace http://data.europa.eu/snb/model/ap/loq-constraints/) Accreditations of the profile AMS (http://data.europa.eu/snb/model/ap/ams-constraints/), EMREX ELMO 1.x (https://github.com/emrex-eu/elmo-schemas/tree/v1), or learning agreements as the get endpoint of EWP omobility-las stable-v1 answers them.");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static Problem Invalid(string code, string title, string detail) => new(ProblemKind.Invalid, code, title, detail);
}
