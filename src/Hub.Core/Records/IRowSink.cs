using Hub.Submissions.Judging;

namespace Hub.Records;

/// <summary>Takes the rows of a kind that become something else than records of a table.</summary>
public interface IRowSink
{
    /// <summary>Name of the kind.</summary>
    string Kind { get; }

    /// <summary>What only the hub's own state says of rows that are otherwise in order; settled before anything of their file is written.</summary>
    Task<IReadOnlyList<SettledRow>> CheckAsync(OrganisationId organisation, IReadOnlyList<(int Row, RecordWrite Write)> rows, CancellationToken cancel);

    /// <summary>Takes the rows and says for each what came of it. Safe to repeat after a crash at any point.</summary>
    Task<WriteOutcome[]> WriteAsync(IReadOnlyList<RecordWrite> writes, WriteOrigin origin, CancellationToken cancel);
}
