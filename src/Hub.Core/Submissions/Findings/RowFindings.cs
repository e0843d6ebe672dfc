using Hub.Submissions.Rounds;

namespace Hub.Submissions.Findings;

/// <summary>What can be wrong with a row as a whole, whatever the kind of record.</summary>
public static class RowFindings
{
    public static readonly FindingCode LocalIdMissing = new("row.local-id-missing", Severity.Reject, FindingSource.File,
        "The row does not say which record it is.",
        "Fill in localId with the key your own system uses for the record.");

    public static readonly FindingCode LocalIdInvalid = new("row.local-id-invalid", Severity.Reject, FindingSource.File,
        "The local id cannot be used as a key.",
        "A local id has 1 to 256 bytes, half as many when most are signs or letters with accents, and no control characters or emoji.");

    public static readonly FindingCode TooLarge = new("row.too-large", Severity.Reject, FindingSource.File,
        "The record is larger than {0} bytes.",
        "Shorten the texts, or give a web page for the rest.");

    public static readonly FindingCode DuplicateSame = new("row.duplicate-same", Severity.Warn, FindingSource.File,
        "The row has the same content as row {0}.",
        "Send each record once.");

    public static readonly FindingCode DuplicateDifferent = new("row.duplicate-different", Severity.Reject, FindingSource.File,
        "The row is about the same record as row {0} but has different content.",
        "Decide which row is right and send only that one.");

    public static readonly FindingCode Superseded = new("row.superseded", Severity.Warn, FindingSource.Register,
        "A later submission has already written this record.",
        "Nothing needs to be done unless this row is the right one; then send it again.");

    public static readonly FindingCode HoldReleased = new("row.hold-released", Severity.Warn, FindingSource.Register,
        "A registrar has let the held row in.",
        "Nothing needs to be done.");

    /// <summary>Detail: the registrar's reason.</summary>
    public static readonly FindingCode HoldRefused = new("row.hold-refused", Severity.Reject, FindingSource.Register,
        "A registrar has refused the held row: {0}",
        "Correct the row as the reason says, or ask the registrar.");

    /// <summary>Detail: how many.</summary>
    public static readonly FindingCode NotApplied = new("file.not-applied", Severity.Warn, FindingSource.File,
        "Nothing of this all-or-nothing file is applied, because {0} of its rows are rejected or held; the good ones wait.",
        "Correct the rejected rows and send them as a correction; held rows are decided by a registrar.");

    public static IReadOnlyList<FindingCode> All { get; } =
        [LocalIdMissing, LocalIdInvalid, TooLarge, DuplicateSame, DuplicateDifferent, Superseded, HoldReleased, HoldRefused, NotApplied, .. CorrectionFindings.All];
}
