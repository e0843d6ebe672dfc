namespace Hub.Rules;

/// <summary>A system of credit as one country uses it.</summary>
/// <param name="Id">Short name entries use, in any case: <c>ECTS</c>, <c>PONTO</c>.</param>
/// <param name="Names">Name by language (ISO 639-1).</param>
/// <param name="Uri">Its URI in the European vocabulary; null when it has none.</param>
/// <param name="CreditsPerYear">Credits of one year of formal full-time learning.</param>
/// <param name="DecimalPlaces">Most decimal places an amount may have; 0: whole credits only. Null: not known, so not checked.</param>
/// <param name="Levels">Levels the system exists for; null: any.</param>
/// <param name="Components">Component types a unit's credits may belong to; empty: the system has none.</param>
/// <param name="HoursPerCredit">Hours one credit stands for, by kind of hours and component; empty: credits do not follow from hours.</param>
/// <param name="Conversions">Historic conversions the law itself names.</param>
/// <param name="Aliases">Other names the country has for the same system; entries are stored under <paramref name="Id"/>.</param>
/// <param name="Registration">Which registers give the credits out; null: an entry's own word is enough.</param>
public sealed record CreditSystem(
    string Id,
    IReadOnlyDictionary<string, string> Names,
    string? Uri,
    Rule<decimal>? CreditsPerYear,
    Rule<int>? DecimalPlaces,
    CreditLevels? Levels,
    IReadOnlyList<CreditComponent> Components,
    IReadOnlyList<HoursPerCredit> HoursPerCredit,
    IReadOnlyList<CreditConversion> Conversions,
    IReadOnlyList<string> Aliases,
    CreditRegistration? Registration,
    Confidence Confidence,
    string Source) : IRule
{
    /// <summary>Whether this is the system's id or another name of it, in any case.</summary>
    public bool IsNamed(ReadOnlySpan<char> name)
    {
        if (name.Equals(Id, StringComparison.OrdinalIgnoreCase)) return true;
        foreach (string alias in Aliases)
            if (name.Equals(alias, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    public CreditComponent? FindComponent(ReadOnlySpan<char> id)
    {
        foreach (CreditComponent component in Components)
            if (id.Equals(component.Id, StringComparison.OrdinalIgnoreCase)) return component;
        return null;
    }
}

/// <summary>The levels of a framework for which a credit system exists.</summary>
public sealed record CreditLevels(string Framework, IReadOnlyList<string> Levels, Confidence Confidence, string Source) : IRule
{
    public bool Includes(string level)
    {
        foreach (string candidate in Levels)
            if (string.Equals(candidate, level, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}

/// <summary>Credits that a register gives out: an entry in it carries them by that, whatever its hours are.</summary>
/// <param name="Schemes">Identifier schemes of the registers; one of them in <c>identifiers</c> says that the entry is registered.</param>
/// <param name="Kinds">Short names of the vocabulary <c>kinds</c>: entries that carry no credits unless they are registered.</param>
public sealed record CreditRegistration(IReadOnlyList<string> Schemes, IReadOnlyList<string> Kinds, RuleEffect Effect, Confidence Confidence, string Source) : IRule
{
    /// <summary>Whether one of the identifiers (<c>scheme:value</c>) is of one of the registers.</summary>
    public bool IsRegistered(IReadOnlyList<string> identifiers)
    {
        foreach (string identifier in identifiers)
            foreach (string scheme in Schemes)
                if (identifier.Length > scheme.Length && identifier[scheme.Length] == ':' && identifier.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}

/// <summary>A type of component whose credits are counted in its own way.</summary>
public sealed record CreditComponent(string Id, IReadOnlyDictionary<string, string> Names, Confidence Confidence, string Source) : IRule;

/// <summary>Range of hours that one credit stands for.</summary>
/// <param name="HoursKind">Short name of the vocabulary <c>hours-kinds</c>: hours of different kinds are never compared.</param>
/// <param name="Component">Component it holds for; null: entries that name none.</param>
/// <param name="Min">Fewest hours per credit.</param>
/// <param name="Max">Most hours per credit.</param>
/// <param name="Tolerance">Share of the bounds by which an entry may miss them: 0 strictly, 0.5 by half.</param>
/// <param name="Effect"><c>reject</c> where the law fixes the range, <c>warn</c> where it only makes an amount plausible.</param>
public sealed record HoursPerCredit(string HoursKind, string? Component, decimal Min, decimal Max, decimal Tolerance, RuleEffect Effect, Confidence Confidence, string Source) : IRule
{
    readonly decimal _fewest = Min * (1 - Tolerance);
    readonly decimal _most = Max * (1 + Tolerance);

    public bool Allows(decimal hours, decimal credits) => hours >= _fewest * credits && hours <= _most * credits;
}

/// <summary>A conversion from an older unit, with the range of factors the law gives.</summary>
/// <param name="From">The older unit.</param>
/// <param name="Of">What the factor applies to: a cycle, a kind of component.</param>
public sealed record CreditConversion(string From, string Of, decimal FactorMin, decimal FactorMax, Confidence Confidence, string Source) : IRule;
