using Hub.Rules;
using Hub.Submissions.Findings;

namespace Hub.Catalogue;

/// <summary>What can be wrong with a catalogue entry. Those of type <see cref="RulesetFinding"/> rest on a rule of a country.</summary>
public static class EntryFindings
{
    public static readonly FindingCode KindMissing = Reject("entry.kind-missing",
        "The row does not say what kind of entry it is.", "Fill in kind: qualification, unit, micro-credential, programme or module.");

    public static readonly FindingCode TitleMissing = Reject("entry.title-missing",
        "The entry has no title.", "Fill in title@xx, with the language's two-letter code for xx.");

    public static readonly RulesetFinding ElementMissing = OnRule("entry.element-missing",
        "A required element is missing: {0}.", "Fill in one of the columns. Which elements a kind of record needs stands in the ruleset of the country.");

    public static readonly FindingCode CountryUnknown = Warn("entry.country-unknown",
        "No rules of the awarding body's country are known; the European baseline was used.", "Name the country when checking offline, or ask the hub's operator for the country's ruleset.");

    public static readonly FindingCode FrameworkMissing = Reject("entry.framework-missing",
        "The national level does not say of which framework it is.", "Fill in nqfFramework.");

    public static readonly FindingCode FrameworkUnknown = Reject("entry.framework-unknown",
        "The qualifications framework is not known.", "Write its short name or its URI in the European vocabulary.");

    public static readonly RulesetFinding LevelUnknown = OnRule("entry.level-unknown",
        "The framework {0} has no such level.", "Write the level as the framework names it: 4, 4+, 5a.");

    public static readonly RulesetFinding LevelContradiction = OnRule("entry.level-contradiction",
        "The EQF level contradicts the national level, which is referenced to {0}.", "Correct one of the two levels, or leave the EQF level out.");

    public static readonly RulesetFinding LevelNotReferenced = OnRule("entry.level-not-referenced",
        "An EQF level is given for a level of {0} that is not referenced to the EQF.", "Leave the EQF level out.");

    public static readonly FindingCode CreditSystemMissing = Reject("entry.credit-system-missing",
        "Credit points are given without their credit system.", "Fill in creditSystem.");

    public static readonly FindingCode CreditSystemUnknown = Reject("entry.credit-system-unknown",
        "The credit system is not known in the country on the day that counts.", "Write ECTS, ECVET or the id of the national system.");

    public static readonly FindingCode CreditsNotPositive = Reject("entry.credits-not-positive",
        "Credit points must be more than 0.", "Leave the cell empty when the entry carries no credit.");

    public static readonly RulesetFinding CreditDecimals = OnRule("entry.credit-decimals",
        "The credit system allows at most {0} decimal places.", "Use whole credits where the system has no decimals.");

    public static readonly RulesetFinding CreditLevel = OnRule("entry.credit-level",
        "The credit system does not exist at this level; it exists at {0}.", "Check level and credit system.");

    public static readonly RulesetFinding CreditComponent = OnRule("entry.credit-component",
        "The credit system has no such component; it has {0}.", "Write the component's short name, or leave the cell empty.");

    public static readonly RulesetFinding CreditsPerHour = OnRule("entry.credits-per-hour",
        "Hours and credits do not fit: {0}.", "Check workload, kind of hours and credits. A registered amount of a national catalogue stays what it is.");

    public static readonly RulesetFinding MicroCredentialSize = OnRule("entry.micro-credential-size",
        "A micro-credential has to be {0}.", "Check the amount, or the kind of entry.");

    public static readonly RulesetFinding Size = OnRule("entry.size",
        "An entry of this kind has to be {0}.", "Check the amount, or the kind of entry.");

    public static readonly RulesetFinding SizeException = new(new FindingCode("entry.size-exception", Severity.Hold, FindingSource.File,
        "The amount is above what an entry of this kind has in general: {0}.", "A registrar decides whether the entry is such an exception."));

    public static readonly RulesetFinding CreditsNotRegistered = OnRule("entry.credits-not-registered",
        "Entries of this kind carry these credits only when a register has given them out: {0}.", "Add the identifier of the registration to identifiers, or leave the credits out.");

    public static readonly RulesetFinding MicroCredentialType = OnRule("entry.micro-credential-type",
        "The country has no such type of micro-credential; it has {0}.", "Write the type's short name, or leave the cell empty.");

    public static readonly RulesetFinding TypeWithoutSource = OnRule("entry.type-without-source",
        "The level of a micro-credential of type {0} is that of the programme it comes from, and none is named.", "Fill in derivedFrom.");

    public static readonly RulesetFinding TypeWithoutLevel = OnRule("entry.type-without-level",
        "A micro-credential of type {0} states its level.", "Fill in nqfLevel.");

    public static readonly FindingCode HoursExceedWorkload = Reject("entry.hours-exceed-workload",
        "Contact, self-study and work-based hours together are more than the workload.", "Correct the parts or the whole; leave parts out that are not known.");

    public static readonly FindingCode HoursNotPositive = Reject("entry.hours-not-positive",
        "The workload must be more than 0 hours.", "Leave the cell empty when the workload is not known.");

    public static readonly FindingCode WeightWithoutWhole = Reject("entry.weight-without-whole",
        "A relative weight needs exactly one partOf.", "Fill in partOf with the one qualification the weight is measured in.");

    public static readonly FindingCode WeightRange = Reject("entry.weight-range",
        "The relative weight is a percentage above 0 and up to 100.", "Write 12.5 for an eighth of the qualification.");

    public static readonly FindingCode RefersToItself = Reject("entry.refers-to-itself",
        "The entry names itself.", "Name the entry it is part of, or derived from.");

    public static readonly FindingCode ValidityReversed = Reject("entry.validity-reversed",
        "validUntil is before validFrom.", "Correct one of the two dates.");

    public static readonly FindingCode StartAfterEnd = Reject("entry.start-after-end",
        "The offer starts after the entry has ceased to be valid.", "Correct startDate or validUntil.");

    public static readonly FindingCode DeadlineAfterEnd = Reject("entry.deadline-after-end",
        "Applications close after the offer has ended.", "Correct applicationDeadline.");

    public static readonly FindingCode CurrencyMissing = Reject("entry.currency-missing",
        "The price has no currency.", "Fill in priceCurrency with the ISO 4217 code, such as EUR.");

    public static readonly RulesetFinding NotDerived = OnRule("entry.not-derived",
        "The entry does not say which validated programme or module it is derived from.", "Fill in derivedFrom.");

    public static readonly RulesetFinding NotInProgramme = OnRule("entry.not-in-programme",
        "The entry carries credits but does not say inside which programme.", "Fill in partOf or derivedFrom, or leave the credits out.");

    public static readonly RulesetFinding StudyProgrammeGroupMissing = OnRule("entry.study-programme-group-missing",
        "The entry does not say of which study-programme group it is.", "Fill in iscedF with a code of three or four digits.");

    public static readonly RulesetFinding LevelOnlyDeclared = OnRule("entry.level-only-declared",
        "The level rests on the provider's word alone.", "Have the level classified by the competent body, and write classified or in-framework into levelBasis.");

    public static readonly FindingCode OutcomesMisaligned = Reject("entry.outcomes-misaligned",
        "Types or ESCO skills of learning outcomes stand in another number than the outcomes: {0}.", "Give one value per outcome, in their order, and leave a place empty where there is none: knowledge||skill.");

    public static readonly FindingCode OutcomesUneven = Reject("entry.outcomes-uneven",
        "A learning outcome is empty or stands there twice, so it can not be said which type or skill belongs to which.", "Write each outcome once, without empty places between them.");

    public static readonly FindingCode OutcomeLanguagesDiffer = Warn("entry.outcome-languages-differ",
        "The learning outcomes are not the same number in all languages: {0}.", "Give every outcome in every language, in the same order: they are matched by their place.");

    public static readonly FindingCode SkillUnknown = Register("entry.skill-unknown", Severity.Warn,
        "ESCO has no such skill: {0}.", "Look the skill up in ESCO and copy its URI, or ask the hub's operator which version of ESCO is loaded.");

    public static readonly FindingCode SkillObsolete = Register("entry.skill-obsolete", Severity.Warn,
        "ESCO no longer uses the skill {0}.", "Replace it by the skill ESCO names in its place, or by the nearest one.");

    public static readonly FindingCode ReferenceUnknown = Register("entry.reference-unknown", Severity.Reject,
        "The entry named in partOf or derivedFrom does not exist.", "Send that entry too, or correct its id.");

    public static readonly FindingCode ReferenceRejected = Reject("entry.reference-rejected",
        "The record it refers to stands in row {0}, which was rejected.", "Correct that row first; this one then follows.");

    public static readonly FindingCode ReferenceHeld = new("entry.reference-held", Severity.Hold, FindingSource.File,
        "The record it refers to stands in row {0}, which is held.", "It waits with that row; when a registrar lets that one in, this one follows.");

    public static readonly FindingCode ReferenceCircle = Reject("entry.reference-circle",
        "The entry refers to row {0}, which leads back to it.", "Say which entry is part of which, or derived from which, in one direction only.");

    public static readonly FindingCode ReferenceCircleStored = Register("entry.reference-circle-stored", Severity.Reject,
        "The entry refers to one in the catalogue that leads back to it.", "Say which entry is part of which, or derived from which, in one direction only; change the other entry first where it is the wrong one.");

    public static readonly FindingCode ReferenceWithdrawn = Register("entry.reference-withdrawn", Severity.Warn,
        "The entry named in partOf or derivedFrom is withdrawn.", "Check whether the reference still holds.");

    public static readonly FindingCode ReferenceWithdrawnHere = Warn("entry.reference-withdrawn-here",
        "Row {0} withdraws the entry named in partOf or derivedFrom.", "Check whether the reference still holds; what is withdrawn together needs no change.");

    public static readonly FindingCode AwardingBodyUnknown = Register("entry.awarding-body-unknown", Severity.Reject,
        "The awarding body is not in the register.", "Check its id, or ask the registrar to enter it.");

    public static readonly FindingCode ProviderUnknown = Register("entry.provider-unknown", Severity.Warn,
        "A provider is not in the register.", "Check its id, or ask the registrar to enter it.");

    /// <summary>Detail: what would have to be covered.</summary>
    public static readonly RulesetFinding NotAccredited = new(Register("entry.not-accredited", Severity.Reject,
        "No accreditation of the awarding body or of a provider covers the entry: {0}.", "Check field, level and dates, name the accreditation in the column accreditation, or ask the agency to send it to the register."));

    /// <summary>Detail: what would have to be covered.</summary>
    public static readonly RulesetFinding GroupRightMissing = new(Register("entry.group-right-missing", Severity.Reject,
        "Neither the awarding body nor a provider has the right to the study-programme group: {0}.", "Check iscedF and the dates, or ask the agency to send the right to the register."));

    /// <summary>Detail: the sectors.</summary>
    public static readonly RulesetFinding OtherSector = new(Register("entry.awarding-body-other-sector", Severity.Reject,
        "Only awarding bodies of these sectors may award the entry: {0}.", "Check kind, credits and level, or ask the registrar to correct the sectors of the awarding body."));

    /// <summary>Detail: the levels it could have.</summary>
    public static readonly RulesetFinding LevelNotOfSource = new(Register("entry.level-not-of-source", Severity.Reject,
        "The level is not that of the programme the micro-credential comes from: {0}.", "Correct the level, or derivedFrom."));

    /// <summary>Detail: what the registered entry carries.</summary>
    public static readonly RulesetFinding CreditsNotAsRegistered = new(Register("entry.credits-not-as-registered", Severity.Reject,
        "The registered entry that this one is derived from carries other credits: {0}.", "Write the registered amount, whatever the hours of the offer, or correct derivedFrom."));

    public static IReadOnlyList<FindingCode> All { get; } =
    [
        KindMissing, TitleMissing, ElementMissing.Code, CountryUnknown, FrameworkMissing, FrameworkUnknown, LevelUnknown.Code, LevelContradiction.Code, LevelNotReferenced.Code,
        CreditSystemMissing, CreditSystemUnknown, CreditsNotPositive, CreditDecimals.Code, CreditLevel.Code, CreditComponent.Code, CreditsPerHour.Code, MicroCredentialSize.Code,
        Size.Code, SizeException.Code, CreditsNotRegistered.Code, MicroCredentialType.Code, TypeWithoutSource.Code, TypeWithoutLevel.Code,
        HoursExceedWorkload, HoursNotPositive, WeightWithoutWhole, WeightRange, RefersToItself, ValidityReversed, StartAfterEnd, DeadlineAfterEnd, CurrencyMissing,
        NotDerived.Code, NotInProgramme.Code, StudyProgrammeGroupMissing.Code, LevelOnlyDeclared.Code, OutcomesMisaligned, OutcomesUneven, OutcomeLanguagesDiffer, SkillUnknown, SkillObsolete,
        ReferenceUnknown, ReferenceRejected, ReferenceHeld, ReferenceCircle, ReferenceCircleStored, ReferenceWithdrawn, ReferenceWithdrawnHere, AwardingBodyUnknown, ProviderUnknown,
        NotAccredited.Code, GroupRightMissing.Code, OtherSector.Code, LevelNotOfSource.Code, CreditsNotAsRegistered.Code,
    ];

    static FindingCode Reject(string code, string message, string help) => new(code, Severity.Reject, FindingSource.File, message, help);

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);

    static FindingCode Register(string code, Severity severity, string message, string help) => new(code, severity, FindingSource.Register, message, help);

    static RulesetFinding OnRule(string code, string message, string help) => new(Reject(code, message, help));
}
