namespace Hub.Recognition.Cases;

/// <summary>
/// What a person can do with a case now, so that nobody fills in a form for nothing. The rules of conduct are asked, not repeated; whoever
/// acts is asked again.
/// </summary>
/// <param name="Grant">Why a full grant would be refused now; null: it would not.</param>
/// <param name="Against">Why every decision against the request would be refused now, however it is written; null: it would not.</param>
/// <param name="EndHearing">Why a hearing can not be ended yet; null where it can, and where there is none.</param>
/// <param name="Close">Why an incomplete file can not be closed yet; null: it can.</param>
public sealed record OfferedActs(bool CanAssign, bool CanAsk, bool CanHear, bool IsHearing, bool CanTellDelay, bool CanEndWindow, bool CanMeetConditions, bool NeedsTwo, Problem? Grant, Problem? Against, Problem? EndHearing, Problem? Close)
{
    public static OfferedActs Of(RecognitionCase of, CaseLaw law, Actor actor, DateTimeOffset now)
    {
        bool isDecided = of.Stage is CaseStage.Review or CaseStage.Appeal, isHearing = ConductRules.StandsFor(of, ConductRules.Hearing);
        return new OfferedActs(
            isDecided || of.Stage == CaseStage.Completeness,
            of.Stage == CaseStage.Review,
            isDecided && !isHearing,
            isHearing,
            isDecided,
            of.Stage == CaseStage.AppealWindow && of.Dates is not { IsEstablished: true },
            ConductRules.OfConditions(of, actor) is null && !of.HasFact(ConductRules.ConditionsMet(of)),
            ConductRules.NeedsTwo(law.Ruleset, law.Route),
            ConductRules.OfPerson(of, Grants, actor, law.Ruleset, law.Route),
            ConductRules.OfPerson(of, Refuses(law), actor, law.Ruleset, law.Route),
            isHearing ? ConductRules.OfHearingEnd(of, isAnswered: false, now, law.Calculator, law.Route) : null,
            ConductRules.OfClosing(of, actor, now, law.Calculator, law.Route));
    }

    static readonly DecisionDraft Grants = new(DecisionOutcome.Full, null, [], null, null, []);

    /// <summary>A refusal with everything a refusal has to say: what is still refused about it lies in the case.</summary>
    static DecisionDraft Refuses(CaseLaw law) => new(
        DecisionOutcome.Refused, law.Route.Grounds is [var first, ..] ? first : ConductRules.StatedReasons, [.. Documents.DecisionPhrases.Default.Codes(Documents.DecisionPhrases.Remedy).Take(1)], new SealedText("-"), "-", []);
}
