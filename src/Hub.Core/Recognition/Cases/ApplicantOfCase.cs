namespace Hub.Recognition.Cases;

/// <summary>What the applicant, or the provider for them, does with a case. Who they are the caller has checked.</summary>
public sealed class ApplicantOfCase(CaseChanges changes, CaseStore store)
{
    /// <summary>Hands in what was owed: the clock goes on and everything is looked at anew.</summary>
    /// <param name="achievements">Ids of what is presented in addition.</param>
    public Task<Result<RecognitionCase>> SupplyAsync(CaseId id, IReadOnlyList<string> achievements, string by, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, law, now) => of.Stage != CaseStage.Completeness ? CaseProblems.WrongStage(of.Stage)
            : CaseTurns.StartClock(of, ConductRules.InformationOwed, law.Calculator.DayOf(now), by, now) with { Achievements = [.. of.Achievements.Union(achievements, StringComparer.Ordinal)] },
        cancel);

    public Task<Result<RecognitionCase>> AnswerHearingAsync(CaseId id, SealedText answer, string by, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, law, now) => ConductRules.OfHearingEnd(of, isAnswered: true, now, law.Calculator, law.Route) is { } refused ? refused
            : CaseTurns.StartClock(of, ConductRules.Hearing, law.Calculator.DayOf(now), by, now).With(new CaseFact(now, by, "heard", answer)),
        cancel);

    /// <summary>Before a decision: the case is over. After one: the decision stands, and an appeal against it is over.</summary>
    public Task<Result<RecognitionCase>> WithdrawAsync(CaseId id, string by, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, _, now) => of is { Stage: CaseStage.Final, End: CaseEnd.Withdrawn } ? of
            : of.Stage is CaseStage.Final or CaseStage.Decided ? CaseProblems.WrongStage(of.Stage)
            : of.To(CaseStage.Final).With(new CaseFact(now, by, "withdrawn")) with { End = of.Decision is null ? CaseEnd.Withdrawn : CaseEnd.Decided },
        cancel);

    /// <summary>Appeals. What is written at or before the established end of the term is in time, whenever the process wakes.</summary>
    public Task<Result<RecognitionCase>> AppealAsync(CaseId id, SealedText reasons, string by, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, law, now) => Appeal(of, reasons, by, law, now),
        cancel);

    /// <summary>An achievement was revoked or corrected: decisions that used it are looked at anew, once for each version of what did it.</summary>
    /// <param name="achievement">What the case rests on.</param>
    /// <param name="cause">The record that says so: the achievement itself, or one that replaces it.</param>
    /// <param name="version">Version of <paramref name="cause"/>. An evaluation that has seen it stands.</param>
    public async Task<Result<RecognitionCase>> ReopenAsync(CaseId id, string achievement, string cause, int version, CancellationToken cancel)
    {
        Result<RecognitionCase> reopened = await changes.ApplyAsync(
            id,
            (of, _, now) => !of.Achievements.Contains(achievement) ? CaseProblems.NotUsed()
                : !ConductRules.IsReopenedBy(of, cause, version) ? of
                : CaseTurns.Reopened(of, cause, version, now),
            cancel);
        if (reopened.Problem is null && await store.FindAsync(id, cancel) is { Stage: not CaseStage.Final } current) await changes.StartAsync(current, cancel);
        return reopened;
    }

    internal static Result<RecognitionCase> Appeal(RecognitionCase of, SealedText reasons, string by, CaseLaw law, DateTimeOffset now)
    {
        if (of.Decision is { Content.Outcome: DecisionOutcome.Full }) return CaseProblems.NothingToAppeal();
        if (of is { Stage: CaseStage.Final, End: CaseEnd.Decided }) return CaseProblems.AppealLate();
        if (of.Stage != CaseStage.AppealWindow) return CaseProblems.WrongStage(of.Stage);
        // The process may not have told the dates yet, and whether an appeal is in time does not wait for it.
        CaseDates dates = CaseTurns.Schedule(of, law).Dates!;
        if (dates is { IsEstablished: true, Due: { } due } && now > due) return CaseProblems.AppealLate();
        return of.To(CaseStage.Appeal).With(new CaseFact(now, by, "appealed", reasons)) with { AppealedAt = now, Assignee = null };
    }
}
