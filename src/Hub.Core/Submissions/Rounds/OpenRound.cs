using Hub.Ports;
using Hub.Submissions.Holds;
using Hub.Work;

namespace Hub.Submissions.Rounds;

/// <summary>
/// Takes up a submission that had ended for one more round, in one commit: its record, a place in the order in which the
/// organisation's submissions are applied, and whatever belongs to the request.
/// </summary>
public sealed class OpenRound(ITables tables, IQueue queue, SubmissionStore submissions, HoldStore holds)
{
    /// <summary>For decisions about held rows that no round has taken up. A round that is under way asks again when it ends.</summary>
    public async Task DecideAsync(SubmissionWork work, CancellationToken cancel)
    {
        if (await submissions.FindAsync(work.Id, cancel) is not var (submission, _) || !await holds.HasDecidedAsync(work.Id, cancel)) return;
        if (submission is { IsEnded: true, Done: not null, CleanedAt: null }) await HandleAsync(submission, null, [], cancel);
    }

    /// <summary>The submission in its new round; null when it is not the one that was seen any more.</summary>
    public async Task<Submission?> HandleAsync(Submission seen, CorrectionBody? correction, IReadOnlyList<RowChange> more, CancellationToken cancel)
    {
        string partition = SubmissionKeys.PartitionOf(seen.Organisation);
        for (; ; )
        {
            TableRow? head = await tables.FindAsync(SubmissionKeys.Table, partition, SubmissionKeys.Head, cancel);
            if (await submissions.FindAsync(seen.Id, cancel) is not var (current, etag) || !current.IsEnded || current.Round != seen.Round) return null;
            long turn = SubmissionNumber.After(head);
            Submission opened = current with { Status = SubmissionStatus.Received, Round = current.Round + 1, Turn = turn, Correction = correction, Withdrawal = null, Problem = null };
            List<RowChange> changes = [SubmissionNumber.HeadChange(head, turn), .. more];
            changes.Add(RowChange.Insert(SubmissionKeys.OpenOf(opened), SubmissionNumber.Body(opened.Number)));

            string message = opened.ToWork().ToMessage();
            await queue.SendAsync(Queues.Split, message, Queues.InsuranceDelay, cancel);       // as for a submission: it tells when the second one is lost
            if (!await submissions.ReplaceAsync(opened, etag, cancel, [.. changes])) continue;
            await queue.SendAsync(Queues.Split, message, TimeSpan.Zero, cancel);
            return opened;
        }
    }
}
