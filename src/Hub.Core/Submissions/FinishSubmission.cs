using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Ports;
using Hub.Submissions.Findings;
using Hub.Submissions.Holds;
using Hub.Submissions.Judging;
using Hub.Submissions.Receipts;
using Hub.Submissions.Rounds;

namespace Hub.Submissions;

/// <summary>Last step of a round: findings file, error file, held rows, totals and the signed receipt. Repeating it writes the same again.</summary>
public sealed class FinishSubmission(ITables tables, IBlobs blobs, ISigner signer, PrepareBody prepare, NoteHolds note, HoldStore holds, EndSubmission end, TimeProvider clock)
{
    internal async Task HandleAsync(Submission submission, JudgedChunks chunks, EarlierRounds earlier, Settlement settlement, CancellationToken cancel)
    {
        List<AppliedChunk> applied = await AppliedAsync(submission.Id, cancel);
        using var tally = new VerdictTally(settlement.Stopped > 0);
        ILookup<int, SettledRow> settled = Settled(settlement, applied);
        await blobs.WriteAsync(SubmissionKeys.FindingsBlob(submission.Id, submission.Round), BlobCondition.None, (stream, stop) => WriteFindingsAsync(stream, chunks, settlement, settled, tally, stop), cancel);
        if (tally.Rejected > 0) await WriteErrorsAsync(submission, chunks, settled, cancel);

        SubmissionTotals totals = tally.ToTotals(submission.Mode, applied, await WithdrawnAsync(submission.Id, cancel));
        (Receipt receipt, string sha256) = await SignAsync(submission, ReceiptOf(submission, chunks.Plan, settlement, totals, tally), cancel);
        if (submission.Mode != SubmissionMode.Check && totals.Held > 0) await note.HandleAsync(submission, chunks, earlier, settled, cancel);
        await holds.CompleteAsync(submission.Id, settlement, cancel);
        await end.FinishAsync(submission, totals, receipt, sha256, submission.Mode != SubmissionMode.Check && settlement.Stopped == 0, cancel);
    }

    async Task<List<AppliedChunk>> AppliedAsync(SubmissionId id, CancellationToken cancel)
    {
        var applied = new List<AppliedChunk>();
        foreach (string prefix in (string[])[SubmissionKeys.AppliedPrefix(id.Number), SubmissionKeys.LaterAppliedPrefix(id.Number)])
            await foreach (TableRow row in SubmissionProgress.RowsAsync(tables, SubmissionKeys.PartitionOf(id.Organisation), prefix, cancel))
                applied.Add(JsonSerializer.Deserialize<AppliedChunk>(row.Body.Span, HubJson.Options)!);
        return applied;
    }

    async Task<long> WithdrawnAsync(SubmissionId id, CancellationToken cancel)
    {
        long withdrawn = 0;
        await foreach (TableRow row in SubmissionProgress.RowsAsync(tables, SubmissionKeys.PartitionOf(id.Organisation), SubmissionKeys.WithdrawnPrefix(id.Number), cancel)) withdrawn += SubmissionNumber.Read(row.Body.Span);
        return withdrawn;
    }

    /// <summary>Rows that a later submission had overtaken get their finding here: it only shows when they are written.</summary>
    static ILookup<int, SettledRow> Settled(Settlement settlement, List<AppliedChunk> applied) => settlement.Rows
        .Concat(applied.SelectMany(a => a.SupersededRows).Select(row => new SettledRow(row, Disposition.Accepted, null, RowFindings.Superseded.Code, null)))
        .ToLookup(r => r.Row);

    static async Task WriteFindingsAsync(Stream stream, JudgedChunks chunks, Settlement settlement, ILookup<int, SettledRow> settled, VerdictTally tally, CancellationToken cancel)
    {
        List<string> header = [.. chunks.Plan.Findings, .. chunks.Changes.Findings];
        if (settlement.Stopped > 0)
            header.AddRange(SplitSubmissionHandler.LinesOf([new Finding(0, null, RowFindings.NotApplied, RowFindings.NotApplied.Severity, settlement.Stopped.ToString(System.Globalization.CultureInfo.InvariantCulture))]));
        using var lines = new FindingLines(stream);
        foreach (string line in header) lines.Header(line);
        tally.AddHeader(header.Count);
        await foreach (ChunkIndex index in chunks.IndexesAsync(cancel))
        {
            tally.Add(index, settled);
            await lines.WriteAsync(index, settled, cancel);
        }

        await lines.FlushAsync(cancel);
    }

    async Task WriteErrorsAsync(Submission submission, JudgedChunks chunks, ILookup<int, SettledRow> settled, CancellationToken cancel)
    {
        FormatPlan plan = chunks.Plan.Format;
        await blobs.WriteAsync(SubmissionKeys.ErrorsBlob(submission.Id, submission.Round), BlobCondition.None, async (stream, stop) =>
        {
            await using IErrorFileWriter errors = prepare.FormatOf(plan).StartErrorFile(stream, plan);
            foreach (Chunk chunk in chunks.Plan.Chunks)
            {
                ChunkIndex index = await chunks.IndexAsync(chunk, stop);
                if (!index.Rows.Any(r => RejectedRows.IsRejected(r, settled))) continue;
                using PooledBytes bytes = await chunks.BodyAsync(chunk, stop);
                await RejectedRows.WriteAsync(errors, bytes.Memory, index, settled, stop);
            }
        }, cancel);
    }

    Receipt ReceiptOf(Submission submission, SubmissionPlan plan, Settlement settlement, SubmissionTotals totals, VerdictTally tally) => new(
        submission.Id.ToString(), submission.Kind, submission.Mode, submission.ReceivedAt, clock.GetUtcNow(), submission.SizeBytes, submission.BodySha256, tally.Rulesets, totals, tally.VerdictSha256(),
        submission.Round, submission.ReceiptSha256, submission.Correction?.Sha256, settlement.Rows.Count(r => r.IsDecision), Receipt.ThisCodeVersion, plan.Country,
        tally.Countries, tally.RegisterFindings + settlement.Rows.Count(r => FindingCodes.Get(r.Code).Source == FindingSource.Register), plan.MapName, submission.FileName, submission.MediaType, plan.Esco);

    /// <summary>The first receipt of a round is the one: the next names it by its hash, and no two signatures are alike.</summary>
    async Task<(Receipt Receipt, string Sha256)> SignAsync(Submission submission, Receipt receipt, CancellationToken cancel)
    {
        string jws = await Jws.SignAsync(signer, Receipt.MediaTypeName, JsonSerializer.SerializeToUtf8Bytes(receipt, HubJson.Options), cancel);
        string blob = SubmissionKeys.ReceiptBlob(submission.Id, submission.Round);
        await blobs.WriteAsync(blob, BlobCondition.Create, (stream, stop) => stream.WriteAsync(Encoding.ASCII.GetBytes(jws), stop).AsTask(), cancel);
        using PooledBytes stored = await BlobBytes.ReadAsync(blobs, blob, cancel);
        string payload = Encoding.ASCII.GetString(stored.Memory.Span).Split('.')[1];
        return (JsonSerializer.Deserialize<Receipt>(Base64Url.DecodeFromChars(payload), HubJson.Options)!, Convert.ToHexStringLower(SHA256.HashData(stored.Memory.Span)));
    }
}
