namespace Hub.Recognition.Cases;

/// <summary>What a reviewer does with a case besides deciding it.</summary>
public sealed class WorkOnCase(CaseChanges changes)
{
    const string DelayTold = "delay-told";
    const int MostYearsOfDelay = 2;

    /// <param name="assignee">Id of a person; null: nobody.</param>
    public Task<Result<RecognitionCase>> AssignAsync(CaseId id, string? assignee, Actor actor, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, _, now) => Refused(of, actor, CaseStage.Completeness, CaseStage.Review, CaseStage.Appeal) is { } refused ? refused
            : of.Assignee == assignee ? of
            : of.With(new CaseFact(now, actor.Id, assignee is null ? "assigned-nobody" : $"assigned:{assignee}")) with { Assignee = assignee },
        cancel);

    public Task<Result<RecognitionCase>> NoteAsync(CaseId id, SealedText text, Actor actor, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, _, now) => ConductRules.OfCompetence(of, actor) is { } refused ? refused : of.With(new CaseFact(now, actor.Id, "note", text)),
        cancel);

    /// <summary>Asks the applicant for what is missing; the clock stands until it is there.</summary>
    public Task<Result<RecognitionCase>> AskAsync(CaseId id, IReadOnlyList<string> owed, Actor actor, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, law, now) => Refused(of, actor, CaseStage.Review) is { } refused ? refused
            : CaseTurns.StopClock(of, ConductRules.InformationOwed, law.Calculator.DayOf(now), owed, actor, now),
        cancel);

    /// <summary>Hears the applicant before a decision against the request; the clock stands meanwhile.</summary>
    public Task<Result<RecognitionCase>> HearAsync(CaseId id, Actor actor, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, law, now) => Refused(of, actor, CaseStage.Review, CaseStage.Appeal) is { } refused ? refused
            : ConductRules.StandsFor(of, ConductRules.Hearing) ? CaseProblems.ClockStands()
            : CaseTurns.StopClock(of, ConductRules.Hearing, law.Calculator.DayOf(now), [], actor, now),
        cancel,
        of => CaseNotices.ToApplicant(of, of.Turn, "hearing", "case-hearing"));

    /// <summary>
    /// Tells the applicant that the decision takes longer, why, and when it is expected (Committee of the Lisbon Recognition Convention,
    /// Revised Recommendation on criteria and procedures, 2010). The terms of the law run on: what is announced changes none of them.
    /// </summary>
    public Task<Result<RecognitionCase>> TellDelayAsync(CaseId id, DateOnly expectedOn, SealedText reason, Actor actor, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, law, now) => Refused(of, actor, CaseStage.Review, CaseStage.Appeal) is { } refused ? refused
            : law.Calculator.DayOf(now) is var today && (expectedOn < today || expectedOn > today.AddYears(MostYearsOfDelay)) ? CaseProblems.ExpectedOnInvalid(today, today.AddYears(MostYearsOfDelay))
            : of.With(new CaseFact(now, actor.Id, $"{DelayTold}:{expectedOn:yyyy-MM-dd}", reason)) with { ExpectedOn = expectedOn },
        cancel,
        of => CaseNotices.ToApplicant(of, of.Turn, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"delay-{of.Facts.Count}"), "case-delayed"));

    /// <summary>Ends a hearing whose term the applicant let pass.</summary>
    public Task<Result<RecognitionCase>> EndHearingAsync(CaseId id, Actor actor, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, law, now) => Refused(of, actor, CaseStage.Review, CaseStage.Appeal) is { } refused ? refused
            : ConductRules.OfHearingEnd(of, isAnswered: false, now, law.Calculator, law.Route) is { } early ? early
            : CaseTurns.StartClock(of, ConductRules.Hearing, law.Calculator.DayOf(now), actor.Id, now),
        cancel);

    /// <summary>Closes a file that stayed incomplete.</summary>
    public Task<Result<RecognitionCase>> CloseAsync(CaseId id, Actor actor, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, law, now) => ConductRules.OfClosing(of, actor, now, law.Calculator, law.Route) is { } refused ? refused
            : of.To(CaseStage.Final).With(new CaseFact(now, actor.Id, "closed-incomplete")) with { End = CaseEnd.ClosedIncomplete },
        cancel);

    /// <summary>Ends the window of appeal by hand, where no established term ends it: nobody's right runs out by a guess.</summary>
    public Task<Result<RecognitionCase>> EndWindowAsync(CaseId id, Actor actor, CancellationToken cancel) => changes.ApplyAsync(
        id,
        (of, _, now) => Refused(of, actor, CaseStage.AppealWindow) is { } refused ? refused
            : of.Dates is { IsEstablished: true } ? CaseProblems.WrongStage(of.Stage)
            : of.To(CaseStage.Final).With(new CaseFact(now, actor.Id, "window-ended")) with { End = CaseEnd.Decided },
        cancel);

    static Problem? Refused(RecognitionCase of, Actor actor, params ReadOnlySpan<CaseStage> stages)
    {
        if (ConductRules.OfCompetence(of, actor) is { } incompetent) return incompetent;
        foreach (CaseStage stage in stages)
            if (of.Stage == stage) return null;
        return CaseProblems.WrongStage(of.Stage);
    }
}
