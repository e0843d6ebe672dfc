using Hub.Learners;
using Hub.Submissions.Layout;

namespace Hub.Records;

/// <summary>Where judged records go: those about people to their learners, all others into the table of their kind.</summary>
public sealed class RecordWriter(RecordTable records, LearnerRecords learners)
{
    public Task<WriteOutcome[]> WriteAsync(IRecordKind kind, IReadOnlyList<RecordWrite> writes, WriteOrigin origin, CancellationToken cancel) =>
        kind.IsOfLearners ? learners.WriteAsync(writes, origin, cancel) : records.WriteAsync(kind.Table, writes, origin, cancel);

    /// <summary>The record by its public id; null when there is none.</summary>
    public Task<StoredRecord?> FindAsync(IRecordKind kind, string id, CancellationToken cancel) =>
        kind.IsOfLearners ? learners.FindAsync(id, cancel) : records.FindAsync(kind.Table, id, cancel);
}
