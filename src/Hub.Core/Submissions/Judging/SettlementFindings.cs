namespace Hub.Submissions.Judging;

/// <summary>What only shows when the whole file and the register are looked at.</summary>
public static class SettlementFindings
{
    public static readonly FindingCode DuplicateSame = new("row.duplicate-same", Severity.Warn, FindingSource.File,
        "Repeats row {0} with the same content.", "Nothing to do; the row was counted as unchanged.");

    public static readonly FindingCode DuplicateDifferent = new("row.duplicate-different", Severity.Reject, FindingSource.File,
        "Row {0} has the same localId and other content; none of them was taken.", "Keep the row that is right and remove the others.");

    public static readonly FindingCode Superseded = new("row.superseded", Severity.Warn, FindingSource.Register,
        "A later submission has already written this record; it was left as it is.", "Send the record again if this content is the newer one.");

    public static readonly FindingCode ReferenceRejected = new("entry.reference-rejected", Severity.Reject, FindingSource.File,
        "Refers to row {0}, which was rejected.", "Mend that row; this one can then be sent with it.");

    public static readonly FindingCode ReferenceUnknown = new("entry.reference-unknown", Severity.Reject, FindingSource.Register,
        "Refers to an entry that is neither in this file nor in the register.", "Use a localId of your own or a public id such as PT-ANQEP~0145, and send the entry referred to first or in the same file.");

    public static readonly FindingCode OrganisationUnknown = new("entry.organisation-unknown", Severity.Reject, FindingSource.Register,
        "Names an organisation that is not in the register.", "Use the organisation's id in the register, or ask the registrar to add it.");

    public static IReadOnlyList<FindingCode> All { get; } = [DuplicateSame, DuplicateDifferent, Superseded, ReferenceRejected, ReferenceUnknown, OrganisationUnknown];
}
