using Hub.Organisations;
using Hub.Ports;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Submissions.Rounds;

/// <summary>
/// Second step of a later round: puts corrected rows into the places of the rejected ones, so that everything after it reads
/// chunks as it always does, and has the chunks that changed judged again.
/// </summary>
public sealed class SplitCorrection(IBlobs blobs, IQueue queue, RecordKinds kinds, SubmissionStore submissions, OrganisationRegister organisations, PrepareBody prepare, EndSubmission end)
{
    public async Task HandleAsync(Submission submission, CancellationToken cancel)
    {
        SubmissionPlan plan = await SubmissionPlan.ReadAsync(blobs, submission.Id, cancel) ?? throw new InvalidDataException($"The plan of {submission.Id} is gone.");
        Result<RoundPlan> changes = await PlanAsync(submission, plan, cancel);
        if (changes.Problem is { } problem)
        {
            await end.RefuseAsync(submission, problem, cancel);
            return;
        }

        SubmissionWork work = submission.ToWork();
        int[] changed = [.. plan.Chunks.Select(c => c.Index).Where(c => changes.Value.Sources[c] == submission.Round)];
        foreach (int chunk in changed) await queue.SendAsync(Queues.Judge, (work with { Chunk = chunk }).ToMessage(), TimeSpan.Zero, cancel);
        if (changed.Length == 0) await queue.SendAsync(Queues.Apply, work.ToMessage(), TimeSpan.Zero, cancel);
        await submissions.UpdateAsync(submission, s => s.Status == SubmissionStatus.Received ? s with { Status = SubmissionStatus.Judging } : s, null, cancel);
    }

    async Task<Result<RoundPlan>> PlanAsync(Submission submission, SubmissionPlan plan, CancellationToken cancel)
    {
        if (await RoundPlan.ReadAsync(blobs, submission.Id, plan, submission.Round, cancel) is { } earlier) return earlier;
        int done = submission.Done ?? throw new InvalidDataException($"{submission.Id} has no round to go on from.");
        JudgedChunks before = await JudgedChunks.FindAsync(blobs, submission, plan, done, cancel) ?? throw new InvalidDataException($"Round {done} of {submission.Id} is gone.");
        var changes = new RoundPlan(done, before.Changes.Sources, [], []);
        if (submission.Correction is { } correction)
        {
            Result<CorrectedRows> read = await ReadAsync(submission, before, correction, cancel);
            if (read.Problem is { } problem) return problem;
            CorrectedRows rows = read.Value;
            int[] sources = [.. changes.Sources];
            foreach (Chunk chunk in plan.Chunks)
                if (await ReplaceAsync(submission, before, chunk, rows, cancel)) sources[chunk.Index] = submission.Round;
            changes = changes with { Sources = sources, Corrected = rows.Rows, Findings = SplitSubmissionHandler.LinesOf(rows.Findings()) };
        }

        return await changes.WriteAsync(blobs, submission.Id, plan, submission.Round, cancel);
    }

    async Task<Result<CorrectedRows>> ReadAsync(Submission submission, JudgedChunks before, CorrectionBody correction, CancellationToken cancel)
    {
        string? country = await organisations.CountryOfAsync(submission.Organisation.Value, cancel);
        Result<PreparedBody> prepared = await prepare.HandleAsync(OpenAsync, kinds.Get(submission.Kind), country, submission.MapName, correction.MediaType, correction.FileName, cancel);
        if (prepared.Problem is { } unreadable) return unreadable;
        Result<CorrectionColumns> columns = CorrectionColumns.Match(before.Plan.Format.Header, prepared.Value.Plan.Header, !prepared.Value.Format.HasFixedColumns);
        if (columns.Problem is { } other) return other;

        PreparedBody body = prepared.Value;
        string working = SubmissionKeys.WorkBlob(submission.Id, submission.Round, "working");
        Result<List<Chunk>> chunks = await SplitSubmissionHandler.CutAsync(blobs, body, OpenAsync, working, cancel);
        if (chunks.Problem is { } broken) return broken;
        EarlierRounds earlier = await EarlierRounds.ReadAsync(before, submission.Applied, cancel);
        var rows = new CorrectedRows(prepare.FormatOf(before.Plan.Format), before.Plan.Format);
        foreach (Chunk chunk in chunks.Value)
        {
            await using Stream stream = await blobs.OpenReadAsync(body.Plan.NeedsWorkingCopy ? working : correction.Blob, chunk.Offset, chunk.LengthBytes, cancel) ?? throw new InvalidDataException($"A correction of {submission.Id} is gone.");
            using PooledBytes bytes = await PooledBytes.ReadAsync(stream, chunk.LengthBytes, cancel);
            using IRowReader reader = body.Format.Read(bytes.Memory, body.Plan, chunk.FirstRow);
            while (reader.Read()) rows.Take(reader, columns.Value, earlier);
        }

        rows.DropAmbiguous();
        return rows;

        async Task<Stream> OpenAsync() => await blobs.OpenReadAsync(correction.Blob, 0, null, cancel) ?? throw new InvalidDataException($"A correction of {submission.Id} is gone.");
    }

    /// <summary>Writes the chunk anew with the corrected rows in it; false when there is none.</summary>
    async Task<bool> ReplaceAsync(Submission submission, JudgedChunks before, Chunk chunk, CorrectedRows rows, CancellationToken cancel)
    {
        ChunkIndex index = await before.IndexAsync(chunk, cancel);
        if (!index.Rows.Any(r => rows.Has(r.Row))) return false;
        using PooledBytes bytes = await before.BodyAsync(chunk, cancel);
        await blobs.WriteAsync(SubmissionKeys.ChunkBlob(submission.Id, chunk.Index, submission.Round), BlobCondition.None, (stream, stop) => rows.WriteAsync(index, bytes.Memory, stream, stop), cancel);
        return true;
    }
}
