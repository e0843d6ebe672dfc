namespace Hub.Rules;

/// <summary>One country's rules from one day on.</summary>
/// <param name="Version">SHA-256 of the ruleset's file, hexadecimal.</param>
public sealed record Ruleset(string Country, DateOnly EffectiveFrom, string Version);
