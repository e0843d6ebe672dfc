using System.Globalization;

namespace Hub.Rules;

/// <summary>All rulesets of a hub, read strictly at start.</summary>
public sealed class Rulesets : IRulesets
{
    // Of each country, the latest first.
    readonly Dictionary<string, List<Ruleset>> _byCountry = new(StringComparer.OrdinalIgnoreCase);
    readonly List<Ruleset> _baseline;

    Rulesets(IReadOnlyList<Ruleset> all)
    {
        All = all;
        foreach (Ruleset ruleset in all) Insert(ruleset);
        _baseline = _byCountry.GetValueOrDefault(Country.EuropeanBaseline)
            ?? throw new RulesetException(Country.EuropeanBaseline, "$", "the European baseline is missing");
    }

    public IReadOnlyList<Ruleset> All { get; }

    /// <summary>The rulesets the hub was built with.</summary>
    public static Rulesets LoadDefault() => Load(RuleFiles.Embedded);

    /// <summary>The rulesets of a folder laid out like <c>src/Rulesets</c>.</summary>
    /// <exception cref="RulesetException">A file does not read.</exception>
    public static Rulesets Load(string folder) => Load(RuleFiles.OfFolder(folder));

    public static Rulesets Load(RuleFiles files)
    {
        var all = new List<Ruleset>();
        foreach (string name in files.Names)
            if (IsRuleset(name)) all.Add(RulesetReader.Read(name, files.Read(name)));
        return new Rulesets(all);
    }

    /// <summary>Rulesets that are already read; for drafts and tests.</summary>
    public static Rulesets Of(params IReadOnlyList<Ruleset> rulesets) => new(rulesets);

    /// <summary>
    /// The ruleset of the country in force on the day; where there is none, the European baseline in force; and before the first
    /// baseline, the first one, because some law has to be named.
    /// </summary>
    public Ruleset For(string? country, DateOnly on)
    {
        if (country is not null && _byCountry.TryGetValue(country, out List<Ruleset>? national) && InForce(national, on) is { } found) return found;
        return InForce(_baseline, on) ?? _baseline[^1];
    }

    static Ruleset? InForce(List<Ruleset> latestFirst, DateOnly on)
    {
        foreach (Ruleset ruleset in latestFirst)
            if (ruleset.EffectiveFrom <= on) return ruleset;
        return null;
    }

    void Insert(Ruleset ruleset)
    {
        if (!_byCountry.TryGetValue(ruleset.Country, out List<Ruleset>? list)) _byCountry[ruleset.Country] = list = [];
        int place = 0;
        while (place < list.Count && list[place].EffectiveFrom > ruleset.EffectiveFrom) place++;
        if (place < list.Count && list[place].EffectiveFrom == ruleset.EffectiveFrom)
            throw new RulesetException(ruleset.File, "$.effectiveFrom", "two documents of the country begin on the same day");
        list.Insert(place, ruleset);
    }

    // <country>/<effective-date>.json; cases.json and schema.json lie beside them.
    static bool IsRuleset(string name) =>
        name.Split('/') is [{ Length: 2 }, var file]
        && file.EndsWith(".json", StringComparison.Ordinal)
        && DateOnly.TryParseExact(file[..^5], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
