using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Ports;
using Hub.Submissions.Judging;
using Hub.Submissions.Rounds;

namespace Hub.Submissions;

/// <summary>The chunks of a submission as one round has them: each where it was judged last.</summary>
sealed class JudgedChunks(IBlobs blobs, Submission submission, SubmissionPlan plan, int round, RoundPlan changes)
{
    readonly SubmissionId _id = submission.Id;

    public RoundPlan Changes => changes;

    public int Round => round;

    public SubmissionPlan Plan => plan;

    /// <summary>Null before the round is planned.</summary>
    public static async Task<JudgedChunks?> FindAsync(IBlobs blobs, Submission submission, SubmissionPlan plan, int round, CancellationToken cancel) =>
        await RoundPlan.ReadAsync(blobs, submission.Id, plan, round, cancel) is { } changes ? new JudgedChunks(blobs, submission, plan, round, changes) : null;

    /// <summary>The round this one goes on from; null for the first.</summary>
    public async Task<JudgedChunks?> BaseAsync(CancellationToken cancel) => changes.Base < 0 ? null : await FindAsync(blobs, submission, plan, changes.Base, cancel);

    public async IAsyncEnumerable<ChunkIndex> IndexesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (Chunk chunk in plan.Chunks) yield return await IndexAsync(chunk, cancel);
    }

    public async Task<ChunkIndex> IndexAsync(Chunk chunk, CancellationToken cancel)
    {
        using PooledBytes bytes = await BlobBytes.ReadAsync(blobs, SubmissionKeys.IndexBlob(_id, chunk.Index, changes.Sources[chunk.Index]), cancel);
        return ChunkIndex.Read(bytes.ToStream());
    }

    public Task<PooledBytes> RecordsAsync(Chunk chunk, ChunkIndex index, CancellationToken cancel) =>
        BlobBytes.ReadAsync(blobs, SubmissionKeys.RecordsBlob(_id, chunk.Index, index.Identity(), changes.Sources[chunk.Index]), cancel);

    /// <summary>The bytes of a chunk, as received or with corrected rows in place.</summary>
    public Task<PooledBytes> BodyAsync(Chunk chunk, CancellationToken cancel)
    {
        int source = changes.Sources[chunk.Index];
        return source == 0 ? SubmissionBody.ReadChunkAsync(blobs, submission, plan, chunk, cancel) : BlobBytes.ReadAsync(blobs, SubmissionKeys.ChunkBlob(_id, chunk.Index, source), cancel);
    }

    public async Task<Settlement?> SettlementAsync(CancellationToken cancel)
    {
        await using Stream? stream = await blobs.OpenReadAsync(SubmissionKeys.SettledBlob(_id, round), 0, null, cancel);
        return stream is null ? null : await JsonSerializer.DeserializeAsync<Settlement>(stream, HubJson.Options, cancel);
    }
}
