using System.ComponentModel;
using Hub.Http.Description;
using Hub.Rules;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <param name="Version">SHA-256 of the ruleset's file, hexadecimal; stands on every judgement made by it.</param>
/// <param name="Adopted">Whether a competent body has taken responsibility for it; until then unverified values only warn.</param>
public sealed record RulesetSummary(string Country, DateOnly EffectiveFrom, string Title, string Version, bool Adopted, string Href);

static class RulesetEndpoints
{
    public static void MapRulesets(this RouteGroupBuilder v1)
    {
        v1.MapGet("/rulesets", List)
            .Describe("ListRulesets", Tags.Rules, "List the rulesets", "Every dated ruleset of every country; EU is the European baseline, which counts where a country has none.");
        v1.MapGet("/rulesets/{country}", Read).Refuses(400, 404)
            .Describe("ReadRuleset", Tags.Rules, "Read a country's rules", "The ruleset in force on a day, with the legal basis and the confidence of each value.");
    }

    static Ok<Page<RulesetSummary>> List(IRulesets rulesets) => TypedResults.Ok(new Page<RulesetSummary>(
        [.. rulesets.All.OrderBy(r => r.Country, StringComparer.Ordinal).ThenBy(r => r.EffectiveFrom)
            .Select(r => new RulesetSummary(r.Country, r.EffectiveFrom, r.Title, r.Version, r.Adoption is not null, $"/v1/rulesets/{r.Country}?as-of={r.EffectiveFrom:yyyy-MM-dd}"))], null));

    static Results<Ok<Ruleset>, ProblemHttpResult> Read(
        [Description("ISO 3166-1 alpha-2 code, or EU for the European baseline.")] string country,
        [FromQuery(Name = "as-of"), Description("Day the rules are asked for, yyyy-mm-dd. The default is today, UTC.")] DateOnly? asOf,
        IRulesets rulesets, TimeProvider clock)
    {
        Ruleset ruleset = rulesets.For(country, asOf ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        return string.Equals(ruleset.Country, country, StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Ok(ruleset)
            : new Problem(ProblemKind.NotFound, "ruleset.not-found", "The country has no ruleset for that day.", "Where there is none, the European baseline counts: /v1/rulesets/EU.").ToHttp();
    }
}
