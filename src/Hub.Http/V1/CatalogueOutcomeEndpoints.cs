using System.ComponentModel;
using Hub.Catalogue.Outcomes;
using Hub.Esco;
using Hub.Http.Description;

namespace Hub.Http.V1;

/// <summary>Learning outcomes one by one, and ESCO, which they link to.</summary>
static class CatalogueOutcomeEndpoints
{
    static readonly Problem NotLoaded = new(ProblemKind.NotFound, "esco.not-loaded", "The hub has loaded no ESCO skills.", "Its operator loads them with hub esco load.");

    static readonly Problem UnknownSkill = new(ProblemKind.NotFound, "esco.skill-unknown", "ESCO has no such skill.", "The id is the last part of the skill's URI.");

    public static void MapCatalogueOutcomes(this RouteGroupBuilder v1)
    {
        v1.MapGet("/catalogue/{id}/outcomes", ReadAsync).Refuses(404)
            .Describe("ReadCatalogueEntryOutcomes", Tags.Catalogue, "Read the learning outcomes of an entry", "Each outcome with its texts by language, its type, and the ESCO skill it links to with labels and status (released, obsolete, unknown, not-checked). The entry itself keeps the URIs; labels come from the ESCO set the hub has loaded.");
        v1.MapGet("/esco", ReadSetAsync).Refuses(404)
            .Describe("ReadEsco", Tags.Catalogue, "Read which ESCO skills are loaded", "Version (SHA-256), number of skills, languages. Links to skills are looked up in this set.");
        v1.MapGet("/esco/skills/{skill}", ReadSkillAsync).Refuses(404)
            .Describe("ReadEscoSkill", Tags.Catalogue, "Read an ESCO skill", "Labels in the languages loaded, status, and what replaces it. Source: ESCO, European Commission.");
    }

    static async Task<Results<Ok<OutcomeView>, ProblemHttpResult>> ReadAsync([Description(CatalogueEndpoints.IdDescription)] string id, HttpContext http, ReadOutcomesHandler handler)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        OutcomeView? outcomes = RecordId.TryParse(id, out _) ? await handler.HandleAsync(id, http.RequestAborted) : null;
        return outcomes is null ? CatalogueEndpoints.NotFound.ToHttp() : TypedResults.Ok(outcomes);
    }

    static async Task<Results<Ok<EscoSummary>, ProblemHttpResult>> ReadSetAsync(EscoReference esco, CancellationToken cancel) =>
        await esco.SummaryAsync(cancel) is { } summary ? TypedResults.Ok(summary) : NotLoaded.ToHttp();

    static async Task<Results<Ok<EscoSkill>, ProblemHttpResult>> ReadSkillAsync([Description("Last part of the skill's URI.")] string skill, EscoReference esco, CancellationToken cancel)
    {
        if (await esco.SummaryAsync(cancel) is null) return NotLoaded.ToHttp();
        IReadOnlyDictionary<string, EscoSkill> found = skill.Length > 64 ? new Dictionary<string, EscoSkill>() : await esco.FindAsync([EscoSkill.UriPrefix + skill], cancel);
        return found.Count == 0 ? UnknownSkill.ToHttp() : TypedResults.Ok(found.Values.First());
    }
}
