using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Recognition.Equivalences;
using Hub.Records;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <param name="From">Public id of the entry that stands for this one.</param>
/// <param name="IsWhole">Whether it stands for all of it; the default is true. A part alone never covers it.</param>
/// <param name="Basis">Act, agreement or decision it rests on, 1 to 500 characters.</param>
/// <param name="ValidFrom">First day, yyyy-mm-dd.</param>
/// <param name="ValidUntil">Last day, yyyy-mm-dd; left out: no end is set.</param>
public sealed record EquivalenceBody(string? From, bool? IsWhole, string? Basis, DateOnly? ValidFrom, DateOnly? ValidUntil);

/// <param name="ValidUntil">Its last day, yyyy-mm-dd; the day before its first takes it back.</param>
public sealed record EquivalenceEndBody(DateOnly? ValidUntil);

/// <param name="Number">1 for the first one declared for the entry.</param>
/// <param name="DeclaredBy">Organisation that declared it, or ended it.</param>
public sealed record EquivalenceShown(int Number, string From, bool IsWhole, string Basis, DateOnly ValidFrom, DateOnly? ValidUntil, string DeclaredBy, DateTimeOffset RecordedAt)
{
    public static EquivalenceShown Of(EntryEquivalence of) => new(of.Number, of.From, of.IsWhole, of.Basis, of.ValidFrom, of.ValidUntil, of.DeclaredBy, of.RecordedAt);
}

/// <param name="EntryId">Public id of the entry they stand for.</param>
/// <param name="Items">In the order they were declared; also those that have ended, since decisions rest on them.</param>
public sealed record EquivalencesBody(string EntryId, IReadOnlyList<EquivalenceShown> Items);

/// <summary>What was declared to stand for an entry of the catalogue.</summary>
static class EquivalenceEndpoints
{
    public static void MapEquivalences(this RouteGroupBuilder v1)
    {
        v1.MapGet("/catalogue/{id}/equivalences", ListAsync).Refuses(404)
            .Describe("ListEquivalences", Tags.Recognition, "List what stands for an entry", "Dated declarations that another entry of the catalogue stands for this one when achievements are recognised. The unit that is recognised brings its own credits, never those of the other.");
        v1.MapPost("/catalogue/{id}/equivalences", DeclareAsync).Refuses(400, 403, 404, 409, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("DeclareEquivalence", Tags.Recognition, "Declare what stands for an entry", "By a reviewer of the organisation that awards the entry, or by the registrar competent for it. It counts in one direction only. Declarations are ended, never changed; repeating one is harmless.");
        v1.MapPost("/catalogue/{id}/equivalences/{number}/end", EndAsync).Refuses(400, 403, 404, 409, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("EndEquivalence", Tags.Recognition, "End a declared equivalence", "Requests that were complete on an earlier day are still decided by it.");
    }

    static async Task<Results<Ok<EquivalencesBody>, ProblemHttpResult>> ListAsync([Description(CatalogueEndpoints.IdDescription)] string id, HttpContext http, RecordTable records, EquivalenceStore equivalences)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        if (!RecordId.TryParse(id, out _) || await records.FindAsync(CatalogueEndpoints.Table, id, http.RequestAborted) is not { } entry) return CatalogueEndpoints.NotFound.ToHttp();
        IReadOnlyList<EntryEquivalence> found = await equivalences.OfAsync(id, http.RequestAborted);
        // Of a withdrawn entry what was declared stays readable: decisions rest on it.
        if (entry.Stamp.Visibility != Visibility.Public && found.Count == 0) return CatalogueEndpoints.NotFound.ToHttp();
        return TypedResults.Ok(new EquivalencesBody(id, [.. found.Select(EquivalenceShown.Of)]));
    }

    static async Task<Results<Ok<EquivalenceShown>, ProblemHttpResult>> DeclareAsync(
        [Description(CatalogueEndpoints.IdDescription)] string id, [FromBody] EquivalenceBody body, CallerOf caller, HttpContext http, DeclareEquivalenceHandler handler)
    {
        var command = new DeclareEquivalenceCommand(PathId.Read(http, id, CatalogueEndpoints.Before), body.From, body.IsWhole ?? true, body.Basis, body.ValidFrom, body.ValidUntil);
        return Answer(await handler.HandleAsync(caller.Value, command, http.RequestAborted));
    }

    static async Task<Results<Ok<EquivalenceShown>, ProblemHttpResult>> EndAsync(
        [Description(CatalogueEndpoints.IdDescription)] string id, [Description("Number of the declaration.")] int number, [FromBody] EquivalenceEndBody body, CallerOf caller, HttpContext http, DeclareEquivalenceHandler handler) =>
        Answer(await handler.EndAsync(caller.Value, PathId.Read(http, id, CatalogueEndpoints.Before), number, body.ValidUntil, http.RequestAborted));

    static Results<Ok<EquivalenceShown>, ProblemHttpResult> Answer(Result<EntryEquivalence> done) => done.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(EquivalenceShown.Of(done.Value));
}
