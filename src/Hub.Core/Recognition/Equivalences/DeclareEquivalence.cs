using System.Text.Json;
using Hub.Audit;
using Hub.Ports;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Governance;

namespace Hub.Recognition.Equivalences;

/// <param name="EntryId">Public id of the entry that something else stands for.</param>
/// <param name="From">Public id of what stands for it.</param>
/// <param name="Basis">Act, agreement or decision, 1 to 500 characters.</param>
public sealed record DeclareEquivalenceCommand(string EntryId, string? From, bool IsWhole, string? Basis, DateOnly? ValidFrom, DateOnly? ValidUntil);

/// <summary>
/// Whoever awards an entry, or the registrar competent for it, declares what stands for it. The other way round is another
/// declaration, by whoever awards the other entry.
/// </summary>
public sealed class DeclareEquivalenceHandler(RecordTable records, EquivalenceStore equivalences, Competences competences, IQueue queue, TimeProvider clock)
{
    const string Entries = "entries";
    const int MaxBasisLength = 500;

    public async Task<Result<EntryEquivalence>> HandleAsync(Caller caller, DeclareEquivalenceCommand command, CancellationToken cancel)
    {
        if (await RefusedAsync(caller, command.EntryId, cancel) is { } refused) return refused;
        string? basis = command.Basis?.Trim();
        if (basis is not { Length: > 0 and <= MaxBasisLength } || basis.Any(char.IsControl) || command.ValidFrom is not { } first) return EquivalenceProblems.Incomplete(MaxBasisLength);
        if (command.ValidUntil < first) return EquivalenceProblems.EndsBefore(first);
        if (command.From is not { } from || from == command.EntryId || !RecordId.TryParse(from, out _) || await records.FindAsync(Entries, from, cancel) is null) return EquivalenceProblems.FromUnknown();
        for (; ; )
        {
            IReadOnlyList<EntryEquivalence> before = await equivalences.OfAsync(command.EntryId, cancel);
            var declared = new EntryEquivalence(before.Count + 1, from, command.IsWhole, basis, first, command.ValidUntil, caller.Organisation.Value, clock.GetUtcNow(), caller.KeyId);
            if (before.FirstOrDefault(declared.IsSameAs) is { } said) return said;      // said again
            if (before.FirstOrDefault(declared.Meets) is { } met) return EquivalenceProblems.Overlaps(met.Number);
            if (before.Count >= EquivalenceStore.Most) return EquivalenceProblems.TooMany(EquivalenceStore.Most);
            if (await equivalences.AddAsync(command.EntryId, declared, cancel)) return await ToldAsync(command.EntryId, declared, cancel);
        }
    }

    /// <summary>Ends it: the day is its last.</summary>
    public async Task<Result<EntryEquivalence>> EndAsync(Caller caller, string entryId, int number, DateOnly? last, CancellationToken cancel)
    {
        if (await RefusedAsync(caller, entryId, cancel) is { } refused) return refused;
        if (last is not { } day) return EquivalenceProblems.LastDayMissing();
        Problem? wrong = null;
        EntryEquivalence? ended = await equivalences.EndAsync(entryId, number, before =>
        {
            wrong = day < before.ValidFrom.AddDays(-1) ? EquivalenceProblems.EndsBefore(before.ValidFrom) : day > before.ValidUntil ? EquivalenceProblems.EndedEarlier(before.ValidUntil!.Value) : null;
            return wrong is null && before.ValidUntil != day ? before with { ValidUntil = day, DeclaredBy = caller.Organisation.Value, RecordedAt = clock.GetUtcNow(), RecordedBy = caller.KeyId } : before;
        }, cancel);
        if (ended is null) return EquivalenceProblems.NotFound();
        return wrong is null ? await ToldAsync(entryId, ended, cancel) : wrong;
    }

    async Task<EntryEquivalence> ToldAsync(string entryId, EntryEquivalence of, CancellationToken cancel)
    {
        await queue.TellAuditAsync(EquivalenceStore.Table, RecordKeys.PartitionOf(entryId), cancel);
        return of;
    }

    async Task<Problem?> RefusedAsync(Caller caller, string entryId, CancellationToken cancel)
    {
        if (!RecordId.TryParse(entryId, out RecordId id) || await records.FindAsync(Entries, entryId, cancel) is not { } entry) return EquivalenceProblems.NoEntry();
        using JsonDocument json = JsonDocument.Parse(entry.Json);
        string awarding = json.RootElement.TryGetProperty("awardingBody", out JsonElement named) ? named.GetString()! : id.Organisation.Value;
        if (caller.Has(Role.Reviewer) && caller.Organisation.Value == awarding) return null;
        if (!caller.Has(Role.Registrar)) return EquivalenceProblems.NotCompetent();
        CompetenceOfCaller competence = await competences.OfAsync(caller, CompetenceTask.Catalogue, cancel);
        return await competence.MayDecideAsync(id.Organisation.Value, json.RootElement, cancel) ? null : EquivalenceProblems.NotCompetent();
    }
}
