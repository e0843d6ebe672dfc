using Hub.Rules;

namespace Hub.Http.Pages.Entries;

/// <summary>What a level corresponds to, by the referencing each country has published.</summary>
/// <param name="Eqf">The EQF level compared by; null where there is none to compare by.</param>
/// <param name="Basis">Where that comes from: <c>stated</c> by the entry, <c>referenced</c> by its national framework, <c>none</c> (nothing is said), <c>not-referenced</c>.</param>
/// <param name="Framework">The entry's national framework and level.</param>
public sealed record LevelMeaning(int? Eqf, string Basis, string? Framework, IReadOnlyList<CountryLevel> Countries)
{
    public static LevelMeaning Of(IRulesets rulesets, DateOnly today, int? eqf, string? framework, string? level)
    {
        Ruleset[] inForce = [.. rulesets.All.Select(r => r.Country).Distinct().Select(country => rulesets.For(country, today))];
        Framework? own = framework is null ? null : inForce.Select(r => r.FindFramework(framework)).FirstOrDefault(f => f is not null);
        (int? compared, string basis) =
            eqf is { } stated ? (stated, "stated")
            : own is null || level is null ? (null, "none")
            : own.Referenced && own.FindLevel(level)?.Eqf is { } mapped ? (mapped, "referenced")
            : ((int?)null, "not-referenced");
        return new LevelMeaning(compared, basis, level is null ? framework : $"{framework} {level}".Trim(), compared is { } eqfLevel ? [.. inForce.SelectMany(r => r.Frameworks.Select(f => CountryLevel.Of(r.Country, f, eqfLevel)))] : []);
    }
}

/// <param name="Country">ISO 3166-1 alpha-2, or that of the European baseline.</param>
/// <param name="Referenced">Whether the framework is referenced to the EQF. Where it is not, nothing can be said.</param>
/// <param name="Levels">National levels that correspond; empty: none does.</param>
/// <param name="Unverified">The map rests on a source that was not checked, or nobody competent has adopted.</param>
public sealed record CountryLevel(string Country, string Framework, IReadOnlyDictionary<string, string> Names, bool Referenced, IReadOnlyList<string> Levels, bool Unverified)
{
    internal static CountryLevel Of(string country, Framework framework, int eqf)
    {
        FrameworkLevel[] fitting = framework.Referenced ? [.. framework.Levels.Where(l => l.Allows(eqf))] : [];
        return new CountryLevel(country, framework.Id, framework.Names, framework.Referenced, [.. fitting.Select(l => l.Level)], fitting.Any(l => l.Confidence == Confidence.Unverified));
    }
}
