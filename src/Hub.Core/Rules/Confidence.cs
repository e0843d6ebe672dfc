namespace Hub.Rules;

/// <summary>How well a rule value is founded. Later is better.</summary>
public enum Confidence
{
    /// <summary>General knowledge or a reading nobody has checked: may warn or hold, never reject, until the ruleset is adopted.</summary>
    Unverified,

    /// <summary>Stated in one of the hub's founding documents.</summary>
    Stated,

    /// <summary>A good secondary source, or an official text quoted elsewhere.</summary>
    Good,

    /// <summary>The law, gazette or official page was read.</summary>
    Verified,
}

/// <summary>What a rule asks for when a record does not meet it. Its confidence may still soften that.</summary>
public enum RuleEffect
{
    Warn,
    Hold,
    Reject,
}
