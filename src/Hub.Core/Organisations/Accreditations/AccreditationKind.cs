using Hub.Catalogue;
using Hub.Records;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Organisations.Accreditations;

/// <summary>
/// Submissions of accreditations to the register: decisions of agencies and ministries about organisations and their programmes.
/// A record belongs to whoever sends it: the agency itself, or a body that the register lists as registrar.
/// </summary>
public sealed class AccreditationKind : IRecordKind
{
    public const string KindName = "accreditations";
    public const string TableName = "accreditations";

    public string Name => KindName;

    public string Table => TableName;

    public IReadOnlyList<Column> Columns => AccreditationColumns.Table.Columns;

    public IReadOnlyList<IReadOnlyList<Column>> Needed { get; } = [[AccreditationColumns.LocalId], [AccreditationColumns.Organisation], [AccreditationColumns.Type], [AccreditationColumns.ValidFrom]];

    public void Judge(IRow row, ColumnLayout layout, JudgeScope scope, RowVerdict verdict)
    {
        (Accreditation accreditation, RowReading reading) = AccreditationColumns.Table.Read(row, layout, scope, verdict);
        if (accreditation.LocalId is { } localId) verdict.Id = string.Concat(scope.Organisation.Value, "~", localId);
        else if (!reading.Has(AccreditationColumns.LocalId)) reading.Add(AccreditationColumns.LocalId, RowFindings.LocalIdMissing);
        // Nothing of a ruleset decides here; the one in force where the sender is says which law the receipt speaks of.
        verdict.RulesetVersion = scope.Rulesets.For(scope.CountryOf(scope.Organisation.Value), scope.ReceivedOn).Version;
        AccreditationRules.Judge(accreditation, reading);
        verdict.Visibility = accreditation.Status?.Name == "withdrawn" ? Visibility.Hidden : Visibility.Public;
        Refer(accreditation, verdict.References, scope.Organisation.Value);
        if (verdict.Worst != Severity.Reject) AccreditationColumns.Table.Write(accreditation, reading, AccreditationColumns.Always);
    }

    public bool CanReplace => true;

    public byte[]? Withdraw(StoredRecord record) => EntryWithdrawal.Of(record);

    public FindingCode UnknownReference(string column) =>
        column == AccreditationColumns.Organisation.Name ? AccreditationFindings.OrganisationUnknown
        : column == AccreditationColumns.Agency.Name ? AccreditationFindings.AgencyUnknown
        : column == AccreditationColumns.JointWith.Name ? AccreditationFindings.JointUnknown
        : AccreditationFindings.EntryUnknown;

    static void Refer(Accreditation accreditation, List<RecordReference> references, string sender)
    {
        if (accreditation.Organisation is { } organisation && organisation != sender) references.Add(new RecordReference(AccreditationColumns.Organisation.Name, ReferenceTarget.Organisation, organisation));
        if (accreditation.Agency is { } agency && agency != sender) references.Add(new RecordReference(AccreditationColumns.Agency.Name, ReferenceTarget.Organisation, agency));
        foreach (string other in accreditation.JointWith)
            if (other != sender) references.Add(new RecordReference(AccreditationColumns.JointWith.Name, ReferenceTarget.Organisation, other));
        foreach (string entry in accreditation.Entries)
            references.Add(new RecordReference(AccreditationColumns.Entries.Name, ReferenceTarget.Entry, AccreditationColumns.EntryId(entry, accreditation.Organisation)));
    }
}
