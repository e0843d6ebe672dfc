using System.Globalization;

namespace Hub.Formats;

/// <summary>Why a body cannot be read at all. Codes are public contract.</summary>
public static class FileProblems
{
    public static Problem Empty { get; } = Invalid("file.empty", "The file is empty.", "Send a file with a header line and rows.");

    public static Problem NoHeader { get; } =
        Invalid("file.no-header", "The file has no header line.", "The first line must name the columns; see `hub template`.");

    public static Problem Binary { get; } =
        Invalid("file.binary", "The file is not text.", "Send CSV: in a spreadsheet program save as \"CSV UTF-8\".");

    public static Problem DuplicateColumn(string name) =>
        Invalid("file.header-duplicate-column", "Two columns have the same name.", $"Column \"{name}\" is there more than once.");

    public static Problem TooManyColumns(int columns, int limit) =>
        Invalid("file.too-many-columns", "The file has too many columns.", Text($"The header has {columns} columns; at most {limit} are read."));

    public static Problem LineTooLong(int limitBytes) =>
        Invalid("file.line-too-long", "The file has a line that is too long.", Text($"A line has at most {limitBytes} bytes. Are the line ends missing?"));

    public static Problem MixedEncoding(long offset) =>
        Invalid("file.mixed-encoding", "The file is UTF-8 with damaged characters.", Text($"The first bytes that are not UTF-8 stand at byte {offset}. Export the file again."));

    public static Problem JsonNotUtf8 { get; } =
        Invalid("file.json-not-utf8", "JSON must be UTF-8.", "RFC 8259 knows no other encoding; export the file again as UTF-8.");

    public static Problem JsonTruncated { get; } =
        Invalid("file.json-truncated", "The file ends in the middle of a JSON value.", "The end of the file is missing; send it again whole.");

    public static Problem JsonSeveralValues { get; } =
        Invalid("file.json-several-values", "The file holds several JSON values.", "Send one array of objects, or NDJSON: one object a line.");

    public static Problem JsonTooDeep(int depth) =>
        Invalid("file.json-too-deep", "The JSON nests too deep.", Text($"At most {depth} levels are read."));

    public static Problem JsonInvalid(long line, long byteInLine) =>
        Invalid("file.json-invalid", "The file is not valid JSON.", Text($"Line {line}, byte {byteInLine}: look for a missing quotation mark or bracket, a trailing comma, a comment."));

    public static Problem ItemTooLong(int limitBytes) =>
        Invalid("file.item-too-long", "The file has an item that is too long.", Text($"An item has at most {limitBytes} bytes."));

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static Problem Invalid(string code, string title, string detail) => new(ProblemKind.Invalid, code, title, detail);
}
