using Hub.Recognition.Deadlines;
using Hub.Recognition.Documents;
using Hub.Recognition.Evaluation;
using Hub.Rules;

namespace Hub.Recognition.Cases;

/// <summary>
/// How recognition is conducted, whatever the country: the one place where it is decided who may do what. Every way to change the
/// outcome of a case asks here, and nothing here can be switched off by a ruleset.
/// </summary>
public static class ConductRules
{
    /// <summary>Reason of a suspension while the applicant is heard.</summary>
    public const string Hearing = "hearing";

    /// <summary>Reason of a suspension while the applicant owes information.</summary>
    public const string InformationOwed = "information-owed";

    /// <summary>The ground where the rules establish no list: then the reasons themselves are what counts.</summary>
    public const string StatedReasons = "stated-reasons";

    /// <summary>A machine may grant in full what is beyond doubt. It never refuses and never grants in part.</summary>
    public static Problem? OfMachine(RecognitionCase of, DecisionDraft draft)
    {
        if (draft.Outcome != DecisionOutcome.Full) return CaseProblems.NeedsPerson();
        if (of.Stage != CaseStage.Evaluation) return CaseProblems.WrongStage(of.Stage);
        return of.Evaluation is { MachineMayGrant: true, Outcome: ProposedOutcome.Full } && of.Evaluation.RulesetVersion == of.RulesetVersion && of.Earlier.Count == 0 && of.Decision is null
            ? null
            : CaseProblems.MachineMayNotGrant();
    }

    /// <summary>A person of the competent institution decides, on an evaluation under the pinned rules.</summary>
    public static Problem? OfPerson(RecognitionCase of, DecisionDraft draft, Actor actor, Ruleset ruleset, RecognitionRoute route)
    {
        if (of.Stage is not (CaseStage.Review or CaseStage.Appeal)) return CaseProblems.WrongStage(of.Stage);
        if (OfCompetence(of, actor) is { } incompetent) return incompetent;
        if (of.Stage == CaseStage.Appeal && HasDecided(of, actor)) return CaseProblems.AppealToDecider();
        if (of.Evaluation is null || of.Evaluation.RulesetVersion != of.RulesetVersion) return CaseProblems.NotEvaluated();
        if (StandsFor(of, Hearing)) return CaseProblems.HearingRuns();
        if (of.FirstOfTwo is { By: var first } && NeedsTwo(ruleset, route) && first == actor.Id) return CaseProblems.SamePerson();
        return draft.Outcome == DecisionOutcome.Full ? null : OfUnfavourable(of, draft, ruleset, route);
    }

    /// <summary>Only a person of the competent institution closes a file that stays incomplete, and only after the established term of inactivity.</summary>
    public static Problem? OfClosing(RecognitionCase of, Actor actor, DateTimeOffset now, DeadlineCalculator calculator, RecognitionRoute route)
    {
        if (of.Stage != CaseStage.Completeness) return CaseProblems.WrongStage(of.Stage);
        if (OfCompetence(of, actor) is { } incompetent) return incompetent;
        if (route.FindTerm(TermName.Inactivity) is not { } term || Stopped(of) is not { } since) return CaseProblems.TooEarlyToClose();
        Result<Deadline> end = calculator.Calculate(term, since, []);
        return end.Problem is null && end.Value.IsEstablished && now >= end.Value.EndsAt ? null : CaseProblems.TooEarlyToClose();
    }

    /// <summary>A hearing ends with the applicant's answer, or when its established term is over.</summary>
    public static Problem? OfHearingEnd(RecognitionCase of, bool isAnswered, DateTimeOffset now, DeadlineCalculator calculator, RecognitionRoute route)
    {
        Suspension? open = of.Suspensions.FirstOrDefault(s => s.Last is null && s.Reason == Hearing);
        if (open is null) return CaseProblems.ClockRuns();
        if (isAnswered || route.FindTerm(TermName.Hearing) is not { } term) return null;
        Result<Deadline> end = calculator.Calculate(term, open.First, []);
        return end.Problem is null && now >= end.Value.EndsAt ? null : CaseProblems.HearingRuns();
    }

    public static Problem? OfCompetence(RecognitionCase of, Actor actor) =>
        !actor.IsPerson ? CaseProblems.NeedsPerson() : actor.Organisation != of.Body ? CaseProblems.NotCompetent() : null;

    public static bool NeedsTwo(Ruleset ruleset, RecognitionRoute route) => route.FourEyes is { Value: true } rule && ruleset.Decides(rule);

    /// <summary>The effect silence has by law when the due time passes; none where anything about it is not established. No decision is invented.</summary>
    public static SilenceEffect OfSilence(RecognitionCase of, Ruleset ruleset, RecognitionRoute route) =>
        of.Stage == CaseStage.Review && of.Dates is { IsEstablished: true } && ruleset.Decides(route) ? route.OnSilence : SilenceEffect.None;

    /// <summary>
    /// Whether a version of an achievement calls for another look at a case that rests on it: not where nothing was given, where the
    /// evaluation has seen that version or is still to come, or where it was looked at for it before.
    /// </summary>
    public static bool IsReopenedBy(RecognitionCase of, string cause, int version)
    {
        if (of.End is CaseEnd.Withdrawn or CaseEnd.ClosedIncomplete || of is { Stage: CaseStage.Final, Decision.Content.Outcome: DecisionOutcome.Refused }) return false;
        if (of is { Stage: CaseStage.Completeness, Evaluation: null }) return false;
        if (of.Evaluation is { } evaluated && evaluated.Seen.TryGetValue(cause, out int seen) && seen >= version) return false;
        return !of.HasFact(CaseTurns.ReopenedBy(cause, version));
    }

    /// <summary>Fact that the conditions of the decision that stands are met; another decision has conditions of its own.</summary>
    public static string ConditionsMet(RecognitionCase of) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"conditions-met:{of.Earlier.Count + (of.Decision is null ? 0 : 1)}");

    /// <summary>Only a person of the competent institution notes that conditions are met, once the decision has been told and nobody looks at it anew.</summary>
    public static Problem? OfConditions(RecognitionCase of, Actor actor) =>
        OfCompetence(of, actor) is { } incompetent ? incompetent
            : of is not { Decision.Content.Outcome: DecisionOutcome.Conditional } ? CaseProblems.NoConditions()
            : of.Stage is CaseStage.AppealWindow or CaseStage.Final ? null : CaseProblems.WrongStage(of.Stage);

    public static bool StandsFor(RecognitionCase of, string reason) => of.Suspensions.Any(s => s.Last is null && s.Reason == reason);

    static Problem? OfUnfavourable(RecognitionCase of, DecisionDraft draft, Ruleset ruleset, RecognitionRoute route)
    {
        if (string.IsNullOrWhiteSpace(draft.Ground)) return CaseProblems.GroundMissing();
        if (route.Grounds.Count == 0 ? draft.Ground != StatedReasons : !route.Grounds.Contains(draft.Ground)) return CaseProblems.GroundUnknown(route.Grounds);
        if (draft.Reasons is not { Ciphertext.Length: > 0 }) return CaseProblems.ReasonsMissing();
        if (draft.Remedies.Count == 0) return CaseProblems.RemediesMissing();
        if (string.IsNullOrWhiteSpace(draft.AppealRoute) && route.FindTerm(TermName.Appeal) is null && route.FindTerm(TermName.Complaint) is null) return CaseProblems.AppealRouteMissing();
        if (OfWhatItSays(draft) is { } unsaid) return unsaid;
        bool isHeard = of.Suspensions.Any(s => s.Reason == Hearing && s.Last is not null);
        return route.FindTerm(TermName.Hearing) is { } hearing && ruleset.Decides(hearing) && !isHeard ? CaseProblems.HearingMissing() : null;
    }

    /// <summary>What the decision means for the learner stands in it, in words the hub has in the learner's language.</summary>
    static Problem? OfWhatItSays(DecisionDraft draft)
    {
        DecisionPhrases phrases = DecisionPhrases.Default;
        if (draft.Remedies.Any(r => !phrases.Knows(DecisionPhrases.Remedy, r))) return CaseProblems.RemedyUnknown(phrases.Codes(DecisionPhrases.Remedy));
        if (draft.Conditions.Any(c => !phrases.Knows(DecisionPhrases.Condition, c))) return CaseProblems.ConditionUnknown(phrases.Codes(DecisionPhrases.Condition));
        return draft switch
        {
            { Outcome: DecisionOutcome.Conditional, Conditions.Count: 0 } => CaseProblems.ConditionsMissing(),
            { Outcome: DecisionOutcome.Alternative, AlternativeTarget: null or "" } => CaseProblems.AlternativeMissing(),
            { Outcome: DecisionOutcome.Partial, Parts.Count: 0 } => CaseProblems.PartsMissing(),
            { Outcome: DecisionOutcome.Refused, Parts.Count: > 0 } => CaseProblems.PartsOfRefusal(),
            _ => null,
        };
    }

    static bool HasDecided(RecognitionCase of, Actor actor) => of.Earlier.Append(of.Decision).Any(d => d is not null && d.Deciders.Contains(actor.Id));

    static DateOnly? Stopped(RecognitionCase of) => of.Suspensions.LastOrDefault(s => s.Last is null && s.Reason == InformationOwed)?.First;
}
