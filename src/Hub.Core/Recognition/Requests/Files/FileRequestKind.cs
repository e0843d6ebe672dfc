using Hub.Records;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Recognition.Requests.Files;

/// <summary>
/// Submissions of requests for recognition, each about one learner: see decision 0086. What is kept of a row is the case it enters; the
/// file itself is ciphertext like all files about people.
/// </summary>
public sealed class FileRequestKind : IRecordKind
{
    public const string KindName = "recognitions";

    public string Name => KindName;

    public string Table => RequestClaims.Table;

    public bool IsOfLearners => true;

    public IReadOnlyList<Column> Columns => FileRequestColumns.Table.Columns;

    public IReadOnlyList<IReadOnlyList<Column>> Needed { get; } = [[FileRequestColumns.LocalId], [FileRequestColumns.LearnerId], [FileRequestColumns.Route], [FileRequestColumns.Target]];

    public void Judge(IRow row, ColumnLayout layout, JudgeScope scope, RowVerdict verdict)
    {
        (FileRequest request, RowReading reading) = FileRequestColumns.Table.Read(row, layout, scope, verdict);
        if (request.LocalId is { } localId) verdict.Id = string.Concat(scope.Organisation.Value, "~", localId);
        else if (!reading.Has(FileRequestColumns.LocalId)) reading.Add(FileRequestColumns.LocalId, RowFindings.LocalIdMissing);
        if (!reading.Has(FileRequestColumns.LearnerId)) reading.Add(FileRequestColumns.LearnerId, FileRequestFindings.LearnerMissing);
        if (!reading.Has(FileRequestColumns.Route)) reading.Add(FileRequestColumns.Route, FileRequestFindings.RouteMissing);
        if (!reading.Has(FileRequestColumns.Target)) reading.Add(FileRequestColumns.Target, FileRequestFindings.TargetMissing);
        if (request.Achievements.Count > FileRequestColumns.MostAchievements) reading.Add(FileRequestColumns.Achievements, FileRequestFindings.TooMany);
        if (!reading.Has(FileRequestColumns.Achievements)) reading.Add(FileRequestColumns.Achievements, FileRequestFindings.EvidenceOwed);
        verdict.RulesetVersion = scope.Rulesets.For(scope.CountryOf(request.Institution ?? OwnerOf(request.Target) ?? scope.Organisation.Value), scope.ReceivedOn).Version;
        verdict.Visibility = Visibility.Hidden;
        if (verdict.Worst != Severity.Reject) FileRequestColumns.Table.Write(request, reading);
    }

    /// <summary>Whose entry the target is: who usually decides, and whose law the row names.</summary>
    static string? OwnerOf(string? target) => RecordId.TryParse(target, out RecordId id) ? id.Organisation.Value : null;

    /// <summary>A request ends by being withdrawn, never by being left out of a file.</summary>
    public bool CanReplace => false;

    public byte[]? Withdraw(StoredRecord record) => null;

    /// <summary>References are looked up together with the learner, by <see cref="FileRequests"/>.</summary>
    public FindingCode UnknownReference(string column) => throw new InvalidOperationException($"Requests have no reference in {column}.");
}
