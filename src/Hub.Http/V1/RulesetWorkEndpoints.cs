using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Rules.Previews;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <param name="EffectiveFrom">First day of the document that was adopted, yyyy-mm-dd.</param>
/// <param name="By">Body that adopted it, 1 to 200 characters.</param>
/// <param name="On">Day of the act, yyyy-mm-dd; not in the future.</param>
/// <param name="Act">The act, 1 to 500 characters.</param>
public sealed record AdoptionBody(DateOnly? EffectiveFrom, string? By, DateOnly? On, string? Act);

/// <summary>What operators do with rulesets: see what a draft would change, and record that a document was adopted.</summary>
static class RulesetWorkEndpoints
{
    const int UsualLimit = 2_000;

    public static void MapRulesetWork(this RouteGroupBuilder v1)
    {
        v1.MapPost("/rulesets/preview", PreviewAsync).Refuses(400, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("PreviewRuleset", Tags.Rules, "See what a draft would change", "The body is a whole ruleset document, at most 1 MiB. Stored entries are judged by it and by the rules in force, against the register as it is now, and the answer says per provider how many would newly be rejected, held or admitted. One request looks at one part of the catalogue: ask again with 'next' until there is none, and add the numbers up. Nothing is stored.");
        v1.MapPost("/rulesets/{country}/adopt", AdoptAsync).Refuses(400, 404, 409, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("AdoptRuleset", Tags.Rules, "Record that a ruleset was adopted", "By whom, on which day and by which act a competent body took responsibility for a document. What is received from then on is judged with its unverified values like the others, so are cases of recognition entered from then on, and every judgement names the adoption; cases that run keep the law they were entered under. It can not be taken back; an edited document is not adopted with it. Repeating it is harmless; 409 when it was adopted by another act.");
    }

    static async Task<Results<Ok<RulesPreview>, ProblemHttpResult>> PreviewAsync(
        [FromBody] JsonElement draft,
        [FromQuery(Name = "as-of"), Description("Day the entries are judged as if they were received, yyyy-mm-dd. The default is today, UTC.")] DateOnly? asOf,
        [Description("Cursor: 'next' of the part before. Left out: from the beginning.")] string? after,
        [Description("Entries looked at in this part, 1 to 10000. The default is 2000.")] int? limit,
        CallerOf caller, PreviewRulesHandler handler, CancellationToken cancel)
    {
        Ruleset ruleset;
        try
        {
            ruleset = RulesetReader.ReadDraft("draft", Encoding.UTF8.GetBytes(draft.GetRawText()));
        }
        catch (RulesetException fault)
        {
            return PreviewProblems.DraftInvalid(fault).ToHttp();
        }

        Result<RulesPreview> preview = await handler.HandleAsync(caller.Value, new PreviewRulesCommand([ruleset], asOf, after, limit ?? UsualLimit), cancel);
        return preview.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(preview.Value);
    }

    static async Task<Results<Ok<RulesetSummary>, ProblemHttpResult>> AdoptAsync(
        [Description("ISO 3166-1 alpha-2 code, or EU for the European baseline.")] string country, [FromBody] AdoptionBody body, CallerOf caller, AdoptRulesetHandler handler, CancellationToken cancel)
    {
        Result<Ruleset> adopted = await handler.HandleAsync(caller.Value, new AdoptRulesetCommand(country, body.EffectiveFrom, body.By, body.On, body.Act), cancel);
        return adopted.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(RulesetSummary.Of(adopted.Value));
    }
}
