namespace Hub.Rules.Explanations;

/// <summary>One rule of a ruleset in words.</summary>
/// <param name="Key">What the rule is about, the same in every document of the country: two documents are compared by it.</param>
/// <param name="About">What it says.</param>
/// <param name="Effect">What it asks for where it is not met; null where nothing follows from it.</param>
/// <param name="Codes">Codes of the findings that rest on it.</param>
public sealed record RuleLine(string Key, string About, RuleEffect? Effect, Confidence Confidence, string Source, params IReadOnlyList<string> Codes)
{
    /// <summary>What the rule really does: unverified law does not reject until a body adopts the document.</summary>
    public RuleEffect? EffectIn(Ruleset ruleset) =>
        Effect == RuleEffect.Reject && Confidence == Confidence.Unverified && ruleset.Adoption is null ? RuleEffect.Warn : Effect;
}
