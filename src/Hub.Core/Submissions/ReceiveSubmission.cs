using System.Text.Json;
using Hub.Organisations;
using Hub.Ports;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Submissions;

/// <param name="IdempotencyKey">1 to 255 characters; the same request with it within 7 days gets the first answer.</param>
/// <param name="ExpectedBytes">Length the sender announced, when it did.</param>
/// <param name="MapName">Column map to use; null lets the header choose.</param>
public sealed record ReceiveSubmissionCommand(
    OrganisationId Organisation, string? Kind, string? Mode, Stream Body,
    string? IdempotencyKey = null, long? ExpectedBytes = null, string? FileName = null, string? MediaType = null, string? MapName = null);

/// <summary>Takes a body in: hashed while it is stored, numbered, and on its way in one commit.</summary>
public sealed class ReceiveSubmissionHandler(ITables tables, IBlobs blobs, IQueue queue, RecordKinds kinds, OrganisationRegister organisations, SubmissionStore submissions, TimeProvider clock)
{
    public async Task<Result<Submission>> HandleAsync(Caller caller, ReceiveSubmissionCommand command, CancellationToken cancel)
    {
        Result<IRecordKind> kind = kinds.Find(command.Kind);
        if (kind.Problem is { } unknownKind) return unknownKind;
        if (ParseMode(command.Mode) is not { } mode) return SubmissionProblems.UnknownMode(command.Mode);
        if (mode == SubmissionMode.Replace && !kind.Value.CanReplace) return SubmissionProblems.CanNotReplace(kind.Value.Name);
        if (!SubmissionAuthority.MaySend(caller, kind.Value, command.Organisation)) return SubmissionProblems.NotYours();
        if (command.IdempotencyKey is { Length: 0 or > 255 }) return SubmissionProblems.KeyTooLong();
        if (!await organisations.ExistsAsync(command.Organisation, cancel)) return SubmissionProblems.UnknownOrganisation(command.Organisation);

        string blob = StoredBody.NewBlob(command.Organisation, clock.GetUtcNow());
        (long size, string sha256) = await StoredBody.WriteAsync(blobs, blob, command.Body, cancel);
        Problem? bad = size == 0 ? SubmissionProblems.BodyEmpty()
            : command.ExpectedBytes is { } expected && expected != size ? SubmissionProblems.BodyCut(expected, size)
            : null;
        Result<Submission> result = bad is not null ? bad
            : await RecordAsync(new Submission(command.Organisation, 0, kind.Value.Name, mode, SubmissionStatus.Received, clock.GetUtcNow(), caller.KeyId, blob, size, sha256,
                command.FileName, command.MediaType, command.MapName, null, null, null, null, null, null), command.IdempotencyKey, cancel);
        if (result.Problem is not null || result.Value.BodyBlob != blob) await blobs.DeleteAsync(blob, cancel);   // refused, or the first answer again
        return result;
    }

    internal static SubmissionMode? ParseMode(string? mode) => mode switch
    {
        null or "merge" => SubmissionMode.Merge,
        "check" => SubmissionMode.Check,
        "all-or-nothing" => SubmissionMode.AllOrNothing,
        "replace" => SubmissionMode.Replace,
        _ => null,
    };

    async Task<Result<Submission>> RecordAsync(Submission draft, string? idempotencyKey, CancellationToken cancel)
    {
        string partition = SubmissionKeys.PartitionOf(draft.Organisation);
        string? requestRow = idempotencyKey is null ? null : SubmissionKeys.IdempotencyOf(idempotencyKey);
        string bodyRow = SubmissionKeys.Body(draft.BodySha256);
        for (; ; )
        {
            string[] wanted = requestRow is null ? [SubmissionKeys.Head, bodyRow] : [SubmissionKeys.Head, bodyRow, requestRow];
            Dictionary<string, TableRow> found = (await tables.FindManyAsync(SubmissionKeys.Table, partition, wanted, cancel)).ToDictionary(r => r.Row);
            if (requestRow is not null && found.TryGetValue(requestRow, out TableRow? earlier) && await AnswerAgainAsync(earlier, draft, cancel) is { } answer) return answer;

            TableRow? head = found.GetValueOrDefault(SubmissionKeys.Head);
            long number = (head is null ? 0 : SubmissionNumber.Read(head.Body.Span)) + 1;
            long? sameAs = found.TryGetValue(bodyRow, out TableRow? same) ? SubmissionNumber.Read(same.Body.Span) : null;
            Submission submission = draft with { Number = number, SameAs = sameAs };

            // A message goes first, to arrive late: of a commit whose own message was lost in a crash it still tells; without the commit it is dropped.
            string message = new SubmissionWork(submission.Organisation, number, submission.BodyBlob).ToMessage();
            await queue.SendAsync(Queues.Split, message, Queues.InsuranceDelay, cancel);
            List<RowChange> changes = [SubmissionNumber.HeadChange(head, number), RowChange.Insert(SubmissionKeys.Record(number), SubmissionStore.Body(submission)), RowChange.Upsert(bodyRow, SubmissionNumber.Body(number)), RowChange.Insert(SubmissionKeys.OpenOf(submission), SubmissionNumber.Body(number))];
            if (requestRow is not null) changes.Add(RowChange.Upsert(requestRow, IdempotentRequest.Of(submission).ToBody()));
            if (!(await tables.CommitAsync(SubmissionKeys.Table, partition, changes, cancel)).IsDone) continue;
            await queue.SendAsync(Queues.Split, message, TimeSpan.Zero, cancel);
            return submission;
        }
    }

    async Task<Result<Submission>?> AnswerAgainAsync(TableRow row, Submission draft, CancellationToken cancel)
    {
        IdempotentRequest request = IdempotentRequest.Read(row.Body.Span);
        if (clock.GetUtcNow() - request.At > IdempotentRequest.Period) return null;
        if (!request.IsSameAs(draft)) return (Result<Submission>)SubmissionProblems.KeyReused();
        (Submission Submission, string ETag)? first = await submissions.FindAsync(new SubmissionId(draft.Organisation, request.Number), cancel);
        if (first is null) return null;
        return (Result<Submission>)first.Value.Submission;
    }
}

/// <summary>What an Idempotency-Key was used for.</summary>
/// <param name="Salt">For requests whose answer is made again and not kept.</param>
sealed record IdempotentRequest(long Number, string BodySha256, string Kind, SubmissionMode Mode, DateTimeOffset At, string? Salt = null)
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(7);

    public static IdempotentRequest Of(Submission submission) => new(submission.Number, submission.BodySha256, submission.Kind, submission.Mode, submission.ReceivedAt);

    public bool IsSameAs(Submission other) => BodySha256 == other.BodySha256 && Kind == other.Kind && Mode == other.Mode;

    public byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options);

    public static IdempotentRequest Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize<IdempotentRequest>(body, HubJson.Options)!;
}
