namespace Hub.Rules;

/// <summary>How many credits an entry of a kind may carry.</summary>
/// <param name="Kind">Short name of the vocabulary <c>kinds</c>.</param>
/// <param name="CreditSystem">Id of the credit system the bounds are in.</param>
/// <param name="Frameworks">Ids of frameworks: only entries with a level of one of them, or of none at all; empty: every entry. For a country whose parts have frameworks and rules of their own.</param>
/// <param name="Min">Lower bound in credits; null: none.</param>
/// <param name="MinInclusive">Whether the lower bound itself is allowed.</param>
/// <param name="Max">Upper bound in credits; null: none.</param>
/// <param name="MaxInclusive">Whether the upper bound itself is allowed.</param>
/// <param name="Exception">How far above <paramref name="Max"/> the rule itself lets an entry go in exceptional cases; null: not at all.</param>
public sealed record EntrySize(
    string Kind,
    string CreditSystem,
    IReadOnlyList<string> Frameworks,
    decimal? Min,
    bool MinInclusive,
    decimal? Max,
    bool MaxInclusive,
    SizeException? Exception,
    RuleEffect Effect,
    Confidence Confidence,
    string Source) : IRule
{
    public bool Allows(decimal credits) =>
        (Min is not { } min || (MinInclusive ? credits >= min : credits > min))
        && (Max is not { } max || (MaxInclusive ? credits <= max : credits < max));

    /// <summary>Whether an amount that is not allowed as such may be an exceptional case.</summary>
    public bool MayBeException(decimal credits) => Exception is { } exception && credits > Max && credits <= exception.Max;

    public bool Concerns(string kind, string creditSystem, string? framework) =>
        Kind == kind && CreditSystem == creditSystem && (Frameworks.Count == 0 || framework is null || Frameworks.Contains(framework, StringComparer.Ordinal));
}

/// <summary>Exceptional cases a size rule allows. A person decides whether an entry is one, so such an entry is held.</summary>
/// <param name="Max">Upper bound in credits, itself allowed.</param>
/// <param name="About">When an entry is an exceptional case.</param>
public sealed record SizeException(decimal Max, string About, Confidence Confidence, string Source) : IRule;

/// <summary>How the level of a micro-credential of a type follows from what it is made of.</summary>
public enum LevelRule
{
    /// <summary>The level is that of the programme its parts come from; so that programme, or a part of it, is named.</summary>
    OfSourceProgramme,

    /// <summary>The level is the one most of its credits have; where two have as many, the institution chooses. So it is stated.</summary>
    LargestShare,

    /// <summary>The provider states the level.</summary>
    Stated,
}

/// <summary>A type of micro-credential the country tells apart.</summary>
/// <param name="Id">Short name entries use in <c>microCredentialType</c>, in any case: <c>1</c>, <c>3a</c>.</param>
/// <param name="About">What makes a micro-credential one of this type.</param>
/// <param name="LevelRule">How its level is found; null: not established.</param>
public sealed record MicroCredentialType(string Id, IReadOnlyDictionary<string, string> Names, string About, Rule<LevelRule>? LevelRule, RuleEffect Effect, Confidence Confidence, string Source) : IRule;

/// <summary>What a kind of record must carry.</summary>
/// <param name="Submission">Submission kind: <c>catalogue</c>, <c>achievements</c>.</param>
/// <param name="Kind">Short name of the vocabulary <c>kinds</c>: <c>micro-credential</c>, <c>unit</c> ...</param>
/// <param name="CreditSystem">Id of a credit system when only its entries are meant; null: all.</param>
public sealed record RequiredElements(string Submission, string Kind, string? CreditSystem, IReadOnlyList<RequiredElement> Elements);

/// <summary>One required element.</summary>
/// <param name="Name">The element's name in words.</param>
/// <param name="AnyOf">Canonical columns, one of which must be filled.</param>
public sealed record RequiredElement(string Name, IReadOnlyList<string> AnyOf, RuleEffect Effect, Confidence Confidence, string Source) : IRule;

/// <summary>Checks of providers and quality that the hub can make. Referred to by name; what they do is code.</summary>
public enum QualityCheck
{
    /// <summary>The entry names what it is derived from (<c>derivedFrom</c>): a validated programme or module of one.</summary>
    DerivedFromValidated,

    /// <summary>The awarding body is in the hub's register. Made against the register.</summary>
    AwardingBodyRegistered,

    /// <summary>An accreditation of the awarding body covers the entry's field, level and country on the day. Made against the register.</summary>
    AccreditationCovers,

    /// <summary>The level rests on a competent body's classification, not on the provider's word (<c>levelBasis</c>).</summary>
    LevelNotOnlyDeclared,

    /// <summary>An entry that carries credits names the programme it is inside of (<c>partOf</c> or <c>derivedFrom</c>).</summary>
    InsideProgramme,

    /// <summary>The awarding body has been given the right to teach the study-programme group of the entry. That the entry names its group (an ISCED-F code of three or four digits) is seen in the row; the right stands in the register.</summary>
    RightForStudyProgrammeGroup,

    /// <summary>The awarding body works in one of the rule's sectors. Made against the register.</summary>
    AwardingBodyOfSector,

    /// <summary>An entry derived from one registered unit, or from one registered entry of its own kind, carries that one's credits. Made against the catalogue.</summary>
    CreditsAsRegistered,
}

/// <summary>A rule about providers or quality.</summary>
/// <param name="Kinds">Short names of the vocabulary <c>kinds</c> it applies to; empty: all.</param>
/// <param name="CreditSystem">Id of a credit system when only its entries are meant; null: all.</param>
/// <param name="EqfLevels">EQF levels <c>1</c> to <c>8</c> when only entries of these levels are meant; empty: all.</param>
/// <param name="Sectors">Short names of the vocabulary <c>sectors</c> the check needs; empty where it needs none.</param>
public sealed record QualityRule(QualityCheck Check, IReadOnlyList<string> Kinds, string? CreditSystem, IReadOnlyList<string> EqfLevels, IReadOnlyList<string> Sectors, RuleEffect Effect, Confidence Confidence, string Source) : IRule;

/// <summary>An identifier scheme of the country.</summary>
/// <param name="Scheme">Prefix in <c>scheme:value</c>.</param>
/// <param name="Identifies">What it identifies: <c>entry</c>, <c>organisation</c>, <c>learner</c>.</param>
/// <param name="Register">Name of the register that gives the identifiers out.</param>
public sealed record IdentifierScheme(string Scheme, string Identifies, string Register, IReadOnlyDictionary<string, string> Names, Confidence Confidence, string Source) : IRule;
