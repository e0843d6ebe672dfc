using Hub.Rules;
using Hub.Submissions.Findings;

namespace Hub.Design;

/// <summary>What can be said of a qualification or programme while it is designed. Nothing is stored, so these findings stand in answers only.</summary>
public static class DesignFindings
{
    public static readonly FindingCode WeightsNotHundred = Warn("design.weights-not-hundred",
        "The weights add up to {0} per cent, not to 100.", "Correct the weights; the points were shared out in their proportion.");

    public static readonly FindingCode UnitWithoutPoints = Warn("design.unit-without-points",
        "The unit gets no points: its share is less than half a step of {0}.", "Take a finer step, give the unit a minimum, or join it with another one. A unit of a qualification carries points.");

    public static readonly FindingCode PointsDiffer = Warn("design.points-differ",
        "The unit carries {0}.", "Change its points, or its weight. Points of a registered qualification stay what they are until it is changed.");

    public static readonly RulesetFinding YearDiffers = OnRule("design.year-differs",
        "The points do not fit the length: {0}.", "Points of a qualification follow from its formal full-time length, whatever path a learner takes.");

    public static readonly RulesetFinding StepTooFine = OnRule("design.step-too-fine",
        "The credit system allows at most {0} decimal places.", "Take a coarser step.");

    public static readonly RulesetFinding CreditDecimals = OnRule("design.credit-decimals",
        "The credits have more decimal places than the credit system allows: {0}.", "Use whole credits where the system has no decimals.");

    public static readonly RulesetFinding CreditsOutsideRange = OnRule("design.credits-outside-range",
        "Hours and credits do not fit: {0}.", "Check hours, kind of hours and credits.");

    public static readonly RulesetFinding NoCreditsFit = OnRule("design.no-credits-fit",
        "No amount of credits the system allows fits the hours: {0}.", "Change the hours a little.");

    public static readonly RulesetFinding NotFromHours = OnRule("design.credits-not-from-hours",
        "Credits of {0} do not follow from hours; nothing was derived from them.", "Share the points of the qualification out by the relative weight of its units.");

    public static readonly RulesetFinding ByComponent = OnRule("design.credits-by-component",
        "Credits of {0} depend on the component, not on hours alone: the range only makes an amount plausible.", "Take the amount of the national catalogue where there is one; name the component otherwise.");

    public static readonly RulesetFinding NoRangeForHours = OnRule("design.no-range-for-hours",
        "{0} has no range for hours of this kind and component; nothing was compared.", "Name the kind of hours the law counts in, or the component.");

    public static readonly RulesetFinding MoreThanAYear = OnRule("design.more-than-a-year",
        "More credits than full-time learning of that length carries: {0}.", "Check the credits and the length.");

    public static readonly FindingCode PartsDiffer = Warn("design.parts-differ",
        "The credits of the parts do not add up to the whole: {0}.", "Correct the parts or the whole.");

    public static readonly FindingCode HoursPerWeek = Warn("design.hours-per-week",
        "The hours do not fit into the weeks: {0}.", "Plan more weeks or fewer hours, or say how many hours a week you mean.");

    public static readonly FindingCode PartLongerThanWhole = Warn("design.part-longer-than-whole",
        "The part takes more weeks than the whole: {0}.", "Correct the weeks of the part or of the whole.");

    public static readonly FindingCode WeeksAndMonths = Warn("design.weeks-and-months",
        "The weeks do not fit into the months: {0}.", "Correct one of the two; weeks without teaching do not count among the weeks.");

    public static readonly FindingCode NoAssessment = Warn("design.no-assessment",
        "No part has hours of assessment.", "Say how long the learner is assessed: learning outcomes are assessed before they are credited.");

    public static IReadOnlyList<FindingCode> All { get; } =
    [
        WeightsNotHundred, UnitWithoutPoints, PointsDiffer, YearDiffers.Code, StepTooFine.Code, CreditDecimals.Code, CreditsOutsideRange.Code, NoCreditsFit.Code, NotFromHours.Code, ByComponent.Code,
        NoRangeForHours.Code, MoreThanAYear.Code, PartsDiffer, HoursPerWeek, PartLongerThanWhole, WeeksAndMonths, NoAssessment,
    ];

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);

    static RulesetFinding OnRule(string code, string message, string help) => new(new FindingCode(code, Severity.Reject, FindingSource.File, message, help));
}
