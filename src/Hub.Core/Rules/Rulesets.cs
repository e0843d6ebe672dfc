using System.Globalization;

namespace Hub.Rules;

/// <summary>
/// All rulesets of a hub, read strictly. Those of a folder are all read at once, so that a wrong file stops the start; those the hub
/// was built with are tested, and read when their country is first asked for: a check of one file needs two of them.
/// </summary>
public sealed class Rulesets : IRulesets
{
    // Of each country, the latest first.
    readonly Dictionary<string, Lazy<List<Ruleset>>> _byCountry;
    readonly Lazy<IReadOnlyList<Ruleset>> _all;

    Rulesets(Dictionary<string, Lazy<List<Ruleset>>> byCountry, Func<IReadOnlyList<Ruleset>>? all = null)
    {
        _byCountry = byCountry;
        _all = new(all ?? (() => [.. byCountry.OrderBy(c => c.Key, StringComparer.Ordinal).SelectMany(c => c.Value.Value.AsEnumerable().Reverse())]));
        if (!byCountry.ContainsKey(Country.EuropeanBaseline)) throw new RulesetException(Country.EuropeanBaseline, "$", "the European baseline is missing");
    }

    public IReadOnlyList<Ruleset> All => _all.Value;

    /// <summary>The rulesets the hub was built with.</summary>
    public static Rulesets LoadDefault() => Load(RuleFiles.Embedded);

    /// <summary>The rulesets of a folder laid out like <c>src/Rulesets</c>.</summary>
    /// <exception cref="RulesetException">A file does not read.</exception>
    public static Rulesets Load(string folder)
    {
        Rulesets rulesets = Load(RuleFiles.OfFolder(folder));
        _ = rulesets.All;
        return rulesets;
    }

    public static Rulesets Load(RuleFiles files) => new(files.Names.Where(IsRuleset)
        .GroupBy(name => name.Split('/')[0], StringComparer.OrdinalIgnoreCase)
        .ToDictionary(names => names.Key, names => new Lazy<List<Ruleset>>(() => LatestFirst([.. names.Select(name => RulesetReader.Read(name, files.Read(name)))])), StringComparer.OrdinalIgnoreCase));

    /// <summary>Rulesets that are already read; for drafts and tests.</summary>
    /// <exception cref="RulesetException">Two documents of a country begin on the same day, or there is no European baseline.</exception>
    public static Rulesets Of(params IReadOnlyList<Ruleset> rulesets) => new(
        rulesets.GroupBy(r => r.Country, StringComparer.OrdinalIgnoreCase).Select(g => (g.Key, List: LatestFirst(g))).ToDictionary(c => c.Key, c => new Lazy<List<Ruleset>>(c.List), StringComparer.OrdinalIgnoreCase),
        () => rulesets);

    /// <summary>
    /// The ruleset of the country in force on the day; where there is none, the European baseline in force; and before the first
    /// baseline, the first one, because some law has to be named.
    /// </summary>
    public Ruleset For(string? country, DateOnly on)
    {
        if (country is not null && _byCountry.TryGetValue(country, out Lazy<List<Ruleset>>? national) && InForce(national.Value, on) is { } found) return found;
        List<Ruleset> baseline = _byCountry[Country.EuropeanBaseline].Value;
        return InForce(baseline, on) ?? baseline[^1];
    }

    static Ruleset? InForce(List<Ruleset> latestFirst, DateOnly on)
    {
        foreach (Ruleset ruleset in latestFirst)
            if (ruleset.EffectiveFrom <= on) return ruleset;
        return null;
    }

    static List<Ruleset> LatestFirst(IEnumerable<Ruleset> ofACountry)
    {
        List<Ruleset> list = [.. ofACountry.OrderByDescending(r => r.EffectiveFrom)];
        for (int i = 1; i < list.Count; i++)
            if (list[i].EffectiveFrom == list[i - 1].EffectiveFrom) throw new RulesetException(list[i].File, "$.effectiveFrom", "two documents of the country begin on the same day");
        return list;
    }

    // <country>/<effective-date>.json; cases.json and schema.json lie beside them.
    static bool IsRuleset(string name) =>
        name.Split('/') is [{ Length: 2 }, var file]
        && file.EndsWith(".json", StringComparison.Ordinal)
        && DateOnly.TryParseExact(file[..^5], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
