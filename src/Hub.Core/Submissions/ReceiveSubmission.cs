using Hub.Ports;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Submissions;

/// <param name="IdempotencyKey">1 to 255 characters; the same request with it within 7 days gets the first answer.</param>
/// <param name="ExpectedBytes">Length the sender announced, when it did.</param>
/// <param name="MapName">Column map to use; null lets the header choose.</param>
public sealed record ReceiveSubmissionCommand(
    OrganisationId Organisation, string? Kind, string? Mode, Stream Body,
    string? IdempotencyKey = null, long? ExpectedBytes = null, string? FileName = null, string? MediaType = null, string? MapName = null);

/// <summary>Takes a body in: hashed while it is stored, numbered, and on its way in one commit.</summary>
public sealed class ReceiveSubmissionHandler(ITables tables, IBlobs blobs, IQueue queue, AdmitSubmission admit, SubmissionStore submissions, TimeProvider clock)
{
    public async Task<Result<Submission>> HandleAsync(Caller caller, ReceiveSubmissionCommand command, CancellationToken cancel)
    {
        Result<AdmittedSubmission> admitted = await admit.HandleAsync(caller, command.Organisation, command.Kind, command.Mode, command.IdempotencyKey, cancel);
        if (admitted.Problem is { } refused) return refused;
        (IRecordKind kind, SubmissionMode mode) = admitted.Value;

        string blob = StoredBody.NewBlob(command.Organisation, clock.GetUtcNow(), kind.IsOfLearners);
        (long size, string sha256) = await StoredBody.WriteAsync(blobs, blob, command.Body, cancel);
        Problem? bad = size == 0 ? SubmissionProblems.BodyEmpty()
            : command.ExpectedBytes is { } expected && expected != size ? SubmissionProblems.BodyCut(expected, size)
            : null;
        Result<Submission> result = bad is not null ? bad
            : await RecordAsync(new Submission(command.Organisation, 0, kind.Name, mode, SubmissionStatus.Received, clock.GetUtcNow(), caller.KeyId, blob, size, sha256,
                FileNames.Kept(command.FileName, kind), command.MediaType, command.MapName, null, null, null, null, null, null), command.IdempotencyKey, cancel);
        if (result.Problem is not null || result.Value.BodyBlob != blob) await blobs.DeleteAsync(blob, cancel);   // refused, or the first answer again
        return result;
    }

    async Task<Result<Submission>> RecordAsync(Submission draft, string? idempotencyKey, CancellationToken cancel)
    {
        string partition = SubmissionKeys.PartitionOf(draft.Organisation);
        string? requestRow = idempotencyKey is null ? null : SubmissionKeys.IdempotencyOf(idempotencyKey);
        string bodyRow = SubmissionKeys.Body(draft.BodySha256);
        for (; ; )
        {
            string[] wanted = requestRow is null ? [SubmissionKeys.Head, bodyRow] : [SubmissionKeys.Head, bodyRow, requestRow];
            Dictionary<string, TableRow> found = (await tables.FindManyAsync(SubmissionKeys.Table, partition, wanted, cancel)).ToDictionary(r => r.Row);
            if (requestRow is not null && await submissions.RepeatedAsync(draft, found.GetValueOrDefault(requestRow), cancel) is { } answer) return answer;

            TableRow? head = found.GetValueOrDefault(SubmissionKeys.Head);
            long number = SubmissionNumber.After(head);
            long? sameAs = found.TryGetValue(bodyRow, out TableRow? same) ? SubmissionNumber.Read(same.Body.Span) : null;
            Submission submission = draft with { Number = number, SameAs = sameAs };

            // A message goes first, to arrive late: of a commit whose own message was lost in a crash it still tells; without the commit it is dropped.
            string message = new SubmissionWork(submission.Organisation, number, submission.BodyBlob).ToMessage();
            await queue.SendAsync(Queues.Split, message, Queues.InsuranceDelay, cancel);
            List<RowChange> changes = [SubmissionNumber.HeadChange(head, number), RowChange.Insert(SubmissionKeys.Record(number), SubmissionStore.Body(submission)), RowChange.Upsert(bodyRow, SubmissionNumber.Body(number)), RowChange.Insert(SubmissionKeys.OpenOf(submission), SubmissionNumber.Body(number))];
            if (requestRow is not null) changes.Add(RowChange.Upsert(requestRow, IdempotentRequest.Of(submission).ToBody()));
            if (!(await tables.CommitAsync(SubmissionKeys.Table, partition, changes, cancel)).IsDone) continue;
            await queue.SendAsync(Queues.Split, message, TimeSpan.Zero, cancel);
            return submission;
        }
    }
}
