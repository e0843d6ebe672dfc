namespace Hub.Recognition.Cases;

/// <summary>Refusals of recognition.</summary>
public static class CaseProblems
{
    public static Problem NotFound() => new(ProblemKind.NotFound, "case.not-found", "There is no such case.");

    public static Problem Exists() => new(ProblemKind.Conflict, "case.exists-differently", "There is a case with this id, and it asks for something else.");

    public static Problem RouteUnknown(string route) => new(ProblemKind.Invalid, "case.route-unknown", "The country's rules have no such route.", route);

    public static Problem WrongStage(CaseStage stage) => new(ProblemKind.Conflict, "case.wrong-stage", "The case is at a stage where this cannot be done.", HubJson.NameOf(stage));

    public static Problem NotCompetent() => new(ProblemKind.Forbidden, "case.not-competent", "Only the competent institution does this.");

    public static Problem NeedsPerson() => new(ProblemKind.Forbidden, "case.needs-person", "Only a person does this: a machine never refuses, grants in part or closes.");

    public static Problem MachineMayNotGrant() => new(ProblemKind.Forbidden, "case.machine-may-not-grant", "A machine grants only what is full, beyond doubt and allowed to it by the rules.");

    public static Problem NotEvaluated() => new(ProblemKind.Conflict, "case.not-evaluated", "A decision rests on an evaluation under the case's rules; there is none yet.");

    public static Problem GroundMissing() => new(ProblemKind.Invalid, "case.ground-missing", "What is not a full grant names a ground of its route.");

    public static Problem GroundUnknown(IReadOnlyList<string> grounds) =>
        new(ProblemKind.Invalid, "case.ground-unknown", "The ground is not in the list of the route.", grounds.Count == 0 ? $"The rules establish none: use {ConductRules.StatedReasons} and give the reasons." : $"The list: {string.Join(", ", grounds)}.");

    public static Problem ReasonsMissing() => new(ProblemKind.Invalid, "case.reasons-missing", "What is not a full grant gives its reasons.");

    public static Problem NoConditions() => new(ProblemKind.Conflict, "case.no-conditions", "The decision that stands has no conditions.");

    public static Problem RemediesMissing() => new(ProblemKind.Invalid, "case.remedies-missing", "What is not a full grant says what the learner can still do.");

    public static Problem RemedyUnknown(IEnumerable<string> known) => new(ProblemKind.Invalid, "case.remedy-unknown", "There are no words for what the learner can still do.", $"The list: {string.Join(", ", known)}.");

    public static Problem ConditionUnknown(IEnumerable<string> known) => new(ProblemKind.Invalid, "case.condition-unknown", "There are no words for this condition.", $"The list: {string.Join(", ", known)}.");

    public static Problem ConditionsMissing() => new(ProblemKind.Invalid, "case.conditions-missing", "A conditional grant says its conditions.");

    public static Problem AlternativeMissing() => new(ProblemKind.Invalid, "case.alternative-missing", "Alternative recognition names the target it gives instead.");

    public static Problem PartsMissing() => new(ProblemKind.Invalid, "case.parts-missing", "A partial grant names the parts it grants.");

    public static Problem PartsOfRefusal() => new(ProblemKind.Invalid, "case.parts-of-refusal", "A refusal grants no part: what grants some is partial.");

    public static Problem AppealRouteMissing() => new(ProblemKind.Invalid, "case.appeal-route-missing", "What is not a full grant names where one appeals to; the rules have no term of appeal, so the decision has to.");

    public static Problem HearingMissing() => new(ProblemKind.Conflict, "case.hearing-missing", "The law wants the applicant heard before a decision against the request.");

    public static Problem HearingRuns() => new(ProblemKind.Conflict, "case.hearing-runs", "The hearing is not over: the applicant has neither answered nor let the term pass.");

    public static Problem ClockStands() => new(ProblemKind.Conflict, "case.clock-stands", "The clock stands already for this reason.");

    public static Problem ClockRuns() => new(ProblemKind.Conflict, "case.clock-runs", "The clock does not stand for this reason.");

    public static Problem SamePerson() => new(ProblemKind.Forbidden, "case.four-eyes-same-person", "Two persons decide here: the second has to be another one.");

    public static Problem AppealToDecider() => new(ProblemKind.Forbidden, "case.appeal-same-decider", "An appeal is decided by others than those who decided before.");

    public static Problem TooEarlyToClose() => new(ProblemKind.Conflict, "case.inactivity-not-over", "An incomplete file is closed only when the established term of inactivity is over.");

    public static Problem AppealLate() => new(ProblemKind.Conflict, "case.appeal-late", "The term of appeal is over.");

    public static Problem NothingToAppeal() => new(ProblemKind.Conflict, "case.nothing-to-appeal", "A full grant leaves nothing to appeal against.");

    public static Problem UsedElsewhere() => new(ProblemKind.Conflict, "case.achievement-used-elsewhere", "An achievement of the case counts, or is asked to count, for the same in another case.");

    public static Problem ExpectedOnInvalid(DateOnly first, DateOnly last) =>
        new(ProblemKind.Invalid, "case.expected-on-invalid", "The day on which the decision is expected can not be used.", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd} to {last:yyyy-MM-dd}."));

    public static Problem Full() => new(ProblemKind.Conflict, "case.full", "The case holds as much text as it can.");

    public static Problem NotUsed() => new(ProblemKind.Conflict, "case.achievement-not-used", "The case does not rest on this achievement.");
}
