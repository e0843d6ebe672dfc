using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Organisations;
using Hub.Ports;
using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Judging;
using Hub.Work;

namespace Hub.Records;

/// <param name="Id">Public id of the record.</param>
/// <param name="Json">The record in canonical JSON; its localId may be left out.</param>
/// <param name="IfMatch">Version the caller has seen: 0 for "must not exist", null for "whatever is there".</param>
public sealed record PutRecordCommand(string Kind, string Id, JsonElement Json, int? IfMatch);

public sealed record PutRecordResult(StoredRecord Record, bool Created, IReadOnlyList<Finding> Findings);


/// <summary>Writes one record: the same judgement as a row of a file, with a number of its own among the organisation's submissions.</summary>
public sealed class PutRecordHandler(ITables tables, IQueue queue, RecordTable records, RecordKinds kinds, OrganisationRegister organisations, IRulesets rulesets, Vocabularies vocabularies, TimeProvider clock)
{
    public async Task<Result<PutRecordResult>> HandleAsync(Caller caller, PutRecordCommand command, CancellationToken cancel)
    {
        Result<IRecordKind> found = kinds.Find(command.Kind);
        if (found.Problem is { } unknownKind) return unknownKind;
        IRecordKind kind = found.Value;
        OrganisationId owner = RecordId.TryParse(command.Id, out RecordId id) ? id.Organisation : caller.Organisation;
        if (!SubmissionAuthority.MaySend(caller, kind, owner)) return SubmissionProblems.NotYours();

        RowVerdict verdict = await JudgeAsync(kind, owner, command, cancel);
        if (verdict.Worst is Severity.Reject or Severity.Hold) return RecordProblems.Refused(verdict.Findings);
        if (verdict.Id != command.Id) return RecordProblems.OtherId(command.Id);
        StoredRecord? before = await records.FindAsync(kind.Table, command.Id, cancel);

        string hash = Base64Url.EncodeToString(SHA256.HashData(verdict.Body.WrittenSpan));
        var write = new RecordWrite(command.Id, RecordKeys.PartitionIndexOf(command.Id), hash, verdict.Body.WrittenSpan.ToArray(), verdict.Visibility, command.IfMatch);
        var origin = new WriteOrigin(owner, await DrawNumberAsync(owner, cancel), caller.KeyId, clock.GetUtcNow(), Confirms: true);
        WriteOutcome[] outcomes = await records.WriteAsync(kind.Table, [write], origin, cancel);
        if (outcomes[0] is WriteOutcome.Superseded or WriteOutcome.VersionDiffers) return RecordProblems.VersionDiffers();
        await queue.SendAsync(Queues.Sequence, kind.Table, TimeSpan.Zero, cancel);
        StoredRecord after = (await records.FindAsync(kind.Table, command.Id, cancel))!;
        return new PutRecordResult(after, before is null, verdict.Findings);
    }

    async Task<RowVerdict> JudgeAsync(IRecordKind kind, OrganisationId owner, PutRecordCommand command, CancellationToken cancel)
    {
        string localId = RecordId.TryParse(command.Id, out RecordId id) ? id.LocalId : command.Id;
        var row = new JsonRecordRow(kind, command.Json, localId);
        var countries = new KnownCountries();
        countries.Learn(owner.Value, await organisations.CountryOfAsync(owner.Value, cancel));
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var verdict = new RowVerdict();
        for (; ; )
        {
            // A new scope each time: what was remembered of the last one rests on countries that were not known yet.
            var scope = new JudgeScope(owner, today, rulesets, vocabularies, countries.Of);
            verdict.Clear();
            foreach (Finding finding in row.Findings) verdict.Add(finding);
            kind.Judge(row, row.Layout, scope, verdict);
            if (countries.Asked.Count == 0) break;
            foreach (string organisation in countries.Asked) countries.Learn(organisation, await organisations.CountryOfAsync(organisation, cancel));
        }

        await SettleAsync(kind, verdict, cancel);
        return verdict;
    }

    async Task SettleAsync(IRecordKind kind, RowVerdict verdict, CancellationToken cancel)
    {
        var lookup = new RegisterLookup(tables, kind.Table);
        foreach (IGrouping<ReferenceTarget, RecordReference> target in verdict.References.GroupBy(r => r.Target).ToList())
        {
            IReadOnlySet<string> missing = await lookup.MissingAsync(target.Key, [.. target.Select(r => r.Id).Distinct()], cancel);
            foreach (RecordReference reference in target.Where(r => missing.Contains(r.Id)))
            {
                FindingCode code = kind.UnknownReference(reference.Column);
                verdict.Add(new Finding(1, reference.Column, code, code.Severity));
            }
        }
    }

    /// <summary>The next number of the organisation, so that an older file still being applied does not overwrite this record.</summary>
    async Task<long> DrawNumberAsync(OrganisationId organisation, CancellationToken cancel)
    {
        string partition = SubmissionKeys.PartitionOf(organisation);
        for (; ; )
        {
            TableRow? head = await tables.FindAsync(SubmissionKeys.Table, partition, SubmissionKeys.Head, cancel);
            long number = (head is null ? 0 : SubmissionNumber.Read(head.Body.Span)) + 1;
            if ((await tables.CommitAsync(SubmissionKeys.Table, partition, [SubmissionNumber.HeadChange(head, number)], cancel)).IsDone) return number;
        }
    }
}

static class RecordProblems
{
    public static Problem Refused(IEnumerable<Finding> findings) => new(ProblemKind.Invalid, "record.refused", "The record can not be taken.",
        string.Join("; ", findings.Where(f => f.Severity != Severity.Warn).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Column}: {f.Message} ({f.Code.Code})"))));

    public static Problem OtherId(string id) => new(ProblemKind.Invalid, "record.other-id", "The record names another id than the address does.", $"The address says {id}.");

    public static Problem VersionDiffers() => new(ProblemKind.PreconditionFailed, "record.version-differs", "The record is not the version you have seen.",
        "Read it again and repeat the change with its ETag.");
}
