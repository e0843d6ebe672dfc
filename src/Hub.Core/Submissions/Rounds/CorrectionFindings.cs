using Hub.Submissions.Findings;

namespace Hub.Submissions.Rounds;

/// <summary>What can be wrong with the rows of a correction. Such a row changes nothing: what it was to correct stays rejected.</summary>
public static class CorrectionFindings
{
    /// <summary>Detail: rows of the correction.</summary>
    public static readonly FindingCode NoRow = Warn("correction.no-row",
        "The correction does not say which row of the file it corrects: its row {0}.",
        "Leave the number in hub_row as it was in the error file. A new record belongs into a new submission.");

    /// <summary>Detail: rows of the correction.</summary>
    public static readonly FindingCode NotRejected = Warn("correction.row-not-rejected",
        "The correction names a row of the file that is not rejected: its row {0}.",
        "Send only rows of the newest error file. To change a record that was accepted, make a new submission.");

    /// <summary>Detail: rows of the correction.</summary>
    public static readonly FindingCode Twice = Warn("correction.row-twice",
        "The correction has several rows for one row of the file: its row {0}.",
        "Send each row of the error file once.");

    /// <summary>Detail: rows of the correction.</summary>
    public static readonly FindingCode Unreadable = Warn("correction.row-unreadable",
        "A row of the correction is too long in the form of the file it corrects: its row {0}.",
        "Shorten the texts; a row has at most 1 MiB.");

    public static IReadOnlyList<FindingCode> All { get; } = [NoRow, NotRejected, Twice, Unreadable];

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);
}
