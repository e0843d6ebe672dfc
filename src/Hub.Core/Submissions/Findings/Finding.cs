using Hub.Submissions.Layout;

namespace Hub.Submissions.Findings;

/// <summary>What a finding does to its row. The worst one of a row counts.</summary>
public enum Severity
{
    Warn,
    Hold,
    Reject,
}

/// <summary>Where the knowledge behind a finding comes from.</summary>
public enum FindingSource
{
    /// <summary>The file, the ruleset and the vocabularies alone: the same offline and on the server.</summary>
    File,

    /// <summary>The register of organisations, entries and accreditations.</summary>
    Register,
}

/// <summary>One kind of finding: stable code, words, and where it comes from. All of them stand in <see cref="FindingCodes"/>.</summary>
/// <param name="Code"><c>slice.what-is-wrong</c>; public contract, never changed.</param>
/// <param name="Message">One sentence; never a personal value. May hold <c>{0}</c> for a value that is safe to show.</param>
/// <param name="Help">How to mend it.</param>
public sealed record FindingCode(string Code, Severity Severity, FindingSource Source, string Message, string Help);

/// <summary>Something found in one row of a submission.</summary>
/// <param name="Row">Row as a spreadsheet counts: the header is row 1, the first record row 2. 0 for the file as a whole.</param>
/// <param name="Column">The provider's own column name; the canonical name where the file has no such column; null for the whole row.</param>
/// <param name="Detail">Value filled into the message: a code, a number or a limit, never a personal value.</param>
/// <param name="Path">Where in a body that is no table: XPath without prefixes; null where row and column say it all.</param>
public readonly record struct Finding(int Row, string? Column, FindingCode Code, Severity Severity, string? Detail = null, string? Path = null)
{
    public string Message => Detail is null ? Code.Message : string.Format(System.Globalization.CultureInfo.InvariantCulture, Code.Message, Detail);
}
