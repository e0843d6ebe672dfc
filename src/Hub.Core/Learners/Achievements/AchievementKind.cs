using Hub.Catalogue;
using Hub.Records;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Learners.Achievements;

/// <summary>Submissions of achievements: what learners were awarded. The one kind whose rows are about people: see decision 0050.</summary>
public sealed class AchievementKind : IRecordKind
{
    public const string KindName = "achievements";

    /// <summary>Where achievements are found by their public ids; the records themselves lie with their learners.</summary>
    public const string TableName = "achievements";

    /// <summary>Shorter than that of other records: the learner's reference stands before it in the key.</summary>
    const int MaxEscapedLength = RecordId.MaxEscapedLength - 48;

    [ThreadStatic]
    static EntryLaws? s_laws;

    public string Name => KindName;

    public string Table => TableName;

    public bool IsOfLearners => true;

    public IReadOnlyList<Column> Columns => AchievementColumns.Table.Columns;

    public IReadOnlyList<IReadOnlyList<Column>> Needed { get; } = [[AchievementColumns.LocalId], [AchievementColumns.LearnerId], [AchievementColumns.Title, AchievementColumns.EntryId], [AchievementColumns.AwardedOn]];

    public void Judge(IRow row, ColumnLayout layout, JudgeScope scope, RowVerdict verdict)
    {
        (Achievement achievement, RowReading reading) = AchievementColumns.Table.Read(row, layout, scope, verdict);
        string organisation = scope.Organisation.Value;
        s_laws ??= new EntryLaws(KindName, AchievementColumns.Table.Columns);
        (EntryLaw law, bool isCountryKnown) = s_laws.Of(BodyOf(achievement) ?? organisation, achievement.AwardedOn ?? scope.ReceivedOn, scope);
        verdict.RulesetVersion = law.Ruleset.Version;
        if (!isCountryKnown) reading.Add(null, AchievementFindings.CountryUnknown);
        if (achievement.LocalId is { } localId)
        {
            verdict.Id = string.Concat(organisation, "~", localId);
            if (RecordKeys.EscapedLength(localId) > MaxEscapedLength) reading.Add(AchievementColumns.LocalId, RowFindings.LocalIdInvalid);
        }
        else if (!reading.Has(AchievementColumns.LocalId)) reading.Add(AchievementColumns.LocalId, RowFindings.LocalIdMissing);
        AchievementRules.Judge(achievement, reading, law);
        verdict.Visibility = Visibility.Hidden;
        Refer(achievement, verdict.References, organisation);
        if (verdict.Worst != Severity.Reject) AchievementColumns.Table.Write(achievement, reading, Always(achievement));
    }

    /// <summary>Null for an identifier that leads to no organisation: whose law counts is then not known from it.</summary>
    static string? BodyOf(Achievement achievement) => OrganisationId.IsValid(achievement.AwardingBody) ? achievement.AwardingBody : null;

    /// <summary>An achievement ends by being revoked, never by being left out of a file.</summary>
    public bool CanReplace => false;

    public byte[]? Withdraw(StoredRecord record) => null;

    public FindingCode UnknownReference(string column) =>
        column == AchievementColumns.EntryId.Name ? AchievementFindings.EntryUnknown
        : column == AchievementColumns.Replaces.Name ? AchievementFindings.ReplacedUnknown
        : AchievementFindings.AwardingBodyUnknown;

    static ulong Always(Achievement achievement) =>
        achievement.NqfFramework is null || achievement.NqfLevel is null ? AchievementColumns.Always : AchievementColumns.Always | (1UL << AchievementColumns.NqfFramework.Ordinal);

    static void Refer(Achievement achievement, List<RecordReference> references, string organisation)
    {
        if (achievement.EntryId is { } entry) references.Add(new RecordReference(AchievementColumns.EntryId.Name, ReferenceTarget.Entry, entry));
        if (achievement.Replaces is { } replaced) references.Add(new RecordReference(AchievementColumns.Replaces.Name, ReferenceTarget.Record, replaced));
        if (achievement.AwardingBody is { } body && body != organisation) references.Add(new RecordReference(AchievementColumns.AwardingBody.Name, ReferenceTarget.Organisation, body));
    }
}
