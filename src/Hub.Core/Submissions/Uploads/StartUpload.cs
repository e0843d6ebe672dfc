using Hub.Ports;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Submissions.Uploads;

/// <param name="Lifetime">How long the link works, at most 7 days.</param>
/// <param name="IdempotencyKey">1 to 255 characters; the same request with it within 7 days gets the same submission, and a link that works while it is uploading.</param>
public sealed record StartUploadCommand(
    OrganisationId Organisation, string? Kind, string? Mode, TimeSpan Lifetime,
    string? IdempotencyKey = null, string? FileName = null, string? MediaType = null, string? MapName = null);

/// <param name="Link">Null when the upload has been confirmed or has expired meanwhile.</param>
public sealed record StartedUpload(Submission Submission, string? Link);

/// <summary>Begins a submission whose body goes past the hub: it is numbered now, and on its way when it is confirmed.</summary>
public sealed class StartUploadHandler(ITables tables, IQueue queue, IUploadLinks links, AdmitSubmission admit, SubmissionStore submissions, TimeProvider clock)
{
    public async Task<Result<StartedUpload>> HandleAsync(Caller caller, StartUploadCommand command, CancellationToken cancel)
    {
        Result<AdmittedSubmission> admitted = await admit.HandleAsync(caller, command.Organisation, command.Kind, command.Mode, command.IdempotencyKey, cancel);
        if (admitted.Problem is { } refused) return refused;
        (IRecordKind kind, SubmissionMode mode) = admitted.Value;

        DateTimeOffset now = clock.GetUtcNow();
        var upload = new Upload(Upload.NewBlob(command.Organisation, now, kind.IsOfLearners && links.LeadToHub), now + command.Lifetime);
        var draft = new Submission(command.Organisation, 0, kind.Name, mode, SubmissionStatus.Uploading, now, caller.KeyId, upload.Blob, 0, "",
            FileNames.Kept(command.FileName, kind), command.MediaType, command.MapName, null, null, null, null, null, null, upload);
        Result<Submission> begun = await RecordAsync(draft, command.IdempotencyKey, cancel);
        if (begun.Problem is { } problem) return problem;
        Submission submission = begun.Value;
        return new StartedUpload(submission, submission.Status == SubmissionStatus.Uploading ? await links.CreateAsync(submission.Upload!.Blob, submission.Upload.ExpiresAt, cancel) : null);
    }

    async Task<Result<Submission>> RecordAsync(Submission draft, string? idempotencyKey, CancellationToken cancel)
    {
        string partition = SubmissionKeys.PartitionOf(draft.Organisation);
        string? requestRow = idempotencyKey is null ? null : SubmissionKeys.IdempotencyOf(idempotencyKey);
        for (; ; )
        {
            string[] wanted = requestRow is null ? [SubmissionKeys.Head] : [SubmissionKeys.Head, requestRow];
            IReadOnlyList<TableRow> found = await tables.FindManyAsync(SubmissionKeys.Table, partition, wanted, cancel);
            if (await submissions.RepeatedAsync(draft, found.FirstOrDefault(r => r.Row == requestRow), cancel) is { } answer) return answer;

            TableRow? head = found.FirstOrDefault(r => r.Row == SubmissionKeys.Head);
            long number = SubmissionNumber.After(head);
            Submission submission = draft with { Number = number };

            // First, so that no upload is forgotten: without the commit the message finds nothing to end.
            await ExpireUpload.RemindAsync(queue, submission, draft.Upload!.ExpiresAt - draft.ReceivedAt, cancel);
            List<RowChange> changes = [SubmissionNumber.HeadChange(head, number), RowChange.Insert(SubmissionKeys.Record(number), SubmissionStore.Body(submission)), RowChange.Insert(SubmissionKeys.OpenOf(submission), SubmissionNumber.Body(number))];
            if (requestRow is not null) changes.Add(RowChange.Upsert(requestRow, IdempotentRequest.Of(submission).ToBody()));
            if ((await tables.CommitAsync(SubmissionKeys.Table, partition, changes, cancel)).IsDone) return submission;
        }
    }
}
