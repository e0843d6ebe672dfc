using System.Text;
using System.Text.Json;
using Hub.Ports;
using Hub.Submissions.Judging;

namespace Hub.Submissions;

/// <summary>Last step: findings file, error file, totals and the signed receipt. Repeating it writes the same again.</summary>
public sealed class FinishSubmission(ITables tables, IBlobs blobs, ISigner signer, PrepareBody prepare, EndSubmission end, TimeProvider clock)
{
    public async Task HandleAsync(Submission submission, SubmissionPlan plan, Settlement settlement, CancellationToken cancel)
    {
        List<AppliedChunk> applied = await AppliedAsync(submission.Id, cancel);
        using var tally = new VerdictTally();
        ILookup<int, SettledRow> settled = Settled(settlement, applied);
        await blobs.WriteAsync(SubmissionKeys.FindingsBlob(submission.Id), BlobCondition.None, (stream, stop) => WriteFindingsAsync(stream, submission, plan, settled, tally, stop), cancel);
        if (tally.Rejected > 0) await WriteErrorsAsync(submission, plan, settled, cancel);

        SubmissionTotals totals = tally.ToTotals(submission.Mode, applied);
        DateTimeOffset finishedAt = clock.GetUtcNow();
        var receipt = new Receipt(submission.Id.ToString(), submission.Kind, submission.Mode, submission.ReceivedAt, finishedAt, submission.SizeBytes, submission.BodySha256, tally.Rulesets, totals, tally.VerdictSha256());
        string jws = await Jws.SignAsync(signer, Receipt.MediaType, JsonSerializer.SerializeToUtf8Bytes(receipt, HubJson.Options), cancel);
        await blobs.WriteAsync(SubmissionKeys.ReceiptBlob(submission.Id), BlobCondition.None, (stream, stop) => stream.WriteAsync(Encoding.ASCII.GetBytes(jws), stop).AsTask(), cancel);
        await end.FinishAsync(submission, totals, tally.Rulesets, finishedAt, cancel);
    }

    async Task<List<AppliedChunk>> AppliedAsync(SubmissionId id, CancellationToken cancel)
    {
        var applied = new List<AppliedChunk>();
        await foreach (TableRow row in SubmissionProgress.RowsAsync(tables, SubmissionKeys.PartitionOf(id.Organisation), SubmissionKeys.AppliedPrefix(id.Number), cancel))
            applied.Add(JsonSerializer.Deserialize<AppliedChunk>(row.Body.Span, HubJson.Options)!);
        return applied;
    }

    /// <summary>Rows that a later submission had overtaken get their finding here: it only shows when they are written.</summary>
    static ILookup<int, SettledRow> Settled(Settlement settlement, List<AppliedChunk> applied) => settlement.Rows
        .Concat(applied.SelectMany(a => a.SupersededRows).Select(row => new SettledRow(row, Disposition.Accepted, null, RowFindings.Superseded.Code, null)))
        .ToLookup(r => r.Row);

    async Task WriteFindingsAsync(Stream stream, Submission submission, SubmissionPlan plan, ILookup<int, SettledRow> settled, VerdictTally tally, CancellationToken cancel)
    {
        using var lines = new FindingLines(stream);
        foreach (string line in plan.Findings) lines.Header(line);
        tally.AddHeader(plan.Findings.Count);
        await foreach (ChunkIndex index in ApplySubmissionHandler.IndexesAsync(blobs, submission.Id, plan.Chunks, cancel))
        {
            tally.Add(index, settled);
            await lines.WriteAsync(index, settled, cancel);
        }

        await lines.FlushAsync(cancel);
    }

    async Task WriteErrorsAsync(Submission submission, SubmissionPlan plan, ILookup<int, SettledRow> settled, CancellationToken cancel)
    {
        ISubmissionFormat format = prepare.FormatOf(plan.Format);
        await blobs.WriteAsync(SubmissionKeys.ErrorsBlob(submission.Id), BlobCondition.None, async (stream, stop) =>
        {
            await using IErrorFileWriter errors = format.StartErrorFile(stream, plan.Format);
            foreach (Chunk chunk in plan.Chunks)
            {
                ChunkIndex index = await ApplySubmissionHandler.ReadIndexAsync(blobs, submission.Id, chunk.Index, stop);
                if (!index.Rows.Any(r => RejectedRows.IsRejected(r, settled))) continue;
                using PooledBytes bytes = await SubmissionBody.ReadChunkAsync(blobs, submission, plan, chunk, stop);
                await RejectedRows.WriteAsync(errors, bytes.Memory, index, settled, stop);
            }
        }, cancel);
    }
}
