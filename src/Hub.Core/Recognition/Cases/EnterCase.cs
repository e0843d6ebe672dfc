using Hub.Recognition.Deadlines;

namespace Hub.Recognition.Cases;

/// <param name="Owed">Codes of what the request itself says is missing.</param>
/// <param name="Language">Language the applicant wants to be written to in, ISO 639-1; null: that of the country.</param>
/// <param name="Contact">Address the applicant wants to be told at, sealed; null: none was given.</param>
public sealed record EnterCaseCommand(CaseId Id, string Provider, string Learner, string Country, string Route, string Target, IReadOnlyList<string> Achievements, IReadOnlyList<string> Owed, string? Language = null, SealedText? Contact = null)
{
    /// <summary>The provider's own key of the request; null: it came without one.</summary>
    public string? LocalId { get; init; }
}

/// <summary>Enters a request: pins the law in force and starts its process. The same request again is the same case.</summary>
public sealed class EnterCase(CaseStore store, CaseLaws laws, CaseChanges changes, TimeProvider clock)
{
    public async Task<Result<RecognitionCase>> HandleAsync(EnterCaseCommand command, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (await laws.EnteredAsync(command.Country, now, command.Route, cancel) is not { } law) return CaseProblems.RouteUnknown(command.Route);
        RecognitionCase entered = Enter(command, law, now);
        await changes.InsureAsync(command.Id, cancel);
        if (!await store.AddAsync(entered, cancel))
        {
            RecognitionCase present = await store.FindAsync(command.Id, cancel) ?? throw new InvalidOperationException($"Case {command.Id} was there and is gone.");
            if (!IsSame(present, entered)) return CaseProblems.Exists();
            entered = present;
        }

        await changes.StartAsync(entered, cancel);
        return entered;
    }

    internal static RecognitionCase Enter(EnterCaseCommand command, CaseLaw law, DateTimeOffset now)
    {
        var entered = new RecognitionCase(command.Id.ToString(), command.Provider, command.Learner, command.Country, command.Route, command.Target, command.Achievements, law.Ruleset.Version, now)
        {
            Facts = [new CaseFact(now, command.Provider, "entered")],
            Language = command.Language,
            Contact = command.Contact,
            LocalId = command.LocalId,
        };
        if (command.Owed.Count == 0) return entered with { Stage = CaseStage.Evaluation, CompleteAt = now };
        var owed = new Suspension(law.Calculator.DayOf(now).AddDays(1), null, ConductRules.InformationOwed);
        return entered with { Stage = CaseStage.Completeness, Owed = command.Owed, Suspensions = [owed] };
    }

    static bool IsSame(RecognitionCase present, RecognitionCase entered) =>
        (present.Provider, present.Learner, present.Route, present.Target) == (entered.Provider, entered.Learner, entered.Route, entered.Target) && entered.Achievements.All(a => present.Achievements.Contains(a));      // more may have been handed in since
}
