namespace Hub.Rules;

/// <summary>National law as dated data. Read once at start; a set that does not read strictly stops the start.</summary>
public interface IRulesets
{
    /// <summary>The ruleset of a country in force on a day, or the European baseline's where the country has none then.</summary>
    Ruleset For(string? country, DateOnly on);

    IReadOnlyList<Ruleset> All { get; }
}
