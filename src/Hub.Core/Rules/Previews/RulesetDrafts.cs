namespace Hub.Rules.Previews;

/// <summary>Drafts of rulesets in the place of the documents they would replace, or beside those that stay.</summary>
public sealed class RulesetDrafts : IRulesets
{
    readonly Rulesets _all;
    readonly HashSet<string> _countries;

    /// <param name="on">The day that is looked at: a draft that would begin later is taken as if it began then.</param>
    /// <exception cref="RulesetException">Two drafts of a country begin on the same day.</exception>
    public RulesetDrafts(IRulesets inForce, IReadOnlyList<Ruleset> drafts, DateOnly on)
    {
        Ruleset[] dated = [.. drafts.Select(d => d.EffectiveFrom <= on ? d : d with { EffectiveFrom = on })];
        _all = Rulesets.Of([.. inForce.All.Where(r => !dated.Any(d => d.Country == r.Country && d.EffectiveFrom == r.EffectiveFrom)), .. dated]);
        _countries = [.. drafts.Select(d => d.Country)];
    }

    public IReadOnlyList<Ruleset> All => _all.All;

    public Ruleset For(string? country, DateOnly on) => _all.For(country, on);

    /// <summary>Whether a draft can change anything for bodies of a country. The European baseline stands behind every country.</summary>
    public bool MayConcern(string? country) => _countries.Contains(Country.EuropeanBaseline) || (country is not null && _countries.Contains(country));
}
