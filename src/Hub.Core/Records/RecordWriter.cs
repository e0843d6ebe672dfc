using Hub.Agreements;
using Hub.Learners;
using Hub.Submissions.Layout;

namespace Hub.Records;

/// <summary>Where judged records go: those about people to their learners, all others into the table of their kind.</summary>
public sealed class RecordWriter(RecordTable records, LearnerRecords achievements, AgreementRecords agreements)
{
    public Task<WriteOutcome[]> WriteAsync(IRecordKind kind, IReadOnlyList<RecordWrite> writes, WriteOrigin origin, CancellationToken cancel) =>
        !kind.IsOfLearners ? records.WriteAsync(kind.Table, writes, origin, cancel)
        : kind is AgreementKind ? agreements.WriteAsync(writes, origin, cancel)
        : achievements.WriteAsync(writes, origin, cancel);

    /// <summary>The record by its public id; null when there is none.</summary>
    public Task<StoredRecord?> FindAsync(IRecordKind kind, string id, CancellationToken cancel) =>
        !kind.IsOfLearners ? records.FindAsync(kind.Table, id, cancel)
        : kind is AgreementKind ? agreements.FindAsync(id, cancel)
        : achievements.FindAsync(id, cancel);

    /// <summary>Where the record lies; null when there is none.</summary>
    public async Task<(string Table, string Partition)?> PlaceOfAsync(IRecordKind kind, string id, CancellationToken cancel) =>
        !kind.IsOfLearners ? (kind.Table, RecordKeys.PartitionOf(id))
        : kind is AgreementKind ? await agreements.PlaceOfAsync(id, cancel)
        : await achievements.LearnerOfAsync(id, cancel) is { } reference ? (LearnerRecords.Table, RecordKeys.PartitionOf(reference.Value))
        : null;
}
