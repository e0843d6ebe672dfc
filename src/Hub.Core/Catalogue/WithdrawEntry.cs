using Hub.Audit;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Catalogue;

/// <param name="IfMatch">Version the caller has seen; null for "whatever is there".</param>
/// <param name="Kind">Kind of the record: one whose records belong to the organisation that sent them.</param>
public sealed record WithdrawEntryCommand(string Id, int? IfMatch, string Kind = CatalogueKind.KindName);

/// <summary>
/// Takes an entry out of the catalogue, or an accreditation out of the register: a new version with the status withdrawn. Its earlier versions stay, and it can be
/// published again. Withdrawing what is withdrawn changes nothing.
/// </summary>
public sealed class WithdrawEntryHandler(IQueue queue, RecordTable records, RecordKinds kinds, SubmissionNumbers numbers, TimeProvider clock)
{
    public async Task<Result<StoredRecord>> HandleAsync(Caller caller, WithdrawEntryCommand command, CancellationToken cancel)
    {
        IRecordKind kind = kinds.Get(command.Kind);
        // Entries of others can not be told from missing ones.
        if (!RecordId.TryParse(command.Id, out RecordId id) || !SubmissionAuthority.MaySend(caller, kind, id.Organisation)) return RecordProblems.NotFound();
        if (await records.FindAsync(kind.Table, command.Id, cancel) is not { } present) return RecordProblems.NotFound();
        if (command.IfMatch is { } expected && expected != present.Stamp.Version) return RecordProblems.VersionDiffers();
        if (command.IfMatch is null && id.Organisation != caller.Organisation) return RecordProblems.ConditionRequired();
        if (kind.Withdraw(present) is not { } json) return present;

        RecordWrite write = RecordWrite.Of(command.Id, json, Visibility.Hidden, present.Stamp.Version);
        long number = await numbers.DrawAsync(id.Organisation, cancel);
        DateTimeOffset now = clock.GetUtcNow();
        var origin = new WriteOrigin(id.Organisation, number, caller.KeyId, now, Confirms: true, RecordFacts.Of(AuditActions.RecordWithdrawn, caller, id.Organisation, number, kind, write, now));
        WriteOutcome[] outcomes = await records.WriteAsync(kind.Table, [write], origin, cancel);
        if (outcomes[0] is WriteOutcome.Superseded or WriteOutcome.VersionDiffers)
            return command.IfMatch is null ? await HandleAsync(caller, command, cancel) : RecordProblems.VersionDiffers();      // somebody was faster
        await queue.SendAsync(Queues.Sequence, kind.Table, TimeSpan.Zero, cancel);
        await queue.TellAuditAsync(kind.Table, RecordKeys.PartitionOf(command.Id), cancel);
        return (await records.FindAsync(kind.Table, command.Id, cancel))!;
    }
}
