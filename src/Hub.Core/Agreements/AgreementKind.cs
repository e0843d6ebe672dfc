using Hub.Records;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Agreements;

/// <summary>
/// Submissions of agreements: memoranda between institutions, and learning agreements about one learner each. Files of this kind are
/// treated as being about people, whatever stands in them: see decision 0075.
/// </summary>
public sealed class AgreementKind : IRecordKind
{
    public const string KindName = "agreements";

    /// <summary>Holds memoranda; learning agreements lie with their learners.</summary>
    public const string TableName = "agreements";

    /// <summary>Shorter than that of other records: the learner's reference stands before it in the key.</summary>
    const int MaxEscapedLength = RecordId.MaxEscapedLength - 48;

    public string Name => KindName;

    public string Table => TableName;

    public bool IsOfLearners => true;

    public IReadOnlyList<Column> Columns => AgreementColumns.Table.Columns;

    public IReadOnlyList<IReadOnlyList<Column>> Needed { get; } = [[AgreementColumns.LocalId], [AgreementColumns.Type], [AgreementColumns.ValidFrom]];

    public void Judge(IRow row, ColumnLayout layout, JudgeScope scope, RowVerdict verdict)
    {
        (Agreement agreement, RowReading reading) = AgreementColumns.Table.Read(row, layout, scope, verdict);
        string sender = scope.Organisation.Value;
        if (agreement.LocalId is { } localId)
        {
            verdict.Id = string.Concat(sender, "~", localId);
            if (RecordKeys.EscapedLength(localId) > MaxEscapedLength) reading.Add(AgreementColumns.LocalId, RowFindings.LocalIdInvalid);
        }
        else if (!reading.Has(AgreementColumns.LocalId)) reading.Add(AgreementColumns.LocalId, RowFindings.LocalIdMissing);
        // The law of the first day, where recognition is asked for.
        verdict.RulesetVersion = scope.Rulesets.For(scope.CountryOf(AgreementCells.HomeOf(agreement, reading) ?? sender), agreement.ValidFrom ?? scope.ReceivedOn).Version;
        AgreementRules.Judge(agreement, reading);
        verdict.Visibility = Visibility.Hidden;
        if (verdict.Worst == Severity.Reject) return;
        Refer(agreement, reading, verdict.References);
        AgreementColumns.Table.Write(agreement, reading, AgreementColumns.Always(agreement));
    }

    /// <summary>An agreement ends by being terminated, never by being left out of a file.</summary>
    public bool CanReplace => false;

    public byte[]? Withdraw(StoredRecord record) => null;

    public FindingCode UnknownReference(string column) =>
        column == AgreementColumns.Home.Name ? AgreementFindings.HomeUnknown
        : column == AgreementColumns.Host.Name ? AgreementFindings.HostUnknown
        : column == AgreementColumns.Parties.Name ? AgreementFindings.PartyUnknown
        : column == AgreementColumns.Memorandum.Name ? AgreementFindings.MemorandumUnknown
        : AgreementFindings.EntryUnknown;

    static void Refer(Agreement agreement, RowReading row, List<RecordReference> references)
    {
        string sender = row.Scope.Organisation.Value;
        if (agreement.Home is { } home && home != sender) references.Add(new RecordReference(AgreementColumns.Home.Name, ReferenceTarget.Organisation, home));
        if (agreement.Host is { } host && host != sender) references.Add(new RecordReference(AgreementColumns.Host.Name, ReferenceTarget.Organisation, host));
        foreach (string party in agreement.Parties)
            if (party != sender) references.Add(new RecordReference(AgreementColumns.Parties.Name, ReferenceTarget.Organisation, party));
        if (agreement.Memorandum is { } memorandum) references.Add(new RecordReference(AgreementColumns.Memorandum.Name, ReferenceTarget.Record, memorandum));
        foreach (string qualification in agreement.Qualifications) references.Add(new RecordReference(AgreementColumns.Qualifications.Name, ReferenceTarget.Entry, qualification));
        foreach (string agreed in agreement.Outcomes)
        {
            (string outcome, string? part) = AgreementCells.Resolve(agreed, agreement, row);
            // A host that the register does not know has no catalogue here: that is said once, of the host.
            if (OrganisationId.IsValid(agreement.Host)) references.Add(new RecordReference(AgreementColumns.Outcomes.Name, ReferenceTarget.Entry, outcome));
            if (part is not null) references.Add(new RecordReference(AgreementColumns.Outcomes.Name, ReferenceTarget.Entry, part));
        }
    }
}
