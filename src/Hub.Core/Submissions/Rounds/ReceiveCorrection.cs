using Hub.Organisations;
using Hub.Ports;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Rounds;

/// <param name="IdempotencyKey">As for a submission: the same request with it within 7 days gets the first answer.</param>
/// <param name="ExpectedBytes">Length the sender announced, when it did.</param>
public sealed record ReceiveCorrectionCommand(SubmissionId Id, Stream Body, string? IdempotencyKey = null, long? ExpectedBytes = null, string? FileName = null, string? MediaType = null);

/// <summary>
/// Takes the repaired error file of a submission and opens a round of that submission for it. What can not be a correction is
/// refused at once, and the submission stays as it was.
/// </summary>
public sealed class ReceiveCorrectionHandler(ITables tables, IBlobs blobs, RecordKinds kinds, OrganisationRegister organisations, SubmissionStore submissions, PrepareBody prepare, OpenRound rounds, TimeProvider clock)
{
    public async Task<Result<Submission>> HandleAsync(Caller caller, ReceiveCorrectionCommand command, CancellationToken cancel)
    {
        if (!SubmissionAuthority.MayRead(caller, command.Id.Organisation) || await submissions.FindAsync(command.Id, cancel) is not var (submission, _)) return SubmissionProblems.NotFound();
        if (!SubmissionAuthority.MaySend(caller, kinds.Get(submission.Kind), submission.Organisation)) return SubmissionProblems.NotYours();
        if (IdempotentRequest.Check(command.IdempotencyKey) is { } unusable) return unusable;

        string blob = StoredBody.NewBlob(submission.Organisation, clock.GetUtcNow(), kinds.Get(submission.Kind).IsOfLearners);
        (long size, string sha256) = await StoredBody.WriteAsync(blobs, blob, command.Body, cancel);
        var correction = new CorrectionBody(blob, sha256, size, FileNames.Kept(command.FileName, kinds.Get(submission.Kind)) ?? submission.FileName, command.MediaType ?? submission.MediaType, caller.KeyId);
        Problem? bad = size == 0 ? SubmissionProblems.BodyEmpty()
            : command.ExpectedBytes is { } expected && expected != size ? SubmissionProblems.BodyCut(expected, size)
            : null;
        Result<Submission> result = bad is not null ? bad : await RecordAsync(submission, correction, command.IdempotencyKey, cancel);
        if (result.Problem is not null || result.Value.Correction?.Blob != blob) await blobs.DeleteAsync(blob, cancel);       // refused, or the first answer again
        return result;
    }

    async Task<Result<Submission>> RecordAsync(Submission seen, CorrectionBody correction, string? idempotencyKey, CancellationToken cancel)
    {
        string? requestRow = idempotencyKey is null ? null : SubmissionKeys.IdempotencyOf(idempotencyKey);
        var request = new IdempotentRequest(seen.Number, correction.Sha256, $"{seen.Kind}/corrections/{seen.Id}", seen.Mode, clock.GetUtcNow());
        for (bool read = false; ; read = true)
        {
            if (requestRow is not null && request.Repeated(await tables.FindAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(seen.Organisation), requestRow, cancel)) is { } repeated)
                return repeated.Problem is { } reused ? reused : (await submissions.FindAsync(seen.Id, cancel))!.Value.Submission;

            if (await submissions.FindAsync(seen.Id, cancel) is not var (submission, _)) return SubmissionProblems.NotFound();
            if (!submission.IsEnded) return SubmissionProblems.NotFinished(submission);
            if (submission.Done is null) return CorrectionProblems.NoResults(submission);
            if (submission.Totals!.Rejected == 0) return CorrectionProblems.NothingRejected();
            if (submission.CleanedAt is not null) return CorrectionProblems.TooLate();
            if (!read && await LookAsync(submission, correction, cancel) is { } unusable) return unusable;
            RowChange[] more = requestRow is null ? [] : [RowChange.Upsert(requestRow, request.ToBody())];
            if (await rounds.HandleAsync(submission, correction, more, cancel) is { } opened) return opened;
        }
    }

    /// <summary>Whether the body can be read and says which rows it is about; null when it does.</summary>
    async Task<Problem?> LookAsync(Submission submission, CorrectionBody correction, CancellationToken cancel)
    {
        SubmissionPlan plan = await SubmissionPlan.ReadAsync(blobs, submission.Id, cancel) ?? throw new InvalidDataException($"The plan of {submission.Id} is gone.");
        string? country = await organisations.CountryOfAsync(submission.Organisation.Value, cancel);
        Result<PreparedBody> prepared = await prepare.HandleAsync(OpenAsync, kinds.Get(submission.Kind), country, submission.MapName, correction.MediaType, correction.FileName, cancel);
        return prepared.Problem ?? CorrectionColumns.Match(plan.Format.Header, prepared.Value.Plan.Header, !prepared.Value.Format.HasFixedColumns).Problem;

        async Task<Stream> OpenAsync() => await blobs.OpenReadAsync(correction.Blob, 0, null, cancel) ?? throw new InvalidDataException($"A correction of {submission.Id} is gone.");
    }
}
