using Hub.Ports;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>Ends a submission: its record and the row that kept later ones waiting change in one commit, then the next one is told.</summary>
public sealed class EndSubmission(ITables tables, IQueue queue, SubmissionStore submissions, TimeProvider clock)
{
    public Task RefuseAsync(Submission submission, Problem problem, CancellationToken cancel) =>
        EndAsync(submission, s => s with { Status = SubmissionStatus.Refused, Problem = problem, FinishedAt = clock.GetUtcNow() }, cancel);

    /// <summary>An upload that nobody confirmed. When it is confirmed at this moment, it is not ended.</summary>
    public Task ExpireAsync(Submission submission, CancellationToken cancel) => submissions.UpdateAsync(
        submission.Id,
        s => s.Status == SubmissionStatus.Uploading ? s with { Status = SubmissionStatus.Refused, Problem = SubmissionProblems.UploadExpired(), FinishedAt = clock.GetUtcNow() } : s,
        () => OpenRowOfAsync(submission, cancel),
        cancel);

    public Task FinishAsync(Submission submission, SubmissionTotals totals, IReadOnlyList<string> rulesets, DateTimeOffset finishedAt, CancellationToken cancel) =>
        EndAsync(submission, s => s with { Status = SubmissionStatus.Finished, Totals = totals, Rulesets = rulesets, FinishedAt = finishedAt }, cancel);

    async Task EndAsync(Submission submission, Func<Submission, Submission> change, CancellationToken cancel)
    {
        await submissions.UpdateAsync(submission.Id, change, () => OpenRowOfAsync(submission, cancel), cancel);
        await TellNextAsync(submission, cancel);
    }

    async Task<RowChange[]> OpenRowOfAsync(Submission submission, CancellationToken cancel)
    {
        TableRow? open = await tables.FindAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), SubmissionKeys.OpenOf(submission), cancel);
        return open is null ? [] : [RowChange.Delete(open.Row, open.ETag)];
    }

    /// <summary>Also called when a message comes again for a submission that has ended: the first time may have died before this.</summary>
    public async Task TellNextAsync(Submission ended, CancellationToken cancel)
    {
        string prefix = SubmissionKeys.OpenPrefix(ended.Kind);
        IReadOnlyList<TableRow> open = await tables.ScanAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(ended.Organisation), prefix, RowRange.EndOf(prefix), 1, cancel);
        if (open.Count == 0) return;
        var id = new SubmissionId(ended.Organisation, SubmissionNumber.Read(open[0].Body.Span));
        if (await submissions.FindAsync(id, cancel) is var (next, _) && next is not null)
            await queue.SendAsync(Queues.Apply, new SubmissionWork(id.Organisation, id.Number, next.BodyBlob).ToMessage(), TimeSpan.Zero, cancel);
    }
}
