using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Rules;

/// <summary>How well a rule value is founded. Later is better.</summary>
[JsonConverter(typeof(StrictName<Confidence>))]
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
[JsonConverter(typeof(StrictName<RuleEffect>))]
public enum RuleEffect
{
    Warn,
    Hold,
    Reject,
}

/// <summary>Enum values by their name in lower case with hyphens; a number or an unknown name does not read.</summary>
public sealed class StrictName<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
