using Hub.Records;
using Hub.Releases.TakeDowns;

namespace Hub.Http.V1;

/// <summary>What the public is answered for a record that it does not see: that it is not there, or that it was taken down, and why.</summary>
sealed class TakenDown(RecordTable records, TakeDownStore takeDowns)
{
    /// <param name="record">As it is stored; null for none.</param>
    public async Task<Problem> ProblemOfAsync(string kind, string id, StoredRecord? record, Problem notFound, CancellationToken cancel) =>
        record?.Stamp.Down is not null && await takeDowns.FindAsync(kind, id, cancel) is var (takeDown, _) ? TakeDownProblems.Down(takeDown) : notFound;

    /// <summary>The same for who has not looked the record up.</summary>
    public async Task<Problem> ProblemOfAsync(string kind, string table, string id, Problem notFound, CancellationToken cancel) =>
        await ProblemOfAsync(kind, id, RecordId.TryParse(id, out _) ? await records.FindAsync(table, id, cancel) : null, notFound, cancel);
}
