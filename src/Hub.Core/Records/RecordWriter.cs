using Hub.Agreements;
using Hub.Learners;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Records;

/// <summary>Where judged records go: those about people to their learners, those of a kind with a sink there, all others into the table of their kind.</summary>
public sealed class RecordWriter(RecordTable records, LearnerRecords achievements, AgreementRecords agreements, IEnumerable<IRowSink> sinks)
{
    IRowSink? SinkOf(IRecordKind kind) => sinks.FirstOrDefault(s => s.Kind == kind.Name);

    /// <summary>Whether rows of the kind are looked at once more before their file is applied.</summary>
    public bool Checks(IRecordKind kind) => SinkOf(kind) is not null;

    /// <summary>What only the hub's own state says of rows that are otherwise in order.</summary>
    public Task<IReadOnlyList<SettledRow>> CheckAsync(IRecordKind kind, OrganisationId organisation, IReadOnlyList<(int Row, RecordWrite Write)> rows, CancellationToken cancel) =>
        SinkOf(kind) is { } sink ? sink.CheckAsync(organisation, rows, cancel) : Task.FromResult<IReadOnlyList<SettledRow>>([]);

    public Task<WriteOutcome[]> WriteAsync(IRecordKind kind, IReadOnlyList<RecordWrite> writes, WriteOrigin origin, CancellationToken cancel) =>
        SinkOf(kind) is { } sink ? sink.WriteAsync(writes, origin, cancel)
        : !kind.IsOfLearners ? records.WriteAsync(kind.Table, writes, origin, cancel)
        : kind is AgreementKind ? agreements.WriteAsync(writes, origin, cancel)
        : achievements.WriteAsync(writes, origin, cancel);

    /// <summary>The record by its public id; null when there is none, as of a kind with a sink.</summary>
    public Task<StoredRecord?> FindAsync(IRecordKind kind, string id, CancellationToken cancel) =>
        SinkOf(kind) is not null ? Task.FromResult<StoredRecord?>(null)
        : !kind.IsOfLearners ? records.FindAsync(kind.Table, id, cancel)
        : kind is AgreementKind ? agreements.FindAsync(id, cancel)
        : achievements.FindAsync(id, cancel);

    /// <summary>Where the record lies; null when there is none.</summary>
    public async Task<(string Table, string Partition)?> PlaceOfAsync(IRecordKind kind, string id, CancellationToken cancel) =>
        SinkOf(kind) is not null ? null
        : !kind.IsOfLearners ? (kind.Table, RecordKeys.PartitionOf(id))
        : kind is AgreementKind ? await agreements.PlaceOfAsync(id, cancel)
        : await achievements.LearnerOfAsync(id, cancel) is { } reference ? (LearnerRecords.Table, RecordKeys.PartitionOf(reference.Value))
        : null;
}
