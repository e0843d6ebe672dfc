using Hub.Records;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>Submissions of catalogue entries: qualifications, units, micro-credentials, programmes, modules.</summary>
public sealed class CatalogueKind : IRecordKind
{
    public const string KindName = "catalogue";

    /// <summary>Table that holds the entries.</summary>
    public const string TableName = "entries";

    /// <summary>The one status the public sees; drafts and withdrawn entries are kept, but not shown.</summary>
    internal const string Published = "published";

    [ThreadStatic]
    static EntryLaws? s_laws;

    public string Name => KindName;

    public string Table => TableName;

    public IReadOnlyList<Column> Columns => CatalogueColumns.Table.Columns;

    public IReadOnlyList<IReadOnlyList<Column>> Needed { get; } = [[CatalogueColumns.LocalId], [CatalogueColumns.Kind], [CatalogueColumns.Title]];

    public void Judge(IRow row, ColumnLayout layout, JudgeScope scope, RowVerdict verdict)
    {
        (CatalogueEntry entry, RowReading reading) = CatalogueColumns.Table.Read(row, layout, scope, verdict);
        string organisation = scope.Organisation.Value;
        // Catalogue: the later of the day of receipt and validFrom counts.
        DateOnly on = entry.ValidFrom > scope.ReceivedOn ? entry.ValidFrom.Value : scope.ReceivedOn;
        s_laws ??= new EntryLaws(KindName, CatalogueColumns.Table.Columns);
        (EntryLaw law, bool isCountryKnown) = s_laws.Of(entry.AwardingBody ?? organisation, on, scope);
        verdict.RulesetVersion = law.Ruleset.Version;
        if (!isCountryKnown) reading.Add(null, EntryFindings.CountryUnknown);
        if (entry.LocalId is { } localId) verdict.Id = string.Concat(organisation, "~", localId);
        else if (!reading.Has(CatalogueColumns.LocalId)) reading.Add(CatalogueColumns.LocalId, RowFindings.LocalIdMissing);
        EntryRules.Judge(entry, reading, law);
        EntryOutcomes.Judge(entry, reading);
        if (law.HasRegisterChecks && scope.Register is { } register) EntryStanding.Judge(entry, reading, law.Ruleset, on, register);
        if (scope.Entries is { } entries) EntrySources.Judge(entry, reading, law.Ruleset, entries);
        if (scope.Skills is { } skills) EntrySkills.Judge(entry, reading, skills);
        verdict.Visibility = entry.Status is null or { Name: Published } ? Visibility.Public : Visibility.Hidden;
        verdict.IsWithdrawn = entry.Status is { Name: EntryWithdrawal.Withdrawn };
        Refer(entry, reading, organisation);
        if (verdict.Worst != Severity.Reject) CatalogueColumns.Table.Write(entry, reading, Always(entry));
    }

    public bool CanReplace => true;

    public byte[]? Withdraw(StoredRecord record) => EntryWithdrawal.Of(record);

    public FindingCode UnknownReference(string column) =>
        column == CatalogueColumns.AwardingBody.Name ? EntryFindings.AwardingBodyUnknown
        : column == CatalogueColumns.Providers.Name ? EntryFindings.ProviderUnknown
        : EntryFindings.ReferenceUnknown;

    static ulong Always(CatalogueEntry entry) =>
        entry.NqfFramework is null || entry.NqfLevel is null ? CatalogueColumns.Always : CatalogueColumns.Always | (1UL << CatalogueColumns.NqfFramework.Ordinal);

    static void Refer(CatalogueEntry entry, RowReading row, string organisation)
    {
        List<RecordReference> references = row.Verdict.References;
        Add(entry.DerivedFrom, CatalogueColumns.DerivedFrom, row);
        Add(entry.PartOf, CatalogueColumns.PartOf, row);
        if (entry.AwardingBody is { } body && body != organisation) references.Add(new RecordReference(CatalogueColumns.AwardingBody.Name, ReferenceTarget.Organisation, body));
        foreach (string provider in entry.Providers)
            if (provider != organisation) references.Add(new RecordReference(CatalogueColumns.Providers.Name, ReferenceTarget.Organisation, provider));
    }

    static void Add(List<string> ids, Column column, RowReading row)
    {
        foreach (string id in ids)
        {
            if (id == row.Verdict.Id) row.Add(column, EntryFindings.RefersToItself);
            row.Verdict.References.Add(new RecordReference(column.Name, ReferenceTarget.Record, id));
        }
    }
}
