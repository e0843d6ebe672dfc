using Hub.Audit;
using Hub.Ports;

namespace Hub.Submissions;

/// <summary>
/// Numbers for changes that are no files: a record put or withdrawn, a batch. They count among the organisation's submissions,
/// so that an older file still being applied does not overwrite what came after it.
/// </summary>
public sealed class SubmissionNumbers(ITables tables, TimeProvider clock)
{
    public Task<long> DrawAsync(OrganisationId organisation, CancellationToken cancel) => DrawAsync(organisation, null, cancel);

    /// <param name="fact">What the log says of the request, written with its number.</param>
    internal async Task<long> DrawAsync(OrganisationId organisation, Func<long, AuditFact>? fact, CancellationToken cancel)
    {
        string partition = SubmissionKeys.PartitionOf(organisation);
        for (; ; )
        {
            TableRow? head = await tables.FindAsync(SubmissionKeys.Table, partition, SubmissionKeys.Head, cancel);
            long number = SubmissionNumber.After(head);
            RowChange[] changes = fact is null ? [SubmissionNumber.HeadChange(head, number)] : [SubmissionNumber.HeadChange(head, number), fact(number).ToChange()];
            if ((await tables.CommitAsync(SubmissionKeys.Table, partition, changes, cancel)).IsDone) return number;
        }
    }

    /// <summary>The number for a request with an Idempotency-Key: the same again for the same request, a refusal for another one.</summary>
    /// <param name="fact">What the log says of the request, written with its number.</param>
    internal async Task<Result<long>> DrawAsync(OrganisationId organisation, string idempotencyKey, string kind, string bodySha256, Func<long, AuditFact> fact, CancellationToken cancel)
    {
        string partition = SubmissionKeys.PartitionOf(organisation), row = SubmissionKeys.IdempotencyOf(idempotencyKey);
        for (; ; )
        {
            IReadOnlyList<TableRow> found = await tables.FindManyAsync(SubmissionKeys.Table, partition, [SubmissionKeys.Head, row], cancel);
            TableRow? head = found.FirstOrDefault(r => r.Row == SubmissionKeys.Head);
            long number = SubmissionNumber.After(head);
            var request = new IdempotentRequest(number, bodySha256, kind, SubmissionMode.Merge, clock.GetUtcNow());
            if (request.Repeated(found.FirstOrDefault(r => r.Row == row)) is { } repeated) return repeated.Problem is { } reused ? reused : repeated.Value.Number;
            if ((await tables.CommitAsync(SubmissionKeys.Table, partition, [SubmissionNumber.HeadChange(head, number), RowChange.Upsert(row, request.ToBody()), fact(number).ToChange()], cancel)).IsDone) return number;
        }
    }
}
