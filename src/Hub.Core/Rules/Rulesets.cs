using System.Globalization;

namespace Hub.Rules;

/// <summary>All rulesets of a hub, read strictly at start.</summary>
public sealed class Rulesets : IRulesets
{
    readonly Dictionary<string, Ruleset[]> _byCountry;
    readonly Ruleset[] _baseline;

    Rulesets(IReadOnlyList<Ruleset> all)
    {
        All = all;
        _byCountry = all.GroupBy(r => r.Country).ToDictionary(g => g.Key, g => g.OrderBy(r => r.EffectiveFrom).ToArray(), StringComparer.OrdinalIgnoreCase);
        _baseline = _byCountry.GetValueOrDefault(Country.EuropeanBaseline)
            ?? throw new RulesetException(Country.EuropeanBaseline, "$", "the European baseline is missing");
    }

    public IReadOnlyList<Ruleset> All { get; }

    /// <summary>The rulesets the hub was built with.</summary>
    public static Rulesets LoadDefault() => Load(RuleFiles.Embedded);

    /// <summary>The rulesets of a folder laid out like <c>src/Rulesets</c>.</summary>
    /// <exception cref="RulesetException">A file does not read.</exception>
    public static Rulesets Load(string folder) => Load(RuleFiles.OfFolder(folder));

    public static Rulesets Load(RuleFiles files) =>
        new([.. files.Names.Where(IsRuleset).Select(name => RulesetReader.Read(name, files.Read(name)))]);

    /// <summary>Rulesets that are already read; for drafts and tests.</summary>
    public static Rulesets Of(params IReadOnlyList<Ruleset> rulesets)
    {
        foreach (IGrouping<(string, DateOnly), Ruleset> same in rulesets.GroupBy(r => (r.Country, r.EffectiveFrom)))
            if (same.Count() > 1) throw new RulesetException(same.Key.Item1, "$.effectiveFrom", "two documents begin on the same day");
        return new Rulesets(rulesets);
    }

    /// <summary>
    /// The ruleset of the country in force on the day; where there is none, the European baseline in force; and before the first
    /// baseline, the first one, because some law has to be named.
    /// </summary>
    public Ruleset For(string? country, DateOnly on)
    {
        if (country is not null && _byCountry.TryGetValue(country, out Ruleset[]? national) && InForce(national, on) is { } found) return found;
        return InForce(_baseline, on) ?? _baseline[0];
    }

    static Ruleset? InForce(Ruleset[] ordered, DateOnly on)
    {
        for (int i = ordered.Length - 1; i >= 0; i--)
            if (ordered[i].EffectiveFrom <= on) return ordered[i];
        return null;
    }

    // <country>/<effective-date>.json; cases.json and schema.json lie beside them.
    static bool IsRuleset(string name) =>
        name.Split('/') is [{ Length: 2 }, var file]
        && file.EndsWith(".json", StringComparison.Ordinal)
        && DateOnly.TryParseExact(file[..^5], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
