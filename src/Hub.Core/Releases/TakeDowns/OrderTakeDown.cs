using Hub.Ports;
using Hub.Records;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Releases.TakeDowns;

/// <param name="Reason">Why, for the public: 3 to 500 characters, without personal values.</param>
/// <param name="Basis">The law or order it rests on: 3 to 500 characters.</param>
public sealed record OrderTakeDownCommand(string Kind, string Id, string? Reason, string? Basis);

/// <summary>
/// Takes a record down, or lifts that. The order is written first, with a message before and after it, and then carried out: whatever
/// dies, a message carries it on.
/// </summary>
public sealed class OrderTakeDownHandler(IQueue queue, RecordTable records, RecordKinds kinds, TakeDownStore takeDowns, CarryOutTakeDown carryOut, TimeProvider clock)
{
    const int Shortest = 3, Longest = 500;

    public async Task<Result<TakeDown>> HandleAsync(Caller caller, OrderTakeDownCommand command, CancellationToken cancel)
    {
        if (!caller.Has(Role.Publisher)) return TakeDownProblems.NotYours();
        if (command.Reason?.Trim() is not { Length: >= Shortest and <= Longest } reason || command.Basis?.Trim() is not { Length: >= Shortest and <= Longest } basis) return TakeDownProblems.ReasonMissing();
        if (await TableOfAsync(command.Kind, command.Id, cancel) is null) return TakeDownProblems.NotFound();
        for (; ; )
        {
            (TakeDown TakeDown, string ETag)? found = await takeDowns.FindAsync(command.Kind, command.Id, cancel);
            if (found is { TakeDown.IsDown: true }) return await CarryOutAsync(found.Value.TakeDown, cancel);
            var ordered = new TakeDown(command.Kind, command.Id, reason, basis, caller.Organisation, caller.KeyId, clock.GetUtcNow(), TakeDownState.Ordered);
            await queue.SendAsync(Queues.TakeDown, MessageOf(ordered), Queues.InsuranceDelay, cancel);
            if (await takeDowns.PutAsync(ordered, found?.ETag, cancel)) return await CarryOutAsync(ordered, cancel);
        }
    }

    public async Task<Result<TakeDown>> LiftAsync(Caller caller, string kind, string id, CancellationToken cancel)
    {
        if (!caller.Has(Role.Publisher)) return TakeDownProblems.NotYours();
        for (; ; )
        {
            if (!kinds.Names.Contains(kind) || !RecordId.TryParse(id, out _) || await takeDowns.FindAsync(kind, id, cancel) is not var (found, etag)) return TakeDownProblems.NotFound();
            if (!found.IsDown) return await CarryOutAsync(found, cancel);
            TakeDown lifting = found with { State = TakeDownState.Lifting, LiftedAt = clock.GetUtcNow() };
            await queue.SendAsync(Queues.TakeDown, MessageOf(lifting), Queues.InsuranceDelay, cancel);
            if (await takeDowns.PutAsync(lifting, etag, cancel)) return await CarryOutAsync(lifting, cancel);
        }
    }

    async Task<TakeDown> CarryOutAsync(TakeDown takeDown, CancellationToken cancel)
    {
        await carryOut.HandleAsync(new TakeDownWork(takeDown.Kind, takeDown.Id), cancel);
        return (await takeDowns.FindAsync(takeDown.Kind, takeDown.Id, cancel))?.TakeDown ?? takeDown;
    }

    /// <summary>Only what organisations own can be taken down: an organisation is what the register says there is.</summary>
    async Task<string?> TableOfAsync(string kind, string id, CancellationToken cancel)
    {
        if (!kinds.Names.Contains(kind) || !RecordId.TryParse(id, out _)) return null;
        string table = kinds.Get(kind).Table;
        return await records.FindAsync(table, id, cancel) is null ? null : table;
    }

    static string MessageOf(TakeDown takeDown) => new TakeDownWork(takeDown.Kind, takeDown.Id).ToMessage();
}

/// <summary>Refusals of this slice. Codes are public contract.</summary>
public static class TakeDownProblems
{
    public static Problem NotYours() => new(ProblemKind.Forbidden, "takedown.not-yours", "Only a publisher takes records down.");

    public static Problem NotFound() => new(ProblemKind.NotFound, "takedown.not-found", "There is no such record, or it was never taken down.", "The kind is catalogue or accreditations, the id the public id of a record.");

    public static Problem ReasonMissing() => new(ProblemKind.Invalid, "takedown.reason-missing", "Reason and legal basis have to be given.", "Both have 3 to 500 characters. They are shown to the public: write no personal values.");

    /// <summary>What the public is answered where the record was.</summary>
    public static Problem Down(TakeDown takeDown) => new(ProblemKind.Gone, "entry.taken-down", "The record was taken down for legal reasons.", takeDown.Why);
}
