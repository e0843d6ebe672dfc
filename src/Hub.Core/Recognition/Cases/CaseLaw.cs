using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Hub.Recognition.Deadlines;
using Hub.Recognition.Evaluation;
using Hub.Recognition.WhatIf;
using Hub.Rules;
using Hub.Rules.Adoptions;

namespace Hub.Recognition.Cases;

/// <summary>The law pinned to a case, ready for use.</summary>
public sealed record CaseLaw(Ruleset Ruleset, RecognitionRoute Route, DeadlineCalculator Calculator, EvaluationLaw Evaluation);

/// <summary>
/// Finds the law of cases. A case is entered under the rules with the adoptions recorded until then, and keeps them: an adoption
/// recorded while it runs gives it no terms, grants or second decider it did not begin with.
/// </summary>
/// <param name="files">The rulesets as they were written, adopted by nobody but who stands in them.</param>
public sealed class CaseLaws(IRulesets files, RulesInForce rules)
{
    // Rules with the same adoptions are the same object; those nobody asks for any more go with what was made of them.
    readonly ConditionalWeakTable<IRulesets, ConcurrentDictionary<(string Version, string Route), CaseLaw>> _laws = [];

    /// <summary>The law of a country for a case that is entered now; null when it has no such route.</summary>
    public async Task<CaseLaw?> EnteredAsync(string country, DateTimeOffset now, string route, CancellationToken cancel) =>
        Of(await rules.AroundAsync(now, cancel), country, DateOnly.FromDateTime(now.UtcDateTime), route);

    /// <summary>The law of a country on a day, with the adoptions recorded by the end of it (UTC); null when it has no such route.</summary>
    /// <param name="on">A day to come has the adoptions of now.</param>
    public async Task<CaseLaw?> OfDayAsync(string country, DateOnly on, DateTimeOffset now, string route, CancellationToken cancel)
    {
        bool isPast = on < DateOnly.FromDateTime(now.UtcDateTime);
        DateTimeOffset end = isPast ? new DateTimeOffset(on.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddTicks(-1) : now;
        return Of(await rules.AroundAsync(end, cancel), country, on, route);
    }

    /// <summary>The law of one document, whatever day it is from; the refusal where the hub has none such, or it has no such route.</summary>
    /// <param name="name">
    /// <c>country/effective-date</c>: the document with its adoption, where there is one. A version such as judgements name: with the
    /// adoption if it names one, otherwise the document as it was written.
    /// </param>
    public async Task<Result<CaseLaw>> NamedAsync(string name, DateTimeOffset now, string route, CancellationToken cancel)
    {
        IRulesets inForce = await rules.AroundAsync(now, cancel);
        if (Find(inForce, name) is not { } ruleset) return WhatIfProblems.RulesetUnknown();
        return ruleset.FindRoute(route) is { } found ? Make(inForce, ruleset, found) : CaseProblems.RouteUnknown(route);
    }

    /// <summary>The law a case was entered under, however long ago.</summary>
    /// <exception cref="InvalidOperationException">The hub no longer has that version: a fault of its set-up, which an operator mends.</exception>
    public async Task<CaseLaw> OfAsync(RecognitionCase of, CancellationToken cancel)
    {
        IRulesets then = await rules.AroundAsync(of.EnteredAt, cancel);
        if (Pinned(then, of) is { } known) return known;
        // Entered by a process that had already read an adoption this one has not.
        return Pinned(await rules.AsOfAsync(of.EnteredAt, cancel), of) ?? throw new InvalidOperationException($"The ruleset {of.RulesetVersion} of case {of.Id} is not among the rulesets.");
    }

    CaseLaw? Pinned(IRulesets then, RecognitionCase of)
    {
        if (_laws.GetOrCreateValue(then).TryGetValue((of.RulesetVersion, of.Route), out CaseLaw? known)) return known;
        return Version(then, of.RulesetVersion) is { } ruleset && ruleset.FindRoute(of.Route) is { } route ? Make(then, ruleset, route) : null;
    }

    CaseLaw? Of(IRulesets among, string country, DateOnly on, string route)
    {
        Ruleset ruleset = among.For(country, on);
        return ruleset.FindRoute(route) is { } found ? Make(among, ruleset, found) : null;
    }

    Ruleset? Find(IRulesets among, string name) =>
        Version(among, name) ?? among.All.FirstOrDefault(r => string.Equals(string.Create(CultureInfo.InvariantCulture, $"{r.Country}/{r.EffectiveFrom:yyyy-MM-dd}"), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A document that has been adopted since is still there as it was written.</summary>
    Ruleset? Version(IRulesets among, string version) => among.All.FirstOrDefault(r => r.Version == version) ?? files.All.FirstOrDefault(r => r.Version == version);

    CaseLaw Make(IRulesets among, Ruleset ruleset, RecognitionRoute route) =>
        _laws.GetOrCreateValue(among).GetOrAdd((ruleset.Version, route.Id), _ => new CaseLaw(ruleset, route, new DeadlineCalculator(ruleset), new EvaluationLaw(ruleset, route, among)));
}
