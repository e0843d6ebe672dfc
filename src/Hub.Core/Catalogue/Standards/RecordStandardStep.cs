using System.Text.Json;
using Hub.Audit;
using Hub.Ports;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Governance;

namespace Hub.Catalogue.Standards;

/// <param name="SupersededBy">Public id of the entry that takes its place; null in every other state.</param>
public sealed record RecordStandardStepCommand(string EntryId, string? State, DateOnly? On, string? By, string? Act, string? SupersededBy);

/// <summary>A registrar of the competent body records what was decided about the standard behind an entry.</summary>
public sealed class RecordStandardStepHandler(RecordTable records, StandardStore standards, StandardLifeCycle lifeCycle, Competences competences, IQueue queue, TimeProvider clock)
{
    const string Entries = "entries";
    const int MaxByLength = 200, MaxActLength = 500;

    public async Task<Result<StandardHistory>> HandleAsync(Caller caller, RecordStandardStepCommand command, CancellationToken cancel)
    {
        if (!caller.Has(Role.Registrar)) return StandardProblems.NotARegistrar();
        StoredRecord? entry = RecordId.TryParse(command.EntryId, out RecordId id) ? await records.FindAsync(Entries, command.EntryId, cancel) : null;
        if (entry is null) return StandardProblems.NoEntry();
        if (!await IsCompetentAsync(caller, id, entry, cancel)) return StandardProblems.NotCompetent();

        DateTimeOffset now = clock.GetUtcNow();
        (string? by, string? act) = (command.By?.Trim(), command.Act?.Trim());
        if (!IsLine(by, MaxByLength) || !IsLine(act, MaxActLength) || command.On is not { } on || on > DateOnly.FromDateTime(now.UtcDateTime)) return StandardProblems.Incomplete(MaxByLength, MaxActLength);
        if (await WrongSuccessorAsync(command, cancel) is { } wrong) return wrong;
        var step = new StandardStep(command.State ?? "", on, by!, act!, command.SupersededBy, now, caller.Organisation.Value, caller.KeyId);
        for (; ; )
        {
            StandardHistory history = await standards.ReadAsync(command.EntryId, cancel);
            if (history.Steps.Count > 0 && history.Steps[^1].IsSameDecision(step)) return history;       // said again
            if (!lifeCycle.After(history.State).Contains(step.State)) return StandardProblems.StepNotAllowed(history.State, step.State, lifeCycle.After(history.State));
            if (history.Steps.Count > 0 && on < history.Steps[^1].On) return StandardProblems.BeforeLast(history.Steps[^1].On);
            if (!await standards.AddAsync(history, step, cancel)) continue;
            await queue.TellAuditAsync(StandardStore.Table, RecordKeys.PartitionOf(command.EntryId), cancel);
            return history with { Steps = [.. history.Steps, step] };
        }
    }

    async Task<bool> IsCompetentAsync(Caller caller, RecordId id, StoredRecord entry, CancellationToken cancel)
    {
        CompetenceOfCaller competence = await competences.OfAsync(caller, CompetenceTask.Catalogue, cancel);
        using JsonDocument json = JsonDocument.Parse(entry.Json);
        return await competence.MayDecideAsync(id.Organisation.Value, json.RootElement, cancel);
    }

    async Task<Problem?> WrongSuccessorAsync(RecordStandardStepCommand command, CancellationToken cancel)
    {
        if (command.State == lifeCycle.Replaced != command.SupersededBy is not null) return StandardProblems.SuccessorExpected(lifeCycle.Replaced);
        if (command.SupersededBy is not { } successor) return null;
        bool exists = successor != command.EntryId && RecordId.TryParse(successor, out _) && await records.FindAsync(Entries, successor, cancel) is not null;
        return exists ? null : StandardProblems.SuccessorUnknown();
    }

    static bool IsLine(string? text, int most) => text is { Length: > 0 } && text.Length <= most && !text.Any(char.IsControl);
}
