namespace Hub.Recognition.Cases;

/// <summary>Outcomes of a decision, in the order of the EAR manual, chapter 11. Names are public contract.</summary>
public enum DecisionOutcome
{
    Full,
    Alternative,
    Partial,
    Conditional,
    Refused,
}

/// <summary>What somebody competent wants to decide.</summary>
/// <param name="Ground">One of the route's closed list; null for a full grant.</param>
/// <param name="Remedies">Codes of what the learner can still do.</param>
/// <param name="AppealRoute">Where one appeals to, where the ruleset has no term for it; null: as the ruleset says.</param>
/// <param name="Parts">Ids of the target's parts that are recognised.</param>
/// <param name="By">Who signs first; set by the use case.</param>
public sealed record DecisionDraft(
    DecisionOutcome Outcome, string? Ground, IReadOnlyList<string> Remedies, SealedText? Reasons, string? AppealRoute, IReadOnlyList<string> Parts, string? AlternativeTarget = null, string? By = null)
{
    /// <summary>Codes of what a conditional grant waits for.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Whether two persons want the same.</summary>
    public bool IsSameAs(DecisionDraft other) =>
        Outcome == other.Outcome && Ground == other.Ground && AlternativeTarget == other.AlternativeTarget
        && Parts.SequenceEqual(other.Parts) && Remedies.SequenceEqual(other.Remedies) && Conditions.SequenceEqual(other.Conditions);
}

/// <summary>A decision with what it rests on.</summary>
/// <param name="Deciders">Ids of those who decided; <see cref="Actor.MachineId"/> alone for a grant by machine.</param>
/// <param name="ByMachine">Whether no person took part: only a full grant can be.</param>
/// <param name="RulesetVersion">Version of the law it was made under.</param>
/// <param name="Trace">The rules it rests on, with legal basis.</param>
public sealed record CaseDecision(DecisionDraft Content, IReadOnlyList<string> Deciders, bool ByMachine, bool OnAppeal, DateTimeOffset At, string RulesetVersion, IReadOnlyList<string> Trace);
