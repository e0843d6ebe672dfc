using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;
using Hub.Rules;

namespace Hub.Recognition.WhatIf;

/// <summary>What the evaluation of a supposed request comes to. It decides nothing and is kept nowhere.</summary>
/// <param name="Target">Public id of the entry the achievements would count towards.</param>
/// <param name="Institution">Who would decide.</param>
/// <param name="AsOf">Day that counts.</param>
/// <param name="Outcome">What would be proposed; needs-person where anything is in doubt, as everything planned is.</param>
/// <param name="IfDoubtsAreSettled">What it comes to if a person finds every doubt unfounded, and what is planned is achieved.</param>
/// <param name="MachineMayGrant">Whether the hub itself would grant it.</param>
/// <param name="CreditSystem">Of the target; null: credits are not counted.</param>
/// <param name="Credits">In that system; null: not counted, or not known before a person decides.</param>
/// <param name="Parts">One for each unit of the target, or the target itself where it has none.</param>
/// <param name="Aspects">One for each aspect that is looked at.</param>
/// <param name="Conversions">Each from what was originally awarded, with its rounding.</param>
/// <param name="Caps">Caps of the receiver that something counts against.</param>
/// <param name="Trace">Rules it rests on, each with its legal basis.</param>
public sealed record WhatIfAnswer(
    string Target, string Route, string Institution, DateOnly AsOf, WhatIfRuleset Ruleset, ProposedOutcome Outcome, ProposedOutcome IfDoubtsAreSettled, bool MachineMayGrant, string? CreditSystem, decimal? Credits,
    IReadOnlyList<WhatIfAchievement> Achievements, IReadOnlyList<WhatIfPart> Parts, IReadOnlyList<WhatIfAspect> Aspects, IReadOnlyList<Conversion> Conversions, IReadOnlyList<WhatIfCap> Caps, IReadOnlyList<WhatIfRule> Trace)
{
    internal static WhatIfAnswer Of(RecognitionCase supposed, CaseLaw law, EvaluationInput input, RequestEvaluation found) => new(
        supposed.Target, supposed.Route, supposed.Body, found.AsOf, WhatIfRuleset.Of(law.Ruleset), found.Proposal.Outcome, found.Proposal.IfDoubtsAreSettled, found.Proposal.MachineMayGrant, found.Volume.System, found.Volume.Credits,
        [.. input.Achievements.Select(a => new WhatIfAchievement(a.Id, a.Entry, a.AwardingBody, a.AwardedOn, a.State))],
        [.. found.Parts.Select(p => new WhatIfPart(p.Part, p.Extent, p.Achievement, p.IsSound, p.Credits, p.How?.Code.Code ?? EvaluationCodes.NotCovered.Code, p.How?.Explain() ?? EvaluationCodes.NotCovered.Say(null, "en")))],
        [.. found.Aspects.Select(a => new WhatIfAspect(a.Aspect, a.Standing, [.. a.Findings.Select(f => new WhatIfFinding(f.Code.Code, f.Code.Standing, f.Achievement, f.Part, f.Explain()))]))],
        found.Volume.Conversions,
        [.. found.Volume.Caps.Select(c => new WhatIfCap(c.Cap, c.Most, c.Credits, c.IsExceeded, c.Source))],
        [.. found.Trace.Select(t => new WhatIfRule(t.Key, t.Rule.Confidence, t.Rule.Source))]);
}

/// <param name="Version">SHA-256 of the document, and behind a plus sign which adoption counts.</param>
public sealed record WhatIfRuleset(string Country, DateOnly EffectiveFrom, string Version)
{
    internal static WhatIfRuleset Of(Ruleset ruleset) => new(ruleset.Country, ruleset.EffectiveFrom, ruleset.Version);
}

/// <summary>An achievement that was looked at.</summary>
/// <param name="Id">Public id; planned:entry for one that is planned.</param>
/// <param name="Entry">Public id of the catalogue entry it is of; null: none.</param>
/// <param name="AwardedOn">For one that is planned the day that counts.</param>
public sealed record WhatIfAchievement(string Id, string? Entry, string AwardingBody, DateOnly AwardedOn, AchievementState State);

/// <summary>How far a part of the target would be covered, and by what.</summary>
/// <param name="Part">Public id of the unit.</param>
/// <param name="Achievement">What covers it best; null: nothing does.</param>
/// <param name="IsSound">Whether nothing about that is in doubt.</param>
/// <param name="Credits">The part's own, in the system of the target; null: not stated.</param>
/// <param name="Code">Why it is covered, or that it is not.</param>
public sealed record WhatIfPart(string Part, Extent Extent, string? Achievement, bool IsSound, decimal? Credits, string Code, string Explanation);

/// <summary>An aspect with what was found about it.</summary>
/// <param name="Standing">The worst of its findings about achievements that count for something.</param>
public sealed record WhatIfAspect(Aspect Aspect, Standing Standing, IReadOnlyList<WhatIfFinding> Findings);

/// <param name="Achievement">Whom it is about; null: all of them.</param>
/// <param name="Part">Part of the target it is about; null: all of it.</param>
public sealed record WhatIfFinding(string Code, Standing Standing, string? Achievement, string? Part, string Explanation);

/// <param name="Most">Most credits the receiver may recognise of this sort; null: the target states no credits.</param>
/// <param name="Credits">What would count against it; null: not known.</param>
/// <param name="Basis">Act and article.</param>
public sealed record WhatIfCap(string Cap, decimal? Most, decimal? Credits, bool IsExceeded, string Basis);

/// <param name="Confidence">How well the value is founded: one that is unverified decides nothing.</param>
/// <param name="Basis">Act and article.</param>
public sealed record WhatIfRule(string Rule, Confidence Confidence, string Basis);
