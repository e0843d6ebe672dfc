using Hub.Audit;
using Hub.Ports;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>Says that a replacing file means what it does: it takes its place among what is applied, and goes on.</summary>
public sealed class ConfirmSubmissionHandler(ITables tables, IQueue queue, RecordKinds kinds, SubmissionStore submissions, TimeProvider clock)
{
    /// <summary>Repeating it is harmless.</summary>
    public async Task<Result<Submission>> HandleAsync(Caller caller, SubmissionId id, CancellationToken cancel)
    {
        for (; ; )
        {
            if (!SubmissionAuthority.MayRead(caller, id.Organisation) || await submissions.FindAsync(id, cancel) is not var (submission, etag)) return SubmissionProblems.NotFound();
            if (!SubmissionAuthority.MaySend(caller, kinds.Get(submission.Kind), submission.Organisation)) return SubmissionProblems.NotYours();
            if (submission.Withdrawal is not { } question) return SubmissionProblems.NothingToConfirm();
            if (question.ConfirmedAt is not null) return submission;
            if (submission.Status != SubmissionStatus.AwaitingConfirmation || clock.GetUtcNow() > question.Until) return SubmissionProblems.NotConfirmed();

            TableRow? head = await tables.FindAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(id.Organisation), SubmissionKeys.Head, cancel);
            long turn = SubmissionNumber.After(head);
            Submission confirmed = submission with { Status = SubmissionStatus.Applying, Turn = turn, Withdrawal = question with { ConfirmedAt = clock.GetUtcNow(), ConfirmedBy = caller.KeyId } };
            string message = confirmed.ToWork().ToMessage();
            await queue.SendAsync(Queues.Apply, message, Queues.InsuranceDelay, cancel);       // it tells when the second one is lost
            if (!await submissions.ReplaceAsync(confirmed, etag, cancel, SubmissionNumber.HeadChange(head, turn), RowChange.Insert(SubmissionKeys.OpenOf(confirmed), SubmissionNumber.Body(id.Number)), FactOf(caller, confirmed).ToChange())) continue;
            await queue.TellAuditAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(id.Organisation), cancel);
            await queue.SendAsync(Queues.Apply, message, TimeSpan.Zero, cancel);
            return confirmed;
        }
    }

    static AuditFact FactOf(Caller caller, Submission confirmed) => new(
        $"{AuditActions.SubmissionConfirmed}~{confirmed.Id}", confirmed.Organisation.Value, confirmed.Withdrawal!.ConfirmedAt!.Value, caller.KeyId, AuditActions.SubmissionConfirmed, $"submissions/{confirmed.Id}", Content: confirmed.BodySha256);
}
