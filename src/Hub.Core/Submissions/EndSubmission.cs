using System.Globalization;
using Hub.Audit;
using Hub.Ports;
using Hub.Submissions.Holds;
using Hub.Submissions.Receipts;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>Ends a submission: its record and the row that kept later ones waiting change in one commit, then the next one is told.</summary>
public sealed class EndSubmission(ITables tables, IQueue queue, SubmissionStore submissions, HoldStore holds, WholeApplies wholes, TimeProvider clock)
{
    public Task RefuseAsync(Submission submission, Problem problem, CancellationToken cancel) => submission.Done is null
        ? EndAsync(submission, s => s with { Status = SubmissionStatus.Refused, Problem = problem, FinishedAt = clock.GetUtcNow() }, false, FactOf(submission, AuditActions.SubmissionRefused, submission.BodySha256), cancel)
        : FailRoundAsync(submission, problem, cancel);

    /// <summary>An upload that nobody confirmed. When it is confirmed at this moment, it is not ended.</summary>
    public Task ExpireAsync(Submission submission, CancellationToken cancel) => submissions.UpdateAsync(
        submission,
        s => s.Status == SubmissionStatus.Uploading ? s with { Status = SubmissionStatus.Refused, Problem = SubmissionProblems.UploadExpired(), FinishedAt = clock.GetUtcNow() } : s,
        () => OpenRowOfAsync(submission, cancel),
        cancel);

    /// <summary>Gives up what the hub could not do: later submissions go on. Of a later round the results of the one before stay.</summary>
    public Task FailAsync(Submission submission, Problem problem, CancellationToken cancel) => submission.Done is null
        ? EndAsync(submission, s => s with { Status = SubmissionStatus.Failed, Problem = problem, FinishedAt = clock.GetUtcNow() }, false, FactOf(submission, AuditActions.SubmissionFailed, submission.BodySha256), cancel)
        : FailRoundAsync(submission, problem, cancel);

    Task FailRoundAsync(Submission submission, Problem problem, CancellationToken cancel) =>
        EndAsync(submission, s => s with { Status = SubmissionStatus.Finished, Problem = problem, Correction = null }, true, FactOf(submission, AuditActions.SubmissionFailed, submission.Correction?.Sha256), cancel);

    public Task FinishAsync(Submission submission, SubmissionTotals totals, Receipt receipt, string receiptSha256, bool applied, CancellationToken cancel) => EndAsync(submission, s => s with
    {
        Status = SubmissionStatus.Finished,
        Totals = totals,
        Rulesets = receipt.Rulesets,
        FinishedAt = receipt.FinishedAt,
        Done = s.Round,
        Applied = s.Applied || applied,
        Correction = null,
        Problem = null,
        ReceiptSha256 = receiptSha256,
    }, totals.Rejected + totals.Held > 0 && submission.Mode != SubmissionMode.Check, FactOf(submission, submission.Mode == SubmissionMode.Check ? AuditActions.SubmissionChecked : AuditActions.SubmissionFinished, receipt.VerdictSha256), cancel);

    /// <summary>Waits for a confirmation, and lets later submissions pass meanwhile; a message comes when the time is over.</summary>
    public async Task AskAsync(Submission submission, Withdrawal question, CancellationToken cancel)
    {
        await RemindAsync(submission, question.Until, cancel);
        await EndAsync(submission, s => s with { Status = SubmissionStatus.AwaitingConfirmation, Withdrawal = question }, true, fact: null, cancel);
    }

    public async Task ExpireConfirmationAsync(Submission submission, CancellationToken cancel)
    {
        if (clock.GetUtcNow() > submission.Withdrawal!.Until)
        {
            await RefuseAsync(submission, SubmissionProblems.NotConfirmed(), cancel);
            return;
        }

        // Early, by a clock that was set or a second delivery: it may be the only message that would come.
        await RemindAsync(submission, submission.Withdrawal.Until, cancel);
        await TellNextAsync(submission, cancel);
    }

    Task RemindAsync(Submission submission, DateTimeOffset until, CancellationToken cancel) =>
        queue.SendAsync(Queues.Apply, submission.ToWork().ToMessage(), until - clock.GetUtcNow() + TimeSpan.FromSeconds(1), cancel);

    /// <summary>One entry of the log for a round, whatever the number of its rows.</summary>
    AuditFact FactOf(Submission submission, string action, string? content) => new(
        string.Create(CultureInfo.InvariantCulture, $"{action}~{submission.Id}~{submission.Round:D4}"), submission.Organisation.Value, clock.GetUtcNow(), submission.Correction?.KeyId ?? submission.KeyId, action,
        string.Create(CultureInfo.InvariantCulture, $"submissions/{submission.Id}/{submission.Round}"), Content: content);

    /// <param name="correctable">Whether rows of it may yet be written, after those of later submissions.</param>
    /// <param name="fact">What the log says of it; null for what goes on.</param>
    async Task EndAsync(Submission submission, Func<Submission, Submission> change, bool correctable, AuditFact? fact, CancellationToken cancel)
    {
        string partition = SubmissionKeys.PartitionOf(submission.Organisation), later = SubmissionKeys.Correctable(submission.Kind, submission.Number);
        Submission? ended = await submissions.UpdateAsync(submission, change, async () =>
        {
            List<RowChange> changes = [.. await OpenRowOfAsync(submission, cancel)];
            if (fact is not null) changes.Add(fact.ToChange());
            if (correctable) changes.Add(RowChange.Upsert(later, SubmissionNumber.Body(submission.Number)));
            else if (await tables.FindAsync(SubmissionKeys.Table, partition, later, cancel) is { } row) changes.Add(RowChange.Delete(row.Row, row.ETag));
            return [.. changes];
        }, cancel);
        await TellNextAsync(ended ?? submission, cancel);
    }

    async Task<RowChange[]> OpenRowOfAsync(Submission submission, CancellationToken cancel)
    {
        TableRow? open = await tables.FindAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), SubmissionKeys.OpenOf(submission), cancel);
        return open is null ? [] : [RowChange.Delete(open.Row, open.ETag)];
    }

    /// <summary>Also called when a message comes again for a submission that has ended: the first time may have died before this.</summary>
    public async Task TellNextAsync(Submission ended, CancellationToken cancel)
    {
        await wholes.LeaveAsync(ended.Id, cancel);
        if (ended.IsEnded) await queue.TellAuditAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(ended.Organisation), cancel);
        // A round that failed is not begun again by itself: the next decision or correction begins one.
        if (ended.Problem is null && await holds.HasDecidedAsync(ended.Id, cancel)) await queue.SendAsync(Queues.Decide, ended.ToWork().ToMessage(), TimeSpan.Zero, cancel);
        string prefix = SubmissionKeys.OpenPrefix(ended.Kind);
        IReadOnlyList<TableRow> open = await tables.ScanAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(ended.Organisation), prefix, RowRange.EndOf(prefix), 1, cancel);
        if (open.Count == 0) return;
        var id = new SubmissionId(ended.Organisation, SubmissionNumber.Read(open[0].Body.Span));
        if (await submissions.FindAsync(id, cancel) is var (next, _) && next is not null)
            await queue.SendAsync(Queues.Apply, next.ToWork().ToMessage(), TimeSpan.Zero, cancel);
    }
}
