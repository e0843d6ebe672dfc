using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Rules.Explanations;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <param name="Version">SHA-256 of the ruleset's file, hexadecimal, and after a + what names its adoption here; stands on every judgement made by it.</param>
/// <param name="Adopted">Whether a competent body has taken responsibility for it; until then unverified values only warn or hold.</param>
/// <param name="Adoption">By whom, on which day, by which act; absent where nobody has.</param>
public sealed record RulesetSummary(string Country, DateOnly EffectiveFrom, string Title, string Version, bool Adopted, Adoption? Adoption, string Href)
{
    public static RulesetSummary Of(Ruleset r) => new(r.Country, r.EffectiveFrom, r.Title, r.Version, r.Adoption is not null, r.Adoption, $"/v1/rulesets/{r.Country}?as-of={r.EffectiveFrom:yyyy-MM-dd}");
}

/// <summary>Rulesets and what rests on them, for everybody to read.</summary>
static class RulesetEndpoints
{
    public static void MapRulesets(this RouteGroupBuilder v1)
    {
        v1.MapGet("/rulesets", ListAsync)
            .Describe("ListRulesets", Tags.Rules, "List the rulesets", "Every dated ruleset of every country, with the adoptions recorded in this hub; EU is the European baseline, which counts where a country has none.");
        v1.MapGet("/rulesets/{country}", ReadAsync).Refuses(400, 404)
            .Describe("ReadRuleset", Tags.Rules, "Read a country's rules", "The ruleset in force on a day, with the legal basis and the confidence of each value.");
        v1.MapGet("/findings/{code}", ExplainAsync).Refuses(404)
            .Describe("ExplainFinding", Tags.Rules, "Explain a finding", "What a finding means, what to do about it, and the rules of every country it can rest on: what each asks for, what it really does while it is unverified, and where it comes from.");
        v1.MapRulesetWork();
    }

    static async Task<Ok<Page<RulesetSummary>>> ListAsync(RulesInForce rules, CancellationToken cancel)
    {
        IRulesets rulesets = await rules.NowAsync(cancel);
        return TypedResults.Ok(new Page<RulesetSummary>([.. rulesets.All.OrderBy(r => r.Country, StringComparer.Ordinal).ThenBy(r => r.EffectiveFrom).Select(RulesetSummary.Of)], null));
    }

    static async Task<Results<Ok<Ruleset>, ProblemHttpResult>> ReadAsync(
        [Description("ISO 3166-1 alpha-2 code, or EU for the European baseline.")] string country,
        [FromQuery(Name = "as-of"), Description("Day the rules are asked for, yyyy-mm-dd. The default is today, UTC.")] DateOnly? asOf,
        RulesInForce rules, TimeProvider clock, CancellationToken cancel)
    {
        IRulesets rulesets = await rules.NowAsync(cancel);
        Ruleset ruleset = rulesets.For(country, asOf ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        return string.Equals(ruleset.Country, country, StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Ok(ruleset)
            : new Problem(ProblemKind.NotFound, "ruleset.not-found", "The country has no ruleset for that day.", "Where there is none, the European baseline counts: /v1/rulesets/EU.").ToHttp();
    }

    static async Task<Results<Ok<Explanation>, ProblemHttpResult>> ExplainAsync([Description("Code of the finding, such as entry.micro-credential-size.")] string code, RulesInForce rules, CancellationToken cancel)
    {
        Result<Explanation> explained = ExplainCode.Of(code, await rules.NowAsync(cancel));
        return explained.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(explained.Value);
    }
}
