using System.Globalization;
using Hub.Recognition.Deadlines;
using Hub.Recognition.Evaluation;
using Hub.Rules;

namespace Hub.Recognition.Cases;

/// <summary>The law pinned to a case, ready for use.</summary>
public sealed record CaseLaw(Ruleset Ruleset, RecognitionRoute Route, DeadlineCalculator Calculator, EvaluationLaw Evaluation);

/// <summary>Finds the law of cases by its version, however long ago it was pinned.</summary>
public sealed class CaseLaws(IRulesets rulesets)
{
    readonly System.Collections.Concurrent.ConcurrentDictionary<(string Version, string Route), CaseLaw> _laws = new();

    /// <summary>The law of a country on a day, for a new case; null when it has no such route.</summary>
    public CaseLaw? Of(string country, DateOnly on, string route)
    {
        Ruleset ruleset = rulesets.For(country, on);
        return ruleset.FindRoute(route) is { } found ? Make(ruleset, found) : null;
    }

    /// <summary>The law of one document, whatever day it is from; the refusal where the hub has none such, or it has no such route.</summary>
    /// <param name="name">SHA-256 of the document, or <c>country/effective-date</c>.</param>
    public Result<CaseLaw> Named(string name, string route)
    {
        foreach (Ruleset ruleset in rulesets.All)
        {
            if (ruleset.Version != name && !string.Equals(string.Create(CultureInfo.InvariantCulture, $"{ruleset.Country}/{ruleset.EffectiveFrom:yyyy-MM-dd}"), name, StringComparison.OrdinalIgnoreCase)) continue;
            return ruleset.FindRoute(route) is { } found ? Make(ruleset, found) : CaseProblems.RouteUnknown(route);
        }

        return WhatIf.WhatIfProblems.RulesetUnknown();
    }

    /// <exception cref="InvalidOperationException">The hub no longer has that version: a fault of its set-up, which an operator mends.</exception>
    public CaseLaw Of(RecognitionCase of)
    {
        if (_laws.TryGetValue((of.RulesetVersion, of.Route), out CaseLaw? known)) return known;
        foreach (Ruleset ruleset in rulesets.All)
            if (ruleset.Version == of.RulesetVersion && ruleset.FindRoute(of.Route) is { } route) return Make(ruleset, route);
        throw new InvalidOperationException($"The ruleset {of.RulesetVersion} of case {of.Id} is not among the rulesets.");
    }

    CaseLaw Make(Ruleset ruleset, RecognitionRoute route) =>
        _laws.GetOrAdd((ruleset.Version, route.Id), _ => new CaseLaw(ruleset, route, new DeadlineCalculator(ruleset), new EvaluationLaw(ruleset, route, rulesets)));
}
