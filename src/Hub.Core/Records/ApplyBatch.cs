using System.Security.Cryptography;
using System.Text.Json;
using Hub.Audit;
using Hub.Organisations;
using Hub.Ports;
using Hub.Submissions;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Records;

/// <param name="Body">A JSON array of records.</param>
/// <param name="IdempotencyKey">1 to 255 characters; the same batch with it within 7 days gets the first answer.</param>
public sealed record ApplyBatchCommand(OrganisationId Organisation, string? Kind, ReadOnlyMemory<byte> Body, string? IdempotencyKey);

/// <summary>What came of a record of a batch. Names are public contract.</summary>
public enum BatchOutcome
{
    Accepted,
    Unchanged,
    Held,
    Rejected,
    Superseded,
}

/// <param name="Row">Place in the array, from 1.</param>
/// <param name="Id">Public id; null when the record does not say which it is.</param>
public sealed record BatchItem(int Row, string? Id, BatchOutcome Outcome, IReadOnlyList<BatchFinding> Findings);

/// <summary>A finding as it is kept with the answer.</summary>
public sealed record BatchFinding(string? Column, string Code, Severity Severity, string Message, string Help)
{
    public static BatchFinding Of(Finding finding) => new(finding.Column, finding.Code.Code, finding.Severity, finding.Message, finding.Code.Help);
}

/// <param name="Number">The batch's number among the organisation's submissions.</param>
/// <param name="HeldAs">Number of the submission in which its held records wait for a registrar; null when none is held.</param>
public sealed record BatchResult(long Number, IReadOnlyList<BatchItem> Items, long? HeldAs = null);

/// <summary>
/// Takes up to 1,000 records in one request: judged like the rows of one file, each written or not on its own. Held ones become a
/// submission, where they wait as rows of a file do. Repeated with its key after a crash it writes under the number it was given
/// first, so what was written before counts as accepted and once.
/// </summary>
public sealed class ApplyBatchHandler(IBlobs blobs, IQueue queue, RecordWriter records, RecordKinds kinds, RecordJudge judge, HeldRecords held, OrganisationRegister organisations, SubmissionNumbers numbers, TimeProvider clock)
{
    public const int MaxItems = 1000;

    public async Task<Result<BatchResult>> HandleAsync(Caller caller, ApplyBatchCommand command, CancellationToken cancel)
    {
        Result<IRecordKind> found = kinds.Find(command.Kind);
        if (found.Problem is { } unknownKind) return unknownKind;
        IRecordKind kind = found.Value;
        if (!SubmissionAuthority.MaySend(caller, kind, command.Organisation)) return SubmissionProblems.NotYours();
        if (IdempotentRequest.Check(command.IdempotencyKey) is { } unusable) return unusable;
        if (!await organisations.ExistsAsync(command.Organisation, cancel)) return SubmissionProblems.UnknownOrganisation(command.Organisation);

        Result<IReadOnlyList<JsonRecord>> parsed = Parse(command.Body);
        if (parsed.Problem is { } unreadable) return unreadable;
        Result<long> number = await DrawAsync(caller, command, kind, cancel);
        if (number.Problem is { } reused) return reused;
        await queue.TellAuditAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(command.Organisation), cancel);

        string answer = SubmissionKeys.WorkBlob(new SubmissionId(command.Organisation, number.Value), "answer.json");
        if (command.IdempotencyKey is not null && await ReadAnswerAsync(answer, cancel) is { } first) return first;
        Result<BatchResult> applied = await ApplyAsync(kind, caller, command.Organisation, number.Value, parsed.Value, cancel);
        if (applied.Problem is { } notKept) return notKept;
        BatchResult result = applied.Value;
        if (command.IdempotencyKey is null) return result;
        BlobOutcome kept = await blobs.WriteAsync(answer, BlobCondition.Create, (stream, stop) => JsonSerializer.SerializeAsync(stream, result, HubJson.Options, stop), cancel);
        return kept == BlobOutcome.Written ? result : (await ReadAnswerAsync(answer, cancel))!;         // two at the same time: the first to end counts
    }

    /// <summary>The log has the batch before anything of it is written: a batch is many commits, and one entry.</summary>
    async Task<Result<long>> DrawAsync(Caller caller, ApplyBatchCommand command, IRecordKind kind, CancellationToken cancel)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(command.Body.Span));
        AuditFact FactOf(long number) => new($"batch~{new SubmissionId(command.Organisation, number)}", command.Organisation.Value, clock.GetUtcNow(), caller.KeyId, AuditActions.BatchReceived, $"{kind.Table}/{new SubmissionId(command.Organisation, number)}", Content: sha256);
        return command.IdempotencyKey is { } key
            ? await numbers.DrawAsync(command.Organisation, key, $"batch:{kind.Name}", sha256, FactOf, cancel)
            : await numbers.DrawAsync(command.Organisation, FactOf, cancel);
    }

    async Task<Result<BatchResult>> ApplyAsync(IRecordKind kind, Caller caller, OrganisationId organisation, long number, IReadOnlyList<JsonRecord> items, CancellationToken cancel)
    {
        IReadOnlyList<JudgedRecord> judged = await CheckAsync(kind, organisation, await judge.JudgeAsync(kind, organisation, items, cancel), cancel);
        int[] accepted = [.. Enumerable.Range(0, judged.Count).Where(i => judged[i].Disposition == Disposition.Accepted)];
        var origin = new WriteOrigin(organisation, number, caller.KeyId, clock.GetUtcNow(), Confirms: true);
        WriteOutcome[] outcomes = await records.WriteAsync(kind, [.. accepted.Select(i => judged[i].Write)], origin, cancel);
        if (outcomes.Contains(WriteOutcome.Accepted) && !kind.IsOfLearners) await queue.SendAsync(Queues.Sequence, kind.Table, TimeSpan.Zero, cancel);

        var written = new Dictionary<int, WriteOutcome>(accepted.Length);
        for (int i = 0; i < accepted.Length; i++) written[accepted[i]] = outcomes[i];
        BatchItem[] answers = [.. judged.Select((j, i) => ItemOf(j, i + 1, written.TryGetValue(i, out WriteOutcome outcome) ? outcome : null))];
        JsonRecord[] waiting = [.. items.Where((_, i) => answers[i].Outcome == BatchOutcome.Held)];
        if (waiting.Length == 0) return new BatchResult(number, answers);
        Result<Submission> kept = await held.KeepAsync(caller, kind, organisation, number, waiting, cancel);
        return kept.Problem is { } problem ? problem : new BatchResult(number, answers, kept.Value.Number);
    }

    async Task<IReadOnlyList<JudgedRecord>> CheckAsync(IRecordKind kind, OrganisationId organisation, IReadOnlyList<JudgedRecord> judged, CancellationToken cancel)
    {
        if (!records.Checks(kind)) return judged;
        (int, RecordWrite)[] accepted = [.. judged.Select((j, i) => (Row: i + 1, Judged: j)).Where(j => j.Judged.Disposition == Disposition.Accepted).Select(j => (j.Row, j.Judged.Write))];
        ILookup<int, SettledRow> found = (await records.CheckAsync(kind, organisation, accepted, cancel)).ToLookup(r => r.Row);
        return [.. judged.Select((j, i) => found[i + 1].Aggregate(j, (of, refused) => of with { Disposition = refused.Disposition, Findings = [.. of.Findings, refused.Finding] }))];
    }

    static BatchItem ItemOf(JudgedRecord judged, int row, WriteOutcome? written)
    {
        BatchOutcome outcome = judged.Disposition switch
        {
            Disposition.Rejected => BatchOutcome.Rejected,
            Disposition.Held => BatchOutcome.Held,
            Disposition.Repeated => BatchOutcome.Unchanged,
            _ => written switch { WriteOutcome.Accepted => BatchOutcome.Accepted, WriteOutcome.Unchanged => BatchOutcome.Unchanged, _ => BatchOutcome.Superseded },
        };
        IEnumerable<Finding> findings = outcome == BatchOutcome.Superseded ? judged.Findings.Append(new Finding(row, null, RowFindings.Superseded, RowFindings.Superseded.Severity)) : judged.Findings;
        return new BatchItem(row, judged.Id, outcome, [.. findings.Select(BatchFinding.Of)]);
    }

    static Result<IReadOnlyList<JsonRecord>> Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            // Kept as long as its elements are: not disposed of.
            JsonElement array = JsonElement.Parse(body.Span);
            if (array.ValueKind != JsonValueKind.Array) return BatchProblems.NotAnArray();
            int count = array.GetArrayLength();
            if (count is 0 or > MaxItems) return BatchProblems.WrongCount(count);
            return Result.Of<IReadOnlyList<JsonRecord>>([.. array.EnumerateArray().Select(e => new JsonRecord(e, null))]);
        }
        catch (JsonException unreadable)
        {
            return BatchProblems.NotJson(unreadable.LineNumber + 1, unreadable.BytePositionInLine + 1);
        }
    }

    async Task<BatchResult?> ReadAnswerAsync(string blob, CancellationToken cancel)
    {
        await using Stream? stream = await blobs.OpenReadAsync(blob, 0, null, cancel);
        return stream is null ? null : await JsonSerializer.DeserializeAsync<BatchResult>(stream, HubJson.Options, cancel);
    }
}

static class BatchProblems
{
    public static Problem NotJson(long? line, long? position) => new(ProblemKind.Invalid, "batch.not-json", "The body is no JSON.",
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"It can not be read at line {line}, byte {position} of it."));

    public static Problem NotAnArray() => new(ProblemKind.Invalid, "batch.not-an-array", "The body of a batch is an array of records.", "Send [{...}, {...}], or one record by PUT.");

    public static Problem WrongCount(int count) => new(ProblemKind.Invalid, "batch.wrong-count", "The batch has too many records, or none.",
        $"It has {count}; 1 to {ApplyBatchHandler.MaxItems} are taken. Send more as a file.");
}
