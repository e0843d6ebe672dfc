using System.Collections.Frozen;

namespace Hub.Recognition.Evaluation;

/// <summary>Everything an evaluation can find, in one table. The sentences are in <c>Rulesets/Phrases/evaluation.csv</c>.</summary>
public static class EvaluationCodes
{
    public static readonly EvaluationCode InRegister = Holds("recognition.in-register", Aspect.Authenticity);
    public static readonly EvaluationCode SealValid = Holds("recognition.seal-valid", Aspect.Authenticity);
    public static readonly EvaluationCode SealValidThen = Doubt("recognition.seal-valid-then", Aspect.Authenticity);
    public static readonly EvaluationCode Unchecked = Doubt("recognition.evidence-unchecked", Aspect.Authenticity);
    public static readonly EvaluationCode Broken = Fails("recognition.seal-broken", Aspect.Authenticity);
    public static readonly EvaluationCode Replaced = Fails("recognition.achievement-replaced", Aspect.Authenticity);
    public static readonly EvaluationCode Revoked = Fails("recognition.achievement-revoked", Aspect.Authenticity);
    public static readonly EvaluationCode Planned = Doubt("recognition.achievement-planned", Aspect.Authenticity);

    public static readonly EvaluationCode Accredited = Holds("recognition.accredited", Aspect.Accreditation);
    public static readonly EvaluationCode QualityAgreed = Holds("recognition.quality-agreed", Aspect.Accreditation);
    public static readonly EvaluationCode NotAccredited = Doubt("recognition.not-accredited", Aspect.Accreditation);

    public static readonly EvaluationCode AgreementNotNeeded = Holds("recognition.agreement-not-needed", Aspect.Agreement);
    public static readonly EvaluationCode Agreed = Holds("recognition.agreed", Aspect.Agreement);
    public static readonly EvaluationCode NoAgreement = Doubt("recognition.no-agreement", Aspect.Agreement);

    public static readonly EvaluationCode LevelNotAsked = Holds("recognition.level-not-asked", Aspect.Level);
    public static readonly EvaluationCode LevelSame = Holds("recognition.level-same", Aspect.Level);
    public static readonly EvaluationCode LevelReached = Holds("recognition.level-reached", Aspect.Level);
    public static readonly EvaluationCode LevelLower = Doubt("recognition.level-lower", Aspect.Level);
    public static readonly EvaluationCode LevelMissing = Doubt("recognition.level-missing", Aspect.Level);
    public static readonly EvaluationCode LevelNotInFramework = Doubt("recognition.level-not-in-framework", Aspect.Level);
    public static readonly EvaluationCode LevelNotReferenced = Doubt("recognition.level-not-referenced", Aspect.Level);
    public static readonly EvaluationCode LevelContradicts = Doubt("recognition.level-contradicts", Aspect.Level);

    public static readonly EvaluationCode SameOutcome = Holds("recognition.same-outcome", Aspect.Coverage);
    public static readonly EvaluationCode AgreedOutcome = Holds("recognition.agreed-outcome", Aspect.Coverage);
    public static readonly EvaluationCode Equivalent = Holds("recognition.equivalent", Aspect.Coverage);
    public static readonly EvaluationCode PartlyEquivalent = Holds("recognition.partly-equivalent", Aspect.Coverage);
    public static readonly EvaluationCode SameSkills = Doubt("recognition.same-skills", Aspect.Coverage);
    public static readonly EvaluationCode SomeSkills = Doubt("recognition.some-skills", Aspect.Coverage);
    public static readonly EvaluationCode NotCovered = Holds("recognition.not-covered", Aspect.Coverage);
    public static readonly EvaluationCode NoParts = Doubt("recognition.target-without-parts", Aspect.Coverage);

    public static readonly EvaluationCode AllCovered = Holds("recognition.parts-covered", Aspect.Coverage);

    public static readonly EvaluationCode VolumeNotCounted = Holds("recognition.volume-not-counted", Aspect.Volume);
    public static readonly EvaluationCode OwnCredits = Holds("recognition.own-credits", Aspect.Volume);
    public static readonly EvaluationCode PartWithoutCredits = Doubt("recognition.part-without-credits", Aspect.Volume);
    public static readonly EvaluationCode SameSystem = Holds("recognition.same-credit-system", Aspect.Volume);
    public static readonly EvaluationCode ConvertedExactly = Holds("recognition.credits-converted", Aspect.Volume);
    public static readonly EvaluationCode ConvertedInRange = Doubt("recognition.credits-in-range", Aspect.Volume);
    public static readonly EvaluationCode NotComparable = Doubt("recognition.not-comparable", Aspect.Volume);
    public static readonly EvaluationCode TargetWithoutCreditSystem = Doubt("recognition.target-without-credit-system", Aspect.Volume);
    public static readonly EvaluationCode AchievementWithoutCredits = Doubt("recognition.achievement-without-credits", Aspect.Volume);
    public static readonly EvaluationCode ConversionChain = Doubt("recognition.conversion-chain", Aspect.Volume);
    public static readonly EvaluationCode CapExceeded = Doubt("recognition.cap-exceeded", Aspect.Volume);
    public static readonly EvaluationCode CapUnknown = Doubt("recognition.cap-not-checkable", Aspect.Volume);

    public static readonly EvaluationCode AgeNotLimited = Holds("recognition.age-not-limited", Aspect.Age);
    public static readonly EvaluationCode YoungEnough = Holds("recognition.young-enough", Aspect.Age);
    public static readonly EvaluationCode TooOld = Fails("recognition.too-old", Aspect.Age);
    public static readonly EvaluationCode AwardedLater = Fails("recognition.awarded-later", Aspect.Age);

    public static readonly EvaluationCode UsedNowhere = Holds("recognition.used-nowhere", Aspect.DoubleCounting);
    public static readonly EvaluationCode UsedHere = Fails("recognition.used-for-same-target", Aspect.DoubleCounting);
    public static readonly EvaluationCode UsedElsewhere = Doubt("recognition.used-for-other-target", Aspect.DoubleCounting);
    public static readonly EvaluationCode PresentedTwice = Holds("recognition.presented-twice", Aspect.DoubleCounting);

    /// <summary>By aspect: nothing came to be looked at under it, because nothing was presented or nothing covers a part.</summary>
    public static IReadOnlyList<EvaluationCode> WithoutSubject { get; } =
        [.. Enum.GetValues<Aspect>().Select(a => new EvaluationCode($"recognition.{HubJson.NameOf(a)}-without-subject", a, Standing.Holds, "without-subject"))];

    public static IReadOnlyList<EvaluationCode> All { get; } =
        [.. typeof(EvaluationCodes).GetFields().Select(f => f.GetValue(null)).OfType<EvaluationCode>(), .. WithoutSubject];

    static readonly FrozenDictionary<string, EvaluationCode> ByCode = All.ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

    /// <summary>The kind of finding behind a stored code; null for one of another version of the hub.</summary>
    public static EvaluationCode? Find(string code) => ByCode.GetValueOrDefault(code);

    static EvaluationCode Holds(string code, Aspect aspect) => new(code, aspect, Standing.Holds, code);

    static EvaluationCode Doubt(string code, Aspect aspect) => new(code, aspect, Standing.Doubt, code);

    static EvaluationCode Fails(string code, Aspect aspect) => new(code, aspect, Standing.Fails, code);
}
