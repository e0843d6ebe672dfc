using Hub.Submissions.Findings;

namespace Hub.Rules;

/// <summary>Anything in a ruleset a decision can rest on: it says how well it is founded and where it comes from.</summary>
public interface IRule
{
    Confidence Confidence { get; }

    /// <summary>Act and article, page or document the value was taken from.</summary>
    string Source { get; }
}

/// <summary>One value of a ruleset with its foundation.</summary>
public sealed record Rule<T>(T Value, Confidence Confidence, string Source) : IRule;

/// <summary>
/// A kind of finding that rests on a value of a ruleset. It becomes a finding only together with that value, so that what the
/// value is worth always limits what the finding does: unverified law does not reject.
/// </summary>
public sealed record RulesetFinding(FindingCode Code)
{
    /// <summary>
    /// Severity against one rule: no worse than <paramref name="effect"/>, and never <see cref="Severity.Reject"/> where the rule is
    /// unverified and no body has adopted the ruleset.
    /// </summary>
    public Severity Against(IRule rule, Ruleset ruleset, RuleEffect effect = RuleEffect.Reject)
    {
        Severity wanted = effect switch { RuleEffect.Warn => Severity.Warn, RuleEffect.Hold => Severity.Hold, _ => Severity.Reject };
        if (wanted > Code.Severity) wanted = Code.Severity;
        return wanted == Severity.Reject && !ruleset.Decides(rule) ? Severity.Warn : wanted;
    }
}
