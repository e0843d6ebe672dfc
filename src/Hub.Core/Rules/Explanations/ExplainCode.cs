using Hub.Submissions.Findings;

namespace Hub.Rules.Explanations;

/// <summary>A rule of one document that can give a finding.</summary>
/// <param name="Does">What the rule really does today; less than it asks for where it is unverified and nobody has adopted the document.</param>
public sealed record ExplainedRule(string Country, DateOnly EffectiveFrom, string Version, string Rule, string Says, RuleEffect? Asks, RuleEffect? Does, Confidence Confidence, string Source);

/// <summary>What a finding means and where it comes from.</summary>
/// <param name="Severity">The worst it can have.</param>
/// <param name="Message">Three points stand for what differs from row to row.</param>
/// <param name="Rules">Rules it can rest on; empty where it rests on no law, but on what the hub itself needs.</param>
public sealed record Explanation(string Code, Severity Severity, FindingSource Source, string Message, string Help, IReadOnlyList<ExplainedRule> Rules);

/// <summary>Explains a finding by its code.</summary>
public static class ExplainCode
{
    public static Result<Explanation> Of(string code, IRulesets rulesets)
    {
        if (FindingCodes.All.FirstOrDefault(c => c.Code == code) is not { } finding)
            return new Problem(ProblemKind.NotFound, "ruleset.code-unknown", "There is no finding with that code.", $"'{code}'; all of them stand in FINDINGS.md.");
        ExplainedRule[] rules =
        [
            .. from ruleset in rulesets.All
               orderby ruleset.Country, ruleset.EffectiveFrom
               from line in RuleLines.Of(ruleset)
               where line.Codes.Contains(code)
               select new ExplainedRule(ruleset.Country, ruleset.EffectiveFrom, ruleset.Version, line.Key, line.About, line.Effect, line.EffectIn(ruleset), line.Confidence, line.Source),
        ];
        return new Explanation(finding.Code, finding.Severity, finding.Source, finding.Message.Replace("{0}.", "...", StringComparison.Ordinal).Replace("{0}", "...", StringComparison.Ordinal), finding.Help, rules);
    }
}
