using System.Globalization;
using System.Text.Json;
using Hub.Audit;
using Hub.Catalogue;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Recognition.Equivalences;

/// <param name="Id">Public id, declaring organisation~localId.</param>
/// <param name="Extent">Null only with <paramref name="Outcomes"/>, from which it follows.</param>
/// <param name="IfMatch">Version the caller has seen: 0 for "must not exist", null for "whatever is there".</param>
public sealed record DeclareEquivalenceCommand(
    string Id, string? Source, string? Target, EquivalenceExtent? Extent, EquivalenceDirection? Direction, IReadOnlyList<OutcomePair> Outcomes, string? Basis, DateOnly? ValidFrom, DateOnly? ValidUntil, int? IfMatch);

/// <param name="Created">Whether there was none with this id.</param>
public sealed record DeclareEquivalenceResult(StoredRecord Record, bool Created);

/// <summary>Declares an equivalence, or says anew what one is. Versions before stay, so that a decision that rested on one can be explained.</summary>
public sealed class DeclareEquivalenceHandler(EquivalenceStore store, EquivalenceAuthority authority, RecordTable records, SubmissionNumbers numbers, IQueue queue, TimeProvider clock)
{
    const int MostOutcomes = 200, MostBasis = 500;

    public async Task<Result<DeclareEquivalenceResult>> HandleAsync(Caller caller, DeclareEquivalenceCommand command, CancellationToken cancel)
    {
        if (!RecordId.TryParse(command.Id, out RecordId id) || !EquivalenceAuthority.MayWrite(caller, id.Organisation)) return EquivalenceProblems.NotFound();
        if (Unusable(command) is { } unusable) return unusable;
        (string source, string target) = (command.Source!, command.Target!);
        IReadOnlyDictionary<string, StoredRecord> entries = await records.FindManyAsync(CatalogueKind.TableName, [.. ((string[])[source, target]).Where(e => RecordId.TryParse(e, out _))], cancel);
        foreach ((string name, string entry) in ((string, string)[])[("source", source), ("target", target)])
            if (!entries.TryGetValue(entry, out StoredRecord? there) || there.Stamp.Visibility != Visibility.Public) return EquivalenceProblems.EntryUnknown(name);
        Result<Equivalence> decided = Decide(command, id.Organisation, OutcomesOf(entries[source]), OutcomesOf(entries[target]));
        if (decided.Problem is { } wrong) return wrong;

        IEnumerable<string> bound = decided.Value.Direction == EquivalenceDirection.BothWays ? [target, source] : [target];
        if (await authority.RefusalAsync(caller, bound.Select(e => (e, entries[e])), cancel) is { } refused) return refused;
        StoredRecord? before = await store.FindAsync(command.Id, cancel);
        if (before is not null && command.IfMatch is null && id.Organisation != caller.Organisation) return RecordProblems.ConditionRequired();
        RecordWrite write = RecordWrite.Of(command.Id, decided.Value.ToJson(), Visibility.Public, command.IfMatch);
        return await WriteAsync(caller, write, decided.Value, AuditActions.RecordPut, cancel) is WriteOutcome.Superseded or WriteOutcome.VersionDiffers
            ? RecordProblems.VersionDiffers()
            : new DeclareEquivalenceResult((await store.FindAsync(command.Id, cancel))!, before is null);
    }

    /// <summary>Withdraws what should not have been declared: it counts no more, and its versions stay. Again is harmless. One that has ended gets its last day instead.</summary>
    public async Task<Result<StoredRecord>> WithdrawAsync(Caller caller, string id, int? ifMatch, CancellationToken cancel)
    {
        if (!RecordId.TryParse(id, out RecordId parsed) || !EquivalenceAuthority.MayWrite(caller, parsed.Organisation)) return EquivalenceProblems.NotFound();
        for (; ; )
        {
            if (await store.FindAsync(id, cancel) is not { } present) return EquivalenceProblems.NotFound();
            if (ifMatch is { } expected && expected != present.Stamp.Version) return RecordProblems.VersionDiffers();
            if (ifMatch is null && parsed.Organisation != caller.Organisation) return RecordProblems.ConditionRequired();
            if (present.Stamp.Visibility == Visibility.Hidden) return present;
            Equivalence withdrawn = Equivalence.Read(present.Json) with { IsWithdrawn = true };
            WriteOutcome outcome = await WriteAsync(caller, RecordWrite.Of(id, withdrawn.ToJson(), Visibility.Hidden, present.Stamp.Version), withdrawn, AuditActions.RecordWithdrawn, cancel);
            if (outcome is WriteOutcome.Accepted or WriteOutcome.Unchanged) return (await store.FindAsync(id, cancel))!;
            if (ifMatch is not null) return RecordProblems.VersionDiffers();
        }
    }

    async Task<WriteOutcome> WriteAsync(Caller caller, RecordWrite write, Equivalence equivalence, string action, CancellationToken cancel)
    {
        OrganisationId declares = OrganisationId.Parse(equivalence.DeclaredBy);
        long number = await numbers.DrawAsync(declares, cancel);
        DateTimeOffset now = clock.GetUtcNow();
        var fact = new AuditFact(string.Create(CultureInfo.InvariantCulture, $"record~{declares}~{number:D10}"), declares.Value, now, caller.KeyId, action, $"{EquivalenceStore.Table}/{RecordKeys.RowOf(write.Id)}", Content: write.Hash);
        WriteOutcome outcome = await store.WriteAsync(write, equivalence, new WriteOrigin(declares, number, caller.KeyId, now, Confirms: true, fact), cancel);
        if (outcome == WriteOutcome.Accepted) await queue.TellAuditAsync(EquivalenceStore.Table, RecordKeys.PartitionOf(write.Id), cancel);
        return outcome;
    }

    static Problem? Unusable(DeclareEquivalenceCommand command)
    {
        if (command.Source is null || command.Target is null || command.Source == command.Target) return EquivalenceProblems.EntriesInvalid();
        if (command.Basis?.Trim() is not { Length: > 0 and <= MostBasis } basis || basis.Any(char.IsControl)) return EquivalenceProblems.BasisInvalid(MostBasis);
        if (command.ValidFrom is not { } from || command.ValidUntil < from) return EquivalenceProblems.DaysInvalid();
        return command.Extent is null && command.Outcomes.Count == 0 ? EquivalenceProblems.ExtentMissing() : null;
    }

    /// <param name="ofSource">How many learning outcomes the source lists.</param>
    /// <param name="ofTarget">How many the target lists.</param>
    internal static Result<Equivalence> Decide(DeclareEquivalenceCommand command, OrganisationId declares, int ofSource, int ofTarget)
    {
        IReadOnlyList<OutcomePair> pairs = [.. command.Outcomes.Distinct().OrderBy(p => p.Target).ThenBy(p => p.Source)];
        if (pairs.Count > MostOutcomes || pairs.Any(p => p.Source < 1 || p.Source > ofSource || p.Target < 1 || p.Target > ofTarget)) return EquivalenceProblems.OutcomesInvalid(ofSource, ofTarget, MostOutcomes);
        bool isBothWays = command.Direction == EquivalenceDirection.BothWays;
        EquivalenceExtent extent = pairs.Count == 0 ? command.Extent!.Value : ExtentOf(pairs.Select(p => p.Target), ofTarget);
        if (command.Extent is { } said && said != extent) return EquivalenceProblems.ExtentContradicts(extent);
        EquivalenceExtent? back = !isBothWays ? null : pairs.Count == 0 ? extent : ExtentOf(pairs.Select(p => p.Source), ofSource);
        return new Equivalence(command.Source!, command.Target!, extent, isBothWays ? EquivalenceDirection.BothWays : EquivalenceDirection.OneWay, back, pairs, command.Basis!.Trim(), declares.Value, command.ValidFrom!.Value, command.ValidUntil);
    }

    static EquivalenceExtent ExtentOf(IEnumerable<int> places, int all) => places.Distinct().Count() == all ? EquivalenceExtent.Whole : EquivalenceExtent.Part;

    static int OutcomesOf(StoredRecord entry)
    {
        using JsonDocument json = JsonDocument.Parse(entry.Json);
        return json.RootElement.TryGetProperty("learningOutcomes", out JsonElement outcomes) ? outcomes.EnumerateObject().Max(l => l.Value.GetArrayLength()) : 0;
    }
}
