using Hub.Rules;
using Hub.Submissions.Findings;

namespace Hub.Learners.Achievements;

/// <summary>What can be wrong with an achievement. No message or detail ever carries a value of the learner.</summary>
public static class AchievementFindings
{
    public static readonly FindingCode LearnerMissing = Reject("achievement.learner-missing",
        "The achievement does not say whose it is.", "Fill in learnerId, and learnerScheme where the number is not one of your own.");

    public static readonly FindingCode SchemeInvalid = Reject("achievement.learner-scheme-invalid",
        "The scheme of the learner's identifier is not one.", "Write up to 32 letters, digits, dots or dashes, or leave it empty for numbers of your own.");

    public static readonly FindingCode LearnerIdInvalid = Reject("achievement.learner-id-invalid",
        "The learner's identifier is too long or holds control characters.", "Write at most 128 characters on one line.");

    public static readonly FindingCode BirthDateUnreadable = Reject("achievement.birth-date-unreadable",
        "The day of birth is no date.", "Write yyyy-mm-dd, or leave it empty.");

    public static readonly FindingCode AwardedOnMissing = Reject("achievement.awarded-on-missing",
        "The achievement does not say when it was awarded; that day says which law counts.", "Fill in awardedOn.");

    public static readonly FindingCode AwardedInFuture = Reject("achievement.awarded-in-future",
        "The achievement is awarded after the day it was received.", "Correct awardedOn, or send the achievement when it has been awarded.");

    public static readonly FindingCode IssuedBeforeAward = Reject("achievement.issued-before-award",
        "The achievement is issued before it is awarded.", "Correct awardedOn or issuedOn.");

    public static readonly FindingCode DescriptionMissing = Reject("achievement.description-missing",
        "The achievement names no entry of the catalogue and has no title of its own.", "Fill in entryId, or title@xx with the language's two-letter code for xx.");

    public static readonly RulesetFinding ElementMissing = new(Reject("achievement.element-missing",
        "A required element is missing: {0}.", "Fill in one of the columns. Which elements a kind of record needs stands in the ruleset of the country."));

    public static readonly RulesetFinding EntryElementMissing = new(Register("achievement.entry-element-missing", Severity.Reject,
        "A required element is neither in the row nor in the entry it names: {0}.", "Fill in one of the columns, or complete the entry."));

    public static readonly FindingCode CountryUnknown = Warn("achievement.country-unknown",
        "No rules of the awarding body's country are known; the European baseline was used.", "Name the country when checking offline, or ask the hub's operator for the country's ruleset.");

    public static readonly FindingCode ReplacesItself = Reject("achievement.replaces-itself",
        "The achievement stands in its own place.", "Leave replaces empty: the same localId with other content is a correction of the record itself.");

    public static readonly FindingCode ReplacesWithoutCorrection = Reject("achievement.replaces-without-correction",
        "Only a corrected achievement stands in the place of another.", "Write status corrected, or leave replaces empty.");

    public static readonly FindingCode ReplacedUnknown = Register("achievement.replaced-unknown", Severity.Reject,
        "The achievement that is to be replaced is not in the hub.", "Check its local id.");

    public static readonly FindingCode FormalWithoutLevel = Warn("achievement.formal-without-level",
        "Formal learning names neither an entry nor a level.", "Fill in entryId, eqfLevel or nqfLevel: formal learning leads to a qualification or a part of one.");

    /// <summary>Council Recommendation of 20 December 2012 on the validation of non-formal and informal learning (2012/C 398/01), point 1: assessment is one of its four elements.</summary>
    public static readonly FindingCode ValidationWithoutAssessment = new("achievement.validation-without-assessment", Severity.Hold, FindingSource.File,
        "Informal learning is awarded without saying how it was assessed.", "Fill in assessmentTypes: validation means identification, documentation, assessment and certification.");

    /// <summary>The same Recommendation: documentation.</summary>
    public static readonly FindingCode ValidationWithoutEvidence = Warn("achievement.validation-without-evidence",
        "Informal learning is awarded without evidence.", "Fill in evidenceUrl, or name an entry.");

    public static readonly FindingCode CreditSystemMissing = Reject("achievement.credit-system-missing",
        "Credit points are given without their credit system.", "Fill in creditSystem.");

    public static readonly FindingCode CreditSystemUnknown = Reject("achievement.credit-system-unknown",
        "The credit system is not known in the country on the day of the award.", "Write ECTS, ECVET or the id of the national system.");

    public static readonly FindingCode CreditsNotPositive = Reject("achievement.credits-not-positive",
        "Credit points must be more than 0.", "Leave the cell empty when the achievement carries no credit.");

    public static readonly RulesetFinding CreditDecimals = new(Reject("achievement.credit-decimals",
        "The credit system allows at most {0} decimal places.", "Use whole credits where the system has no decimals."));

    public static readonly RulesetFinding CreditsPerHour = new(Reject("achievement.credits-per-hour",
        "Hours and credits do not fit: {0}.", "Check workload, kind of hours and credits."));

    public static readonly FindingCode HoursNotPositive = Reject("achievement.hours-not-positive",
        "The workload must be more than 0 hours.", "Leave the cell empty when the workload is not known.");

    public static readonly RulesetFinding Size = new(Reject("achievement.size",
        "An achievement of this kind has to be {0}.", "Check the amount, or the kind."));

    public static readonly FindingCode FrameworkMissing = Reject("achievement.framework-missing",
        "The national level does not say of which framework it is.", "Fill in nqfFramework.");

    public static readonly FindingCode FrameworkUnknown = Reject("achievement.framework-unknown",
        "The qualifications framework is not known.", "Write its short name.");

    public static readonly RulesetFinding LevelUnknown = new(Reject("achievement.level-unknown",
        "The framework {0} has no such level.", "Write the level as the framework names it: 4, 4+, 5a."));

    public static readonly RulesetFinding LevelContradiction = new(Reject("achievement.level-contradiction",
        "The EQF level contradicts the national level, which is referenced to {0}.", "Correct one of the two levels, or leave the EQF level out."));

    public static readonly RulesetFinding LevelNotReferenced = new(Reject("achievement.level-not-referenced",
        "An EQF level is given for a level of {0} that is not referenced to the EQF.", "Leave the EQF level out."));

    public static readonly FindingCode EntryUnknown = Register("achievement.entry-unknown", Severity.Reject,
        "The entry is not in the catalogue.", "Check entryId, or leave it empty and describe the achievement in the row.");

    public static readonly FindingCode EntryNotPublished = Register("achievement.entry-not-published", Severity.Hold,
        "The entry is a draft and not published.", "Publish the entry first.");

    public static readonly FindingCode EntryWithdrawn = Register("achievement.entry-withdrawn", Severity.Warn,
        "The entry is withdrawn.", "Nothing needs to be done when it was awarded before.");

    /// <summary>Detail: what the entry says.</summary>
    public static readonly FindingCode EntryCredits = Register("achievement.entry-credits", Severity.Reject,
        "The credits contradict the entry, which carries {0}.", "Correct the row or the entry, or leave the credits out: the entry gives them.");

    /// <summary>Detail: what the entry says.</summary>
    public static readonly FindingCode EntryLevel = Register("achievement.entry-level", Severity.Reject,
        "The level contradicts the entry, which is at {0}.", "Correct the row or the entry, or leave the level out: the entry gives it.");

    /// <summary>Detail: what the entry says.</summary>
    public static readonly FindingCode EntryKind = Register("achievement.entry-kind", Severity.Reject,
        "The kind contradicts the entry, which is a {0}.", "Leave kind empty: the entry gives it.");

    public static readonly FindingCode AwardingBodyUnknown = Register("achievement.awarding-body-unknown", Severity.Reject,
        "The awarding body is not in the register.", "Check its id, or ask the registrar to enter it.");

    public static IReadOnlyList<FindingCode> All { get; } =
    [
        LearnerMissing, SchemeInvalid, LearnerIdInvalid, BirthDateUnreadable, AwardedOnMissing, AwardedInFuture, IssuedBeforeAward, DescriptionMissing, ElementMissing.Code, EntryElementMissing.Code,
        CountryUnknown, ReplacesItself, ReplacesWithoutCorrection, ReplacedUnknown, FormalWithoutLevel, ValidationWithoutAssessment, ValidationWithoutEvidence,
        CreditSystemMissing, CreditSystemUnknown, CreditsNotPositive, CreditDecimals.Code, CreditsPerHour.Code, HoursNotPositive, Size.Code,
        FrameworkMissing, FrameworkUnknown, LevelUnknown.Code, LevelContradiction.Code, LevelNotReferenced.Code,
        EntryUnknown, EntryNotPublished, EntryWithdrawn, EntryCredits, EntryLevel, EntryKind, AwardingBodyUnknown,
    ];

    static FindingCode Reject(string code, string message, string help) => new(code, Severity.Reject, FindingSource.File, message, help);

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);

    static FindingCode Register(string code, Severity severity, string message, string help) => new(code, severity, FindingSource.Register, message, help);
}
