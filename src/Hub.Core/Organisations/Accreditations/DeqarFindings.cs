using Hub.Submissions.Findings;

namespace Hub.Organisations.Accreditations;

/// <summary>What is said of a file of reports to DEQAR as a whole. What is wrong with a report the findings of accreditations say.</summary>
public static class DeqarFindings
{
    /// <summary>Detail: how many of each.</summary>
    public static readonly FindingCode SeveralRows = Warn("deqar.several-rows",
        "A report about several institutions or programmes makes a row for each of them: {0}.",
        "Nothing needs to be done. Rows are counted in the order of the file, institutions first; the error file has the hub's own columns, and is sent back as JSON.");

    /// <summary>Detail: how many.</summary>
    public static readonly FindingCode EndAssumed = Warn("deqar.end-assumed",
        "Reports without an end were taken as valid for six years, as DEQAR does: {0} of them.",
        "Give valid_to where the decision names an end.");

    /// <summary>Detail: names of elements.</summary>
    public static readonly FindingCode NotRead = Warn("deqar.not-read",
        "These elements have no place in the register of accreditations and were not read: {0}.",
        "Nothing needs to be done unless one of them matters.");

    public static IReadOnlyList<FindingCode> All { get; } = [SeveralRows, EndAssumed, NotRead];

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);
}
