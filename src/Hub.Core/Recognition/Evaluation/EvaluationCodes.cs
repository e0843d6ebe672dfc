namespace Hub.Recognition.Evaluation;

/// <summary>Everything an evaluation can find, in one table.</summary>
public static class EvaluationCodes
{
    public static readonly EvaluationCode InRegister = Holds("recognition.in-register", Aspect.Authenticity, "The achievement stands in the register.");
    public static readonly EvaluationCode SealValid = Holds("recognition.seal-valid", Aspect.Authenticity, "The seal was valid when it was made and is valid now.");
    public static readonly EvaluationCode SealValidThen = Doubt("recognition.seal-valid-then", Aspect.Authenticity, "The seal was valid when it was made; that it still is could not be shown.");
    public static readonly EvaluationCode Unchecked = Doubt("recognition.evidence-unchecked", Aspect.Authenticity, "Nobody has checked this evidence yet: a person has to.");
    public static readonly EvaluationCode Broken = Fails("recognition.seal-broken", Aspect.Authenticity, "The seal does not fit the content.");
    public static readonly EvaluationCode Replaced = Fails("recognition.achievement-replaced", Aspect.Authenticity, "A corrected achievement stands in its place: that one can be presented.");
    public static readonly EvaluationCode Revoked = Fails("recognition.achievement-revoked", Aspect.Authenticity, "The awarding body has revoked the achievement.");
    public static readonly EvaluationCode Planned = Doubt("recognition.achievement-planned", Aspect.Authenticity, "The achievement is planned, not awarded.");

    public static readonly EvaluationCode Accredited = Holds("recognition.accredited", Aspect.Accreditation, "Accreditation {0} covered the achievement on the day of the award.");
    public static readonly EvaluationCode QualityAgreed = Holds("recognition.quality-agreed", Aspect.Accreditation, "Agreement {0} accepts the quality assurance of the awarding body.");
    public static readonly EvaluationCode NotAccredited = Doubt("recognition.not-accredited", Aspect.Accreditation, "No accreditation of the register covers the achievement on the day of the award.");

    public static readonly EvaluationCode AgreementNotNeeded = Holds("recognition.agreement-not-needed", Aspect.Agreement, "The route needs no agreement.");
    public static readonly EvaluationCode Agreed = Holds("recognition.agreed", Aspect.Agreement, "Agreement {0} covers the learning.");
    public static readonly EvaluationCode NoAgreement = Doubt("recognition.no-agreement", Aspect.Agreement, "The route wants a signed agreement that covers the learning; there is none.");

    public static readonly EvaluationCode LevelNotAsked = Holds("recognition.level-not-asked", Aspect.Level, "The target states no level.");
    public static readonly EvaluationCode LevelSame = Holds("recognition.level-same", Aspect.Level, "It is the target's own outcome or unit, or was agreed as such: its level is not asked.");
    public static readonly EvaluationCode LevelReached = Holds("recognition.level-reached", Aspect.Level, "The level reaches that of the target: {0}.");
    public static readonly EvaluationCode LevelLower = Doubt("recognition.level-lower", Aspect.Level, "The level is below that of the target: {0}.");
    public static readonly EvaluationCode LevelMissing = Doubt("recognition.level-missing", Aspect.Level, "The achievement states no level.");
    public static readonly EvaluationCode LevelNotInFramework = Doubt("recognition.level-not-in-framework", Aspect.Level, "The level is only classified or declared; no framework holds the achievement.");
    public static readonly EvaluationCode LevelNotReferenced = Doubt("recognition.level-not-referenced", Aspect.Level, "The national level has no established level of the EQF: {0}. None is derived.");
    public static readonly EvaluationCode LevelContradicts = Doubt("recognition.level-contradicts", Aspect.Level, "The stated level of the EQF is not that of the national level: {0}.");

    public static readonly EvaluationCode SameOutcome = Holds("recognition.same-outcome", Aspect.Coverage, "It is the same outcome or unit.");
    public static readonly EvaluationCode AgreedOutcome = Holds("recognition.agreed-outcome", Aspect.Coverage, "It was assessed as agreed in {0}.");
    public static readonly EvaluationCode Equivalent = Holds("recognition.equivalent", Aspect.Coverage, "It is declared equivalent: {0}.");
    public static readonly EvaluationCode PartlyEquivalent = Holds("recognition.partly-equivalent", Aspect.Coverage, "It is declared equivalent in part: {0}.");
    public static readonly EvaluationCode SameSkills = Doubt("recognition.same-skills", Aspect.Coverage, "It has the same ESCO skills; whether that is enough a person decides.");
    public static readonly EvaluationCode SomeSkills = Doubt("recognition.some-skills", Aspect.Coverage, "It has some of the ESCO skills of the part.");
    public static readonly EvaluationCode NotCovered = Holds("recognition.not-covered", Aspect.Coverage, "Nothing presented covers this part.");
    public static readonly EvaluationCode NoParts = Doubt("recognition.target-without-parts", Aspect.Coverage, "The target lists no outcomes or units to compare with.");

    public static readonly EvaluationCode AllCovered = Holds("recognition.parts-covered", Aspect.Coverage, "Parts covered: {0}.");

    public static readonly EvaluationCode VolumeNotCounted = Holds("recognition.volume-not-counted", Aspect.Volume, "Credits play no part on this route, or that they do is not established.");
    public static readonly EvaluationCode OwnCredits = Holds("recognition.own-credits", Aspect.Volume, "The target's own credits count: {0}. Credits of the achievement are information.");
    public static readonly EvaluationCode PartWithoutCredits = Doubt("recognition.part-without-credits", Aspect.Volume, "The part states no credits.");
    public static readonly EvaluationCode SameSystem = Holds("recognition.same-credit-system", Aspect.Volume, "Credits of the same system count as awarded: {0}.");
    public static readonly EvaluationCode ConvertedExactly = Holds("recognition.credits-converted", Aspect.Volume, "Converted once from what was originally awarded: {0}.");
    public static readonly EvaluationCode ConvertedInRange = Doubt("recognition.credits-in-range", Aspect.Volume, "The law gives a range, its lower end is proposed: {0}.");
    public static readonly EvaluationCode NotComparable = Doubt("recognition.not-comparable", Aspect.Volume, "The law does not make these credits comparable: {0}. The competent institution decides.");
    public static readonly EvaluationCode ConversionChain = Doubt("recognition.conversion-chain", Aspect.Volume, "The amount was converted before and the originally awarded one is not known: chains are not followed.");
    public static readonly EvaluationCode CapExceeded = Doubt("recognition.cap-exceeded", Aspect.Volume, "More than the receiver may recognise: {0}.");
    public static readonly EvaluationCode CapUnknown = Doubt("recognition.cap-not-checkable", Aspect.Volume, "Whether a cap of the receiver is kept cannot be told: {0}.");

    public static readonly EvaluationCode AgeNotLimited = Holds("recognition.age-not-limited", Aspect.Age, "The receiver sets no limit of age.");
    public static readonly EvaluationCode YoungEnough = Holds("recognition.young-enough", Aspect.Age, "The award is not older than the receiver allows.");
    public static readonly EvaluationCode TooOld = Fails("recognition.too-old", Aspect.Age, "The award is older than the {0} years the receiver allows.");
    public static readonly EvaluationCode AwardedLater = Fails("recognition.awarded-later", Aspect.Age, "The award lies after the day that counts.");

    public static readonly EvaluationCode UsedNowhere = Holds("recognition.used-nowhere", Aspect.DoubleCounting, "The achievement counts nowhere else.");
    public static readonly EvaluationCode UsedHere = Fails("recognition.used-for-same-target", Aspect.DoubleCounting, "The achievement counts for this target already: case {0}.");
    public static readonly EvaluationCode UsedElsewhere = Doubt("recognition.used-for-other-target", Aspect.DoubleCounting, "The achievement counts for another target: case {0}.");
    public static readonly EvaluationCode PresentedTwice = Holds("recognition.presented-twice", Aspect.DoubleCounting, "The achievement is presented twice and counts once.");

    /// <summary>By aspect: nothing came to be looked at under it, because nothing was presented or nothing covers a part.</summary>
    public static IReadOnlyList<EvaluationCode> WithoutSubject { get; } =
        [.. Enum.GetValues<Aspect>().Select(a => Holds($"recognition.{HubJson.NameOf(a)}-without-subject", a, "Nothing came to be looked at under this aspect."))];

    public static IReadOnlyList<EvaluationCode> All { get; } =
        [.. typeof(EvaluationCodes).GetFields().Select(f => f.GetValue(null)).OfType<EvaluationCode>(), .. WithoutSubject];

    static EvaluationCode Holds(string code, Aspect aspect, string message) => new(code, aspect, Standing.Holds, message);

    static EvaluationCode Doubt(string code, Aspect aspect, string message) => new(code, aspect, Standing.Doubt, message);

    static EvaluationCode Fails(string code, Aspect aspect, string message) => new(code, aspect, Standing.Fails, message);
}
