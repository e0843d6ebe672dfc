using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Ports;
using Hub.Records;
using Hub.Organisations;
using Hub.Submissions.Judging;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>
/// Fourth step, when every chunk has verdicts: settles the file and writes what was accepted, chunk by chunk, in the order in
/// which the organisation's submissions of this kind came. After a crash it goes on where it stopped.
/// </summary>
public sealed class ApplySubmissionHandler(ITables tables, IBlobs blobs, IQueue queue, RecordTable records, RecordKinds kinds, SubmissionStore submissions, FinishSubmission finish, EndSubmission end, TimeProvider clock)
{
    /// <summary>One is written while the other is read and waits for its turn: the store is never idle, and memory holds two.</summary>
    const int ChunksAtATime = 2;

    public async Task HandleAsync(SubmissionWork work, CancellationToken cancel)
    {
        if (await submissions.FindAsync(work.Id, cancel) is not var (submission, _) || submission.BodyBlob != work.BodyBlob) return;
        if (submission.IsEnded)
        {
            await end.TellNextAsync(submission, cancel);
            return;
        }

        if (await SubmissionPlan.ReadAsync(blobs, work.Id, cancel) is not { } plan) return;
        string partition = SubmissionKeys.PartitionOf(work.Organisation);
        if (await SubmissionProgress.CountAsync(tables, partition, SubmissionKeys.JudgedPrefix(work.Number), cancel) < plan.Chunks.Count) return;   // the last chunk will send again
        if (submission.Mode != SubmissionMode.Check && !await IsFirstAsync(submission, cancel)) return;                                            // its predecessor will send again when it ends

        if (await submissions.UpdateAsync(submission.Id, s => s with { Status = SubmissionStatus.Applying, Chunks = plan.Chunks.Count }, null, cancel) is not { } applying) return;
        submission = applying;
        IRecordKind kind = kinds.Get(submission.Kind);
        Settlement settlement = await SettleAsync(submission, plan, kind, cancel);
        if (submission.Mode != SubmissionMode.Check)
        {
            ILookup<int, SettledRow> settled = settlement.ByRow();
            await ApplyChunksAsync(submission, kind, plan.Chunks, settled, cancel);
        }

        await finish.HandleAsync(submission, plan, settlement, cancel);
    }

    async Task<bool> IsFirstAsync(Submission submission, CancellationToken cancel)
    {
        string prefix = SubmissionKeys.OpenPrefix(submission.Kind);
        IReadOnlyList<TableRow> open = await tables.ScanAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), prefix, RowRange.EndOf(prefix), 1, cancel);
        return open.Count == 0 || open[0].Row == SubmissionKeys.Open(submission.Kind, submission.Number);
    }

    /// <summary>Settled once and kept: after a crash the register may say something else, the verdict may not.</summary>
    async Task<Settlement> SettleAsync(Submission submission, SubmissionPlan plan, IRecordKind kind, CancellationToken cancel)
    {
        string blob = SubmissionKeys.SettledBlob(submission.Id);
        if (await ReadSettlementAsync(blob, cancel) is { } earlier) return earlier;
        var settler = new Settler(() => IndexesAsync(blobs, submission.Id, plan.Chunks, cancel), new RegisterLookup(tables, kind.Table), kind, plan.LayoutFor(kind));
        Settlement settlement = await settler.SettleAsync(plan.Chunks.Sum(c => (long)c.Rows), cancel);
        BlobOutcome outcome = await blobs.WriteAsync(blob, BlobCondition.Create, (stream, stop) => JsonSerializer.SerializeAsync(stream, settlement, HubJson.Options, stop), cancel);
        return outcome == BlobOutcome.Written ? settlement : (await ReadSettlementAsync(blob, cancel))!;      // a message delivered twice: the first to settle counts
    }

    async Task<Settlement?> ReadSettlementAsync(string blob, CancellationToken cancel)
    {
        await using Stream? stream = await blobs.OpenReadAsync(blob, 0, null, cancel);
        return stream is null ? null : await JsonSerializer.DeserializeAsync<Settlement>(stream, HubJson.Options, cancel);
    }

    internal static async IAsyncEnumerable<ChunkIndex> IndexesAsync(IBlobs blobs, SubmissionId id, IReadOnlyList<Chunk> chunks, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (Chunk chunk in chunks) yield return await ReadIndexAsync(blobs, id, chunk.Index, cancel);
    }

    internal static async Task<ChunkIndex> ReadIndexAsync(IBlobs blobs, SubmissionId id, int chunk, CancellationToken cancel)
    {
        using PooledBytes bytes = await BlobBytes.ReadAsync(blobs, SubmissionKeys.IndexBlob(id, chunk), cancel);
        return ChunkIndex.Read(bytes.ToStream());
    }

    /// <summary>Some chunks at a time: while the store writes one, the next is read and waits for its turn in every partition.</summary>
    Task ApplyChunksAsync(Submission submission, IRecordKind kind, IReadOnlyList<Chunk> chunks, ILookup<int, SettledRow> settled, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = ChunksAtATime, CancellationToken = cancel };
        return Parallel.ForEachAsync(chunks, options, async (chunk, stop) =>
        {
            if (await IsAppliedAsync(submission.Id, chunk, stop)) return;
            using AcceptedRecords accepted = await AcceptedRecords.ReadAsync(blobs, submission.Id, chunk, settled, stop);
            var origin = new WriteOrigin(submission.Organisation, submission.Number, submission.KeyId, clock.GetUtcNow());
            WriteOutcome[] outcomes = await records.WriteAsync(kind.Table, accepted.Writes, origin, stop);
            await NoteAppliedAsync(submission.Id, kind.Table, chunk, AppliedChunk.Of(accepted.Rows, outcomes), stop);
        });
    }

    async Task<bool> IsAppliedAsync(SubmissionId id, Chunk chunk, CancellationToken cancel) =>
        await tables.FindAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(id.Organisation), SubmissionKeys.Applied(id.Number, chunk.Index), cancel) is not null;

    async Task NoteAppliedAsync(SubmissionId id, string table, Chunk chunk, AppliedChunk result, CancellationToken cancel)
    {
        // Before the chunk counts as applied: after a crash in between, its changes would wait for the next submission's.
        if (result.Accepted > 0) await queue.SendAsync(Queues.Sequence, table, TimeSpan.Zero, cancel);
        // Only the first: a handler that is late must not count rows as superseded that the receipt says were accepted.
        RowChange applied = RowChange.Insert(SubmissionKeys.Applied(id.Number, chunk.Index), JsonSerializer.SerializeToUtf8Bytes(result, HubJson.Options));
        await tables.CommitAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(id.Organisation), [applied], cancel);
    }
}

/// <summary>What came of a chunk's rows when they were written.</summary>
public sealed record AppliedChunk(int Accepted, int Unchanged, IReadOnlyList<int> SupersededRows)
{
    public static AppliedChunk Of(List<int> rows, WriteOutcome[] outcomes) => new(
        outcomes.Count(o => o == WriteOutcome.Accepted),
        outcomes.Count(o => o == WriteOutcome.Unchanged),
        [.. rows.Where((_, i) => outcomes[i] == WriteOutcome.Superseded)]);
}
