using Hub.Rules;

namespace Hub.Recognition.Evaluation;

/// <summary>What the hub computes about a request. It decides nothing but, where all is beyond doubt, a full grant.</summary>
/// <param name="Parts">One for each part of the target, in its order.</param>
/// <param name="Aspects">One for each aspect, in the order of <see cref="Aspect"/>.</param>
/// <param name="Trace">The rules it rests on, with their legal basis.</param>
/// <param name="RulesetVersion">SHA-256 of the ruleset, as stored with every decision.</param>
/// <param name="AsOf">The day that counts.</param>
public sealed record RequestEvaluation(
    IReadOnlyList<PartCoverage> Parts,
    IReadOnlyList<AspectResult> Aspects,
    EvaluatedVolume Volume,
    Proposal Proposal,
    IReadOnlyList<RuleUse> Trace,
    string RulesetVersion,
    DateOnly AsOf);

public enum Extent
{
    Not,
    Partly,
    Covered,
}

/// <summary>How far a part of the target is covered, and by what.</summary>
/// <param name="Achievement">Id of the achievement that covers it best; null: none does.</param>
/// <param name="How">Why it covers it; null: nothing does.</param>
/// <param name="IsSound">Whether nothing about that achievement is in doubt.</param>
/// <param name="Credits">The part's own credits, in the target's system; null: not stated.</param>
public sealed record PartCoverage(string Part, Extent Extent, string? Achievement, EvaluationFinding? How, bool IsSound, decimal? Credits = null);

/// <summary>Credits the proposal comes to.</summary>
/// <param name="System">Credit system of the target; null: credits are not counted.</param>
/// <param name="Credits">Null: not counted, or not known before a person decides.</param>
/// <param name="Counted">What <paramref name="Credits"/> is the sum of.</param>
public sealed record EvaluatedVolume(string? System, decimal? Credits, IReadOnlyList<Conversion> Conversions, IReadOnlyList<CapUse> Caps, IReadOnlyList<CountedCredits> Counted);

/// <summary>Credits that count, after the caps of the receiver.</summary>
/// <param name="Part">The part whose own credits they are; null: they are the achievement's, converted.</param>
public sealed record CountedCredits(string Achievement, string? Part, decimal Credits);

/// <summary>One conversion with its rounding, from what was originally awarded.</summary>
/// <param name="HoursKind">Null where credits of one system count as awarded.</param>
/// <param name="Low">Result before rounding, at the lower end of the range the law gives.</param>
/// <param name="Credits">What counts: <paramref name="Low"/> rounded down to <paramref name="DecimalPlaces"/>.</param>
public sealed record Conversion(string Achievement, decimal Points, string From, string To, string? HoursKind, decimal? HoursLow, decimal? HoursHigh, decimal Low, decimal High, int DecimalPlaces, decimal Credits);

/// <param name="Most">Most credits the receiver may recognise of this sort; null: the target states no credits.</param>
/// <param name="Credits">What counts against it; null: not known.</param>
public sealed record CapUse(string Cap, decimal? Most, decimal? Credits, string Source)
{
    public bool IsExceeded => Credits > Most;
}

/// <summary>A rule that was used.</summary>
public sealed record RuleUse(string Key, IRule Rule);

/// <summary>Outcomes a proposal may name, in the order of the EAR manual, chapter 11: refusal comes last.</summary>
public enum ProposedOutcome
{
    Full,
    Alternative,
    Partial,
    Conditional,
    None,
    NeedsPerson,
}

/// <summary>What the evaluation proposes. Only a full one may be granted by a machine, and only if <paramref name="MachineMayGrant"/>.</summary>
/// <param name="IfDoubtsAreSettled">What it comes to if a person finds every doubt unfounded; equals <paramref name="Outcome"/> where there is none.</param>
public sealed record Proposal(ProposedOutcome Outcome, ProposedOutcome IfDoubtsAreSettled, bool MachineMayGrant, string? AlternativeTarget);
