using System.ComponentModel;
using Hub.Catalogue.Links;
using Hub.Http.Description;

namespace Hub.Http.V1;

/// <summary>How entries hang together: parts, larger awards, derivations.</summary>
static class CatalogueStructureEndpoints
{
    public static void MapCatalogueStructure(this RouteGroupBuilder v1)
    {
        v1.MapGet("/catalogue/{id}/structure", ReadAsync).Refuses(400, 404)
            .Describe("ReadCatalogueEntryStructure", Tags.Catalogue, "Read the structure of an entry", "Its parts with relative weight (per cent of the whole) and credit points, what it stacks into step by step, what it is derived from and what is derived from it, and what of that does not fit together (structure.weights-exceed-whole, structure.points-exceed-whole, structure.points-unlike-weight, structure.credit-systems-differ, structure.circle, structure.reference-not-public). Shown are at most 200 parts, 200 larger awards in 10 steps, and 100 derived entries. A change shows here a moment after it is accepted.");
        v1.MapGet("/catalogue/{id}/parts", ListPartsAsync).Refuses(400, 404, 422)
            .Describe("ListCatalogueEntryParts", Tags.Catalogue, "List the parts of an entry", "Published entries that name this one in partOf, in the order of storage. A page may hold fewer items than asked for and still have a next one.");
        v1.MapGet("/catalogue/{id}/derived", ListDerivedAsync).Refuses(400, 404, 422)
            .Describe("ListDerivedCatalogueEntries", Tags.Catalogue, "List what is derived from an entry", "Published entries that name this one in derivedFrom, in the order of storage. A page may hold fewer items than asked for and still have a next one.");
    }

    static async Task<Results<Ok<EntryStructure>, ProblemHttpResult>> ReadAsync([Description(CatalogueEndpoints.IdDescription)] string id, HttpContext http, ReadStructureHandler handler)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        EntryStructure? structure = RecordId.TryParse(id, out _) ? await handler.HandleAsync(id, http.RequestAborted) : null;
        return structure is null ? CatalogueEndpoints.NotFound.ToHttp() : TypedResults.Ok(structure);
    }

    static Task<Results<Ok<Page<EntrySummary>>, ProblemHttpResult>> ListPartsAsync([Description(CatalogueEndpoints.IdDescription)] string id, [AsParameters] PageQuery page, HttpContext http, LinkedEntries linked) =>
        ListAsync(id, LinkRelation.PartOf, page, http, linked);

    static Task<Results<Ok<Page<EntrySummary>>, ProblemHttpResult>> ListDerivedAsync([Description(CatalogueEndpoints.IdDescription)] string id, [AsParameters] PageQuery page, HttpContext http, LinkedEntries linked) =>
        ListAsync(id, LinkRelation.DerivedFrom, page, http, linked);

    static async Task<Results<Ok<Page<EntrySummary>>, ProblemHttpResult>> ListAsync(string id, LinkRelation relation, PageQuery page, HttpContext http, LinkedEntries linked)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        if (page.Check() is { } wrong) return wrong.ToHttp();
        if (!RecordId.TryParse(id, out _) || !await linked.IsPublicAsync(id, http.RequestAborted)) return CatalogueEndpoints.NotFound.ToHttp();
        Result<Page<EntrySummary>> found = await linked.PageAsync(id, relation, page.After, page.Size, http.RequestAborted);
        return found.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(found.Value);
    }
}
