using Hub.Ports;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>Ends a submission: its record and the row that kept later ones waiting change in one commit, then the next one is told.</summary>
public sealed class EndSubmission(ITables tables, IQueue queue, SubmissionStore submissions, TimeProvider clock)
{
    public async Task RefuseAsync(Submission submission, string etag, Problem problem, CancellationToken cancel) =>
        await EndAsync(submission with { Status = SubmissionStatus.Refused, Problem = problem }, etag, cancel);

    public async Task FinishAsync(Submission submission, SubmissionTotals totals, IReadOnlyList<string> rulesets, DateTimeOffset finishedAt, CancellationToken cancel)
    {
        if (await submissions.FindAsync(submission.Id, cancel) is not var (current, etag)) return;
        if (current.IsEnded) await TellNextAsync(current, cancel);
        else await EndAsync(current with { Status = SubmissionStatus.Finished, Totals = totals, Rulesets = rulesets, FinishedAt = finishedAt }, etag, cancel);
    }

    async Task EndAsync(Submission ended, string etag, CancellationToken cancel)
    {
        string partition = SubmissionKeys.PartitionOf(ended.Organisation);
        TableRow? open = await tables.FindAsync(SubmissionKeys.Table, partition, SubmissionKeys.Open(ended.Kind, ended.Number), cancel);
        RowChange[] more = open is null ? [] : [RowChange.Delete(open.Row, open.ETag)];
        Submission record = ended with { FinishedAt = ended.FinishedAt ?? clock.GetUtcNow() };
        if (!await submissions.ReplaceAsync(record, etag, cancel, more)) throw new RetryLaterException(TimeSpan.FromSeconds(1), "The submission was changed meanwhile.");
        await TellNextAsync(ended, cancel);
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
