using Hub.Ports;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Submissions.Uploads;

/// <param name="Sha256">SHA-256 of the body as the sender knows it, hexadecimal; null when it does not.</param>
/// <param name="MaxBytes">Longest body that is taken.</param>
public sealed record ConfirmUploadCommand(SubmissionId Id, string? Sha256, long MaxBytes);

/// <summary>
/// Ends an upload: its body is copied to where no link leads, measured and hashed on the way, and the submission goes the way of
/// all others. Confirming again gives the submission as it is by then.
/// </summary>
public sealed class ConfirmUploadHandler(ITables tables, IBlobs blobs, IQueue queue, RecordKinds kinds, SubmissionStore submissions, TimeProvider clock)
{
    public async Task<Result<Submission>> HandleAsync(Caller caller, ConfirmUploadCommand command, CancellationToken cancel)
    {
        if (!SubmissionAuthority.MayRead(caller, command.Id.Organisation) || await submissions.FindAsync(command.Id, cancel) is not var (submission, _)) return SubmissionProblems.NotFound();
        if (submission.Upload is not { } upload) return SubmissionProblems.NothingToConfirm();
        if (submission.Status != SubmissionStatus.Uploading) return AnswerAgain(submission);
        if (await blobs.FindAsync(upload.Blob, cancel) is not { } file) return SubmissionProblems.UploadMissing();
        if (file.SizeBytes == 0) return SubmissionProblems.BodyEmpty();
        if (file.SizeBytes > command.MaxBytes) return SubmissionProblems.TooLarge(command.MaxBytes);

        string blob = Upload.NewCopy(upload.Blob, kinds.Get(submission.Kind).IsOfLearners);
        if (await CopyAsync(upload.Blob, blob, cancel) is not { } body) return SubmissionProblems.UploadMissing();
        Result<Submission> result = command.Sha256 is not null && !body.Sha256.Equals(command.Sha256, StringComparison.OrdinalIgnoreCase)
            ? SubmissionProblems.BodyDiffers(body.Sha256)
            : await RecordAsync(command.Id, blob, body, cancel);
        if (result.Problem is not null || result.Value.BodyBlob != blob) await blobs.DeleteAsync(blob, cancel);       // refused, or confirmed by another
        else await Upload.DeleteAsync(blobs, upload.Blob, blob, cancel);            // and once more when its time is over: until then the link may still write
        return result;
    }

    static Result<Submission> AnswerAgain(Submission submission) => submission.Problem?.Code == SubmissionProblems.UploadExpired().Code ? SubmissionProblems.UploadExpired() : submission;

    async Task<StoredBody?> CopyAsync(string from, string to, CancellationToken cancel)
    {
        await using Stream? stream = await blobs.OpenReadAsync(from, 0, null, cancel);
        return stream is null ? null : await StoredBody.WriteAsync(blobs, to, stream, cancel);
    }

    async Task<Result<Submission>> RecordAsync(SubmissionId id, string blob, StoredBody body, CancellationToken cancel)
    {
        string partition = SubmissionKeys.PartitionOf(id.Organisation), bodyRow = SubmissionKeys.Body(body.Sha256);
        string message = new SubmissionWork(id.Organisation, id.Number, blob).ToMessage();
        for (; ; )
        {
            if (await submissions.FindAsync(id, cancel) is not var (current, etag)) return SubmissionProblems.NotFound();
            if (current.Status != SubmissionStatus.Uploading) return AnswerAgain(current);
            IReadOnlyList<TableRow> found = await tables.FindManyAsync(SubmissionKeys.Table, partition, [bodyRow, SubmissionKeys.OpenOf(current)], cancel);
            TableRow? same = found.FirstOrDefault(r => r.Row == bodyRow);
            Submission confirmed = current with
            {
                Status = SubmissionStatus.Received,
                ReceivedAt = clock.GetUtcNow(),
                BodyBlob = blob,
                SizeBytes = body.SizeBytes,
                BodySha256 = body.Sha256,
                SameAs = same is null ? null : SubmissionNumber.Read(same.Body.Span),
            };

            // As with a body that comes directly: a message that tells of the commit even when its own is lost in a crash.
            await queue.SendAsync(Queues.Split, message, Queues.InsuranceDelay, cancel);
            RowChange[] changes =
            [
                RowChange.Replace(SubmissionKeys.Record(id.Number), SubmissionStore.Body(confirmed), etag),
                RowChange.Upsert(bodyRow, SubmissionNumber.Body(id.Number)),
                RowChange.Insert(SubmissionKeys.OpenOf(confirmed), SubmissionNumber.Body(id.Number)),
                .. found.Where(r => r.Row != bodyRow).Select(r => RowChange.Delete(r.Row, r.ETag)),
            ];
            if (!(await tables.CommitAsync(SubmissionKeys.Table, partition, changes, cancel)).IsDone) continue;
            await queue.SendAsync(Queues.Split, message, TimeSpan.Zero, cancel);
            return confirmed;
        }
    }
}
