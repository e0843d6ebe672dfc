using System.Globalization;

namespace Hub.Formats.Csv;

/// <summary>Why a body cannot be read as CSV at all. Codes are public contract.</summary>
public static class CsvProblems
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

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static Problem Invalid(string code, string title, string detail) => new(ProblemKind.Invalid, code, title, detail);
}
