using Hub.Submissions.Findings;

namespace Hub.Submissions.Columns;

/// <summary>What matching the header can find. These findings stand on row 1 and name the provider's column.</summary>
public static class ColumnFindings
{
    public static readonly FindingCode Unknown = new(
        "column.unknown",
        Severity.Warn,
        FindingSource.File,
        "The column is not known and was not read.",
        "Name it as the template does, or describe it in a column map.");

    /// <summary>Detail: the canonical name, and the other column. Which of the two counts cannot be known, so nothing of the file may be applied.</summary>
    public static readonly FindingCode Twice = new(
        "column.twice",
        Severity.Reject,
        FindingSource.File,
        "Another column is already read as {0}.",
        "Keep one of the two columns, or rename the one that is not meant: a name the hub does not know is not read.");

    /// <summary>Detail: the canonical name.</summary>
    public static readonly FindingCode LanguageMissing = new(
        "column.language-missing",
        Severity.Warn,
        FindingSource.File,
        "The column holds texts ({0}) but does not say in which language; it was not read.",
        "Add the language to the name: title@pt.");

    /// <summary>Detail: canonical name and the language it was read as.</summary>
    public static readonly FindingCode LanguageAssumed = new(
        "column.language-assumed",
        Severity.Warn,
        FindingSource.File,
        "The column does not say in which language its texts are; it was read as {0}.",
        "Add the language to the name: title@pt.");

    public static IReadOnlyList<FindingCode> All { get; } = [Unknown, Twice, LanguageMissing, LanguageAssumed];
}
