using Hub.Records;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Organisations;

/// <summary>Submissions of organisations to the register. Their local id is their hub-wide id.</summary>
public sealed class OrganisationKind : IRecordKind
{
    public const string KindName = "organisations";

    public string Name => KindName;

    public string Table => "organisations";

    public IReadOnlyList<Column> Columns => OrganisationColumns.Table.Columns;

    public IReadOnlyList<IReadOnlyList<Column>> Needed { get; } = [[OrganisationColumns.LocalId], [OrganisationColumns.LegalName], [OrganisationColumns.Country]];

    public void Judge(IRow row, ColumnLayout layout, JudgeScope scope, RowVerdict verdict)
    {
        (Organisation organisation, RowReading reading) = OrganisationColumns.Table.Read(row, layout, scope, verdict);
        verdict.Id = organisation.Id;
        if (!reading.Has(OrganisationColumns.LocalId)) reading.Add(OrganisationColumns.LocalId, RowFindings.LocalIdMissing);
        if (!reading.Has(OrganisationColumns.LegalName)) reading.Add(OrganisationColumns.LegalName, OrganisationFindings.NameMissing);
        if (!reading.Has(OrganisationColumns.Country)) reading.Add(OrganisationColumns.Country, OrganisationFindings.CountryMissing);
        verdict.RulesetVersion = scope.Rulesets.For(organisation.Country?.Name, scope.ReceivedOn).Version;
        CheckCountry(organisation, reading);
        if (organisation.Parent is { } parent)
        {
            if (parent == organisation.Id) reading.Add(OrganisationColumns.Parent, OrganisationFindings.OwnParent);
            verdict.References.Add(new RecordReference(OrganisationColumns.Parent.Name, ReferenceTarget.Organisation, parent));
        }
        if (verdict.Worst != Severity.Reject) OrganisationColumns.Table.Write(organisation, reading);
    }

    public bool CanReplace => false;

    public byte[]? Withdraw(StoredRecord record) => null;

    public FindingCode UnknownReference(string column) => OrganisationFindings.ParentUnknown;

    static void CheckCountry(Organisation organisation, RowReading row)
    {
        if (organisation.Id is not { } id || organisation.Country is not { } country) return;
        if (Country.OfPrefix(OrganisationId.Parse(id)) is { } prefix && prefix != country.Name) row.Add(OrganisationColumns.Country, OrganisationFindings.CountryDiffers);
    }
}
