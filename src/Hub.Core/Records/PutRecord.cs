using System.Globalization;
using System.Text.Json;
using Hub.Agreements;
using Hub.Audit;
using Hub.Ports;
using Hub.Submissions;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Records;

/// <param name="Id">Public id of the record.</param>
/// <param name="Json">The record in canonical JSON; its localId may be left out.</param>
/// <param name="IfMatch">Version the caller has seen: 0 for "must not exist", null for "whatever is there".</param>
public sealed record PutRecordCommand(string Kind, string Id, JsonElement Json, int? IfMatch);

public sealed record PutRecordResult(StoredRecord Record, bool Created, IReadOnlyList<Finding> Findings);

/// <summary>Writes one record: the same judgement as a row of a file, with a number of its own among the organisation's submissions.</summary>
public sealed class PutRecordHandler(IQueue queue, RecordWriter records, RecordKinds kinds, RecordJudge judge, SubmissionNumbers numbers, TimeProvider clock)
{
    public async Task<Result<PutRecordResult>> HandleAsync(Caller caller, PutRecordCommand command, CancellationToken cancel)
    {
        Result<IRecordKind> found = kinds.Find(command.Kind);
        if (found.Problem is { } unknownKind) return unknownKind;
        IRecordKind kind = found.Value;
        OrganisationId owner = RecordId.TryParse(command.Id, out RecordId id) ? id.Organisation : caller.Organisation;
        if (!SubmissionAuthority.MaySend(caller, kind, owner)) return SubmissionProblems.NotYours();
        return await WriteAsync(caller, kind, owner, command, null, cancel);
    }

    /// <summary>For whoever may write it by rules of its kind.</summary>
    /// <param name="owner">Organisation whose record it is.</param>
    /// <param name="refuse">Says by the canonical record why it is not taken after all; null where the kind has no such rules.</param>
    internal async Task<Result<PutRecordResult>> WriteAsync(Caller caller, IRecordKind kind, OrganisationId owner, PutRecordCommand command, Func<ReadOnlyMemory<byte>, Problem?>? refuse, CancellationToken cancel)
    {
        string localId = RecordId.TryParse(command.Id, out RecordId id) ? id.LocalId : command.Id;
        JudgedRecord judged = (await judge.JudgeAsync(kind, owner, [new JsonRecord(command.Json, localId)], cancel))[0];
        if (judged.Id is not null && judged.Id != command.Id) return RecordProblems.OtherId(command.Id);
        if (judged.Disposition is not Disposition.Accepted) return RecordProblems.Refused(judged.Findings);
        if (refuse?.Invoke(judged.Write.Json) is { } refused) return refused;
        StoredRecord? before = await records.FindAsync(kind, command.Id, cancel);
        if (refuse is null && before is not null && command.IfMatch is null && id != default && owner != caller.Organisation) return RecordProblems.ConditionRequired();

        long number = await numbers.DrawAsync(owner, cancel);
        DateTimeOffset now = clock.GetUtcNow();
        AuditFact fact = RecordFacts.Of(AuditActions.RecordPut, caller, owner, number, kind, judged.Write, now);
        var origin = new WriteOrigin(owner, number, caller.KeyId, now, Confirms: true, fact);
        WriteOutcome[] outcomes = await records.WriteAsync(kind, [judged.Write with { ExpectedVersion = command.IfMatch }], origin, cancel);
        if (outcomes[0] == WriteOutcome.AnswersOld) return AgreementProblems.AnswersOldVersion(before?.Stamp.Version);
        if (outcomes[0] is WriteOutcome.Superseded or WriteOutcome.VersionDiffers) return RecordProblems.VersionDiffers();
        if (!kind.IsOfLearners) await queue.SendAsync(Queues.Sequence, kind.Table, TimeSpan.Zero, cancel);
        if (outcomes[0] == WriteOutcome.Accepted && await records.PlaceOfAsync(kind, command.Id, cancel) is var (table, partition)) await queue.TellAuditAsync(table, partition, cancel);
        StoredRecord after = (await records.FindAsync(kind, command.Id, cancel))!;
        return new PutRecordResult(after, before is null, judged.Findings);
    }
}

public static class RecordProblems
{
    public static Problem NotFound() => new(ProblemKind.NotFound, "record.not-found", "You have no record of this id.");

    public static Problem Refused(IEnumerable<Finding> findings) => new(ProblemKind.Invalid, "record.refused", "The record can not be taken.",
        string.Join("; ", findings.Where(f => f.Severity != Severity.Warn).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Column}: {f.Message} ({f.Code.Code})"))));

    public static Problem OtherId(string id) => new(ProblemKind.Invalid, "record.other-id", "The record names another id than the address does.", $"The address says {id}.");

    public static Problem VersionDiffers() => new(ProblemKind.PreconditionFailed, "record.version-differs", "The record is not the version you have seen.",
        "Read it again and repeat the change with its ETag.");

    /// <summary>The owner may overwrite what is its own; whoever else may change it must have seen it (RFC 6585, 3).</summary>
    public static Problem ConditionRequired() => new(ProblemKind.ConditionRequired, "record.condition-required", "The record belongs to another organisation: say which version you change.",
        "Read it and send its ETag in If-Match.");
}
