namespace Hub.Rules;

/// <summary>How large a micro-credential may be.</summary>
/// <param name="CreditSystem">Id of the credit system the bounds are in.</param>
/// <param name="Min">Lower bound in credits; null: none.</param>
/// <param name="Max">Upper bound in credits; null: none.</param>
/// <param name="MinInclusive">Whether the lower bound itself is allowed.</param>
/// <param name="MaxInclusive">Whether the upper bound itself is allowed.</param>
public sealed record MicroCredentialSize(string CreditSystem, decimal? Min, bool MinInclusive, decimal? Max, bool MaxInclusive, RuleEffect Effect, Confidence Confidence, string Source) : IRule
{
    public bool Allows(decimal credits) =>
        (Min is not { } min || (MinInclusive ? credits >= min : credits > min))
        && (Max is not { } max || (MaxInclusive ? credits <= max : credits < max));
}

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
}

/// <summary>A rule about providers or quality.</summary>
/// <param name="Kinds">Short names of the vocabulary <c>kinds</c> it applies to; empty: all.</param>
/// <param name="CreditSystem">Id of a credit system when only its entries are meant; null: all.</param>
public sealed record QualityRule(QualityCheck Check, IReadOnlyList<string> Kinds, string? CreditSystem, RuleEffect Effect, Confidence Confidence, string Source) : IRule;

/// <summary>An identifier scheme of the country.</summary>
/// <param name="Scheme">Prefix in <c>scheme:value</c>.</param>
/// <param name="Identifies">What it identifies: <c>entry</c>, <c>organisation</c>, <c>learner</c>.</param>
/// <param name="Register">Name of the register that gives the identifiers out.</param>
public sealed record IdentifierScheme(string Scheme, string Identifies, string Register, IReadOnlyDictionary<string, string> Names, Confidence Confidence, string Source) : IRule;
