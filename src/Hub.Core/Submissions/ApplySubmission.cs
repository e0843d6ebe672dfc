using System.Text.Json;
using Hub.Organisations;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions.Holds;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;
using Hub.Submissions.Rounds;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>
/// Fourth step, when every chunk has verdicts: settles the file and writes what was accepted, chunk by chunk, in the order in
/// which the organisation's submissions of this kind came. After a crash it goes on where it stopped. Later rounds of a
/// submission come here too, in an order of their own among the others.
/// </summary>
public sealed class ApplySubmissionHandler(
    ITables tables, IBlobs blobs, IQueue queue, RecordWriter records, RecordKinds kinds, SubmissionStore submissions, ReplaceEntries replace, HoldStore holds, WholeApplies wholes, FinishSubmission finish, EndSubmission end, TimeProvider clock)
{
    /// <summary>One is written while the other is read and waits for its turn: the store is never idle, and memory holds two.</summary>
    const int ChunksAtATime = 2;

    public async Task HandleAsync(SubmissionWork work, CancellationToken cancel)
    {
        if (await submissions.FindAsync(work.Id, cancel) is not var (submission, _) || submission.BodyBlob != work.BodyBlob || submission.Round != work.Round) return;
        if (submission.IsEnded)
        {
            await end.TellNextAsync(submission, cancel);
            return;
        }

        if (submission.Status == SubmissionStatus.AwaitingConfirmation)
        {
            await end.ExpireConfirmationAsync(submission, cancel);
            return;
        }

        if (await SubmissionPlan.ReadAsync(blobs, work.Id, cancel) is not { } plan) return;
        if (await JudgedChunks.FindAsync(blobs, submission, plan, work.Round, cancel) is not { } chunks) return;
        int judged = await SubmissionProgress.CountAsync(tables, SubmissionKeys.PartitionOf(work.Organisation), SubmissionKeys.JudgedPrefix(work.Number, work.Round), cancel);
        if (judged < chunks.Changes.Sources.Count(source => source == work.Round)) return;                     // the last chunk will send again
        if (submission.Mode != SubmissionMode.Check && !await IsFirstAsync(submission, cancel)) return;        // its predecessor will send again when it ends

        if (await submissions.UpdateAsync(submission, s => s with { Status = SubmissionStatus.Applying, Chunks = plan.Chunks.Count }, null, cancel) is not { } applying) return;
        EarlierRounds earlier = await EarlierRounds.ReadAsync(await chunks.BaseAsync(cancel), submission.Applied, cancel);
        Settlement settlement = await SettleAsync(applying, chunks, earlier, cancel);
        if (submission.Mode == SubmissionMode.Check || settlement.Stopped > 0) await finish.HandleAsync(applying, chunks, earlier, settlement, cancel);
        else await ApplyAsync(applying, chunks, earlier, settlement, cancel);
    }

    async Task ApplyAsync(Submission submission, JudgedChunks chunks, EarlierRounds earlier, Settlement settlement, CancellationToken cancel)
    {
        if (submission.Mode == SubmissionMode.Replace && await replace.PlanAsync(submission, chunks, cancel) is { } question)
        {
            await end.AskAsync(submission, question, cancel);
            return;
        }

        bool whole = submission.Mode is SubmissionMode.AllOrNothing or SubmissionMode.Replace;
        if (whole) await wholes.EnterAsync(submission.Id, cancel);
        if (submission.Mode == SubmissionMode.Replace) await replace.AnnounceAsync(submission, cancel);
        await ApplyChunksAsync(submission, chunks, earlier, settlement.ByRow(), cancel);
        if (submission.Mode == SubmissionMode.Replace) await replace.WithdrawAsync(submission, cancel);
        await finish.HandleAsync(submission, chunks, earlier, settlement, cancel);
    }

    async Task<bool> IsFirstAsync(Submission submission, CancellationToken cancel)
    {
        string prefix = SubmissionKeys.OpenPrefix(submission.Kind);
        IReadOnlyList<TableRow> open = await tables.ScanAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), prefix, RowRange.EndOf(prefix), 1, cancel);
        return open.Count == 0 || open[0].Row == SubmissionKeys.Open(submission.Kind, submission.Place);
    }

    /// <summary>Settled once and kept: after a crash the register may say something else, the verdict may not.</summary>
    async Task<Settlement> SettleAsync(Submission submission, JudgedChunks chunks, EarlierRounds earlier, CancellationToken cancel)
    {
        if (await chunks.SettlementAsync(cancel) is { } before) return before;
        IRecordKind kind = kinds.Get(submission.Kind);
        IReadOnlyList<SettledRow> decided = await holds.DecidedAsync(submission.Id, cancel);
        var settler = new Settler(() => chunks.IndexesAsync(cancel), new RegisterLookup(tables, kind.Table), kind, chunks.Plan.LayoutFor(kind), earlier.IsFinal, [.. earlier.Kept(chunks.Changes.Corrected), .. decided]);
        Settlement settlement = await settler.SettleAsync(chunks.Plan.Chunks.Sum(c => (long)c.Rows), cancel);
        if (records.Checks(kind)) settlement = settlement with { Rows = [.. settlement.Rows.Concat(await CheckAsync(submission, kind, chunks, settlement, earlier, cancel)).OrderBy(r => r.Row)] };
        if (submission.Mode == SubmissionMode.AllOrNothing) settlement = settlement with { Stopped = await StoppersAsync(chunks, settlement.ByRow(), cancel) };
        string blob = SubmissionKeys.SettledBlob(submission.Id, submission.Round);
        BlobOutcome outcome = await blobs.WriteAsync(blob, BlobCondition.Create, (stream, stop) => JsonSerializer.SerializeAsync(stream, settlement, HubJson.Options, stop), cancel);
        if (outcome == BlobOutcome.Written) SubmissionMetrics.Found(kind.Name, settlement.Rows.Select(r => r.Code));
        return outcome == BlobOutcome.Written ? settlement : (await chunks.SettlementAsync(cancel))!;      // a message delivered twice: the first to settle counts
    }

    /// <summary>What the hub's own state says of rows that are in order so far.</summary>
    async Task<List<SettledRow>> CheckAsync(Submission submission, IRecordKind kind, JudgedChunks chunks, Settlement settlement, EarlierRounds earlier, CancellationToken cancel)
    {
        var found = new List<SettledRow>();
        ILookup<int, SettledRow> settled = settlement.ByRow();
        foreach (Chunk chunk in chunks.Plan.Chunks)
        {
            using AcceptedRecords accepted = await AcceptedRecords.ReadAsync(chunks, chunk, settled, earlier, cancel);
            found.AddRange(await records.CheckAsync(kind, submission.Organisation, [.. accepted.Rows.Zip(accepted.Writes)], cancel));
        }

        return found;
    }

    /// <summary>Rows that keep an all-or-nothing file from being applied: held ones too, since a registrar may still refuse them.</summary>
    static async Task<long> StoppersAsync(JudgedChunks chunks, ILookup<int, SettledRow> settled, CancellationToken cancel)
    {
        using var tally = new VerdictTally();
        await foreach (ChunkIndex index in chunks.IndexesAsync(cancel)) tally.Add(index, settled);
        return tally.Rejected + tally.Held;
    }

    /// <summary>Some chunks at a time: while the store writes one, the next is read and waits for its turn in every partition.</summary>
    async Task ApplyChunksAsync(Submission submission, JudgedChunks chunks, EarlierRounds earlier, ILookup<int, SettledRow> settled, CancellationToken cancel)
    {
        IRecordKind kind = kinds.Get(submission.Kind);
        bool confirms = await submissions.HasCorrectableAsync(submission, cancel), overtaken = await replace.IsOvertakenAsync(submission, cancel);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ChunksAtATime, CancellationToken = cancel };
        await Parallel.ForEachAsync(chunks.Plan.Chunks, options, async (chunk, stop) =>
        {
            if (await IsAppliedAsync(submission, chunk, stop)) return;
            using AcceptedRecords accepted = await AcceptedRecords.ReadAsync(chunks, chunk, settled, earlier, stop);
            var origin = new WriteOrigin(submission.Organisation, submission.Number, submission.Correction?.KeyId ?? submission.KeyId, clock.GetUtcNow(), confirms);
            WriteOutcome[] outcomes = overtaken ? [.. accepted.Rows.Select(_ => WriteOutcome.Superseded)] : await records.WriteAsync(kind, accepted.Writes, origin, stop);
            await NoteAppliedAsync(submission, kind, chunk, AppliedChunk.Of(accepted.Rows, outcomes), stop);
        });
    }

    async Task<bool> IsAppliedAsync(Submission submission, Chunk chunk, CancellationToken cancel) =>
        await tables.FindAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), SubmissionKeys.Applied(submission.Number, chunk.Index, submission.Round), cancel) is not null;

    async Task NoteAppliedAsync(Submission submission, IRecordKind kind, Chunk chunk, AppliedChunk result, CancellationToken cancel)
    {
        // Before the chunk counts as applied: after a crash in between, its changes would wait for the next submission's.
        if (result.Accepted > 0 && !kind.IsOfLearners) await queue.SendAsync(Queues.Sequence, kind.Table, TimeSpan.Zero, cancel);
        // Only the first: a handler that is late must not count rows as superseded that the receipt says were accepted.
        RowChange applied = RowChange.Insert(SubmissionKeys.Applied(submission.Number, chunk.Index, submission.Round), JsonSerializer.SerializeToUtf8Bytes(result, HubJson.Options));
        await tables.CommitAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), [applied], cancel);
    }
}

/// <summary>What came of a chunk's rows when they were written.</summary>
public sealed record AppliedChunk(int Accepted, int Unchanged, IReadOnlyList<int> SupersededRows)
{
    public static AppliedChunk Of(List<int> rows, WriteOutcome[] outcomes) => new(
        outcomes.Count(o => o == WriteOutcome.Accepted),
        outcomes.Count(o => o == WriteOutcome.Unchanged),
        [.. rows.Where((_, i) => outcomes[i] is WriteOutcome.Superseded or WriteOutcome.AnswersOld)]);
}
