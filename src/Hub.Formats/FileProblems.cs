using System.Globalization;

namespace Hub.Formats;

/// <summary>Why a body cannot be read at all. Codes are public contract.</summary>
public static class FileProblems
{
    public static Problem Empty { get; } = Invalid("file.empty", "The file is empty.", "Send a file with a header line and rows.");

    public static Problem NoHeader { get; } =
        Invalid("file.no-header", "The file has no header line.", "The first line must name the columns; see `hub template`.");

    public static Problem Binary { get; } =
        Invalid("file.binary", "The file is not text.", "Send .xlsx, or CSV: in a spreadsheet program save as \"CSV UTF-8\".");

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

    public static Problem OldExcel { get; } =
        Invalid("file.old-excel", "The file is in the old Excel format.", "Save it as .xlsx (Excel workbook) or as \"CSV UTF-8\".");

    public static Problem Encrypted { get; } =
        Invalid("file.encrypted", "The workbook is protected by a password.", "Save it without a password.");

    public static Problem Macros { get; } =
        Invalid("file.macros", "The workbook holds macros.", "Save it as .xlsx (Excel workbook, without macros).");

    public static Problem OpenDocument { get; } =
        Invalid("file.open-document", "The file is an OpenDocument spreadsheet.", "Save it as .xlsx or as CSV.");

    public static Problem NotAWorkbook { get; } =
        Invalid("file.not-a-workbook", "The file is an archive, but no Excel workbook.", "Send the table itself: .xlsx, CSV, JSON or NDJSON, not packed.");

    public static Problem WorkbookDamaged { get; } =
        Invalid("file.workbook-damaged", "The workbook is damaged or cut.", "Open it in a spreadsheet program, save it again as .xlsx and send that.");

    public static Problem WorkbookTooLarge(string what) =>
        Invalid("file.workbook-too-large", "The workbook unpacks to more than is read.", $"{what} Send the table as CSV.");

    /// <summary>Why these names cannot be a header.</summary>
    internal static Problem? OfHeader(IReadOnlyList<string> names, int limit)
    {
        if (names.Count > limit) return TooManyColumns(names.Count, limit);
        if (!names.Any(name => name.Any(char.IsLetter))) return NoHeader;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return names.FirstOrDefault(name => name.Length > 0 && !seen.Add(name)) is { } twice ? DuplicateColumn(twice) : null;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static Problem Invalid(string code, string title, string detail) => new(ProblemKind.Invalid, code, title, detail);
}
