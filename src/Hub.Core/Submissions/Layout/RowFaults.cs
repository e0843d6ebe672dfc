using Hub.Submissions.Findings;

namespace Hub.Submissions.Layout;

/// <summary>What can be wrong with a row before any of its cells is looked at. Every format uses these.</summary>
public static class RowFaults
{
    public static readonly FindingCode UnclosedQuote = Reject(
        "row.unclosed-quote",
        "A cell begins with a quotation mark that is not closed.",
        "Close the cell with a quotation mark, or write quotation marks inside a quoted cell twice.");

    public static readonly FindingCode StrayQuote = Reject(
        "row.stray-quote",
        "Text follows the closing quotation mark of a cell.",
        "Write quotation marks inside a quoted cell twice: \"the \"\"new\"\" course\".");

    public static readonly FindingCode TooLong = Reject(
        "row.too-long",
        "The row is longer than 1 MiB.",
        "Check for a missing line break, and shorten the texts.");

    public static readonly FindingCode Nul = Reject(
        "row.nul",
        "The row holds a NUL character.",
        "Export the file again as text; the row was damaged on the way.");

    /// <summary>Detail: cells of the row / columns of the header.</summary>
    public static readonly FindingCode TooManyCells = Reject(
        "row.too-many-cells",
        "The row has more cells than the header ({0}).",
        "Put a cell that holds the delimiter into quotation marks.");

    /// <summary>Detail: cells of the row / columns of the header.</summary>
    public static readonly FindingCode TooFewCells = Reject(
        "row.too-few-cells",
        "The row has fewer cells than the header ({0}).",
        "Write every cell, also the empty ones; look for a line break inside a cell that is not in quotation marks.");

    public static readonly FindingCode NotUtf8 = Reject(
        "row.wrong-encoding",
        "The row holds bytes that are not UTF-8.",
        "Export the file again as UTF-8; JSON knows no other encoding.");

    public static IReadOnlyList<FindingCode> All { get; } = [UnclosedQuote, StrayQuote, TooLong, Nul, TooManyCells, TooFewCells, NotUtf8];

    static FindingCode Reject(string code, string message, string help) => new(code, Severity.Reject, FindingSource.File, message, help);
}
