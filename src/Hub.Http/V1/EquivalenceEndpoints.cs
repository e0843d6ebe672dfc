using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Recognition.Equivalences;
using Hub.Records;
using Hub.Releases;

namespace Hub.Http.V1;

/// <summary>That one entry of the catalogue counts as another.</summary>
/// <param name="Source">Public id of the entry that was achieved.</param>
/// <param name="Target">Public id of the entry it counts as; its own points are what is awarded, never those of the source.</param>
/// <param name="Extent">How much of the target it stands for; absent only with outcomes, from which it follows.</param>
/// <param name="Direction">Absent: one-way.</param>
/// <param name="Outcomes">Which learning outcome stands for which, 200 pairs at most, by their places from 1; absent: the entries as such.</param>
/// <param name="Basis">Act, agreement or decision it rests on, 1 to 500 characters on one line.</param>
/// <param name="ValidFrom">First day, yyyy-mm-dd: it counts for requests that are complete on that day or later.</param>
/// <param name="ValidUntil">Last day; absent: no end is set.</param>
public sealed record EquivalenceBody(
    string? Source, string? Target, EquivalenceExtent? Extent, EquivalenceDirection? Direction, IReadOnlyList<OutcomePair>? Outcomes, string? Basis, DateOnly? ValidFrom, DateOnly? ValidUntil);

/// <summary>Equivalences that competent bodies have declared.</summary>
static class EquivalenceEndpoints
{
    const string Before = "/v1/equivalences/";
    const string IdDescription = "Public id of the equivalence, declaring organisation~localId. Percent-encode a local id: a slash in it is %2F.";

    public static void MapEquivalences(this RouteGroupBuilder v1)
    {
        v1.MapGet("/equivalences", ListAsync).Produces<PublicRecordPage>().Refuses(400, 422)
            .Describe("ListEquivalences", Tags.Recognition, "List declared equivalences", "Those that meet all filters, as they were declared: one that holds both ways stands under its own source and target alone. A page may hold fewer than asked for, or none, and still have a 'next'.");
        v1.MapGet("/equivalences/{id}", ReadAsync).Produces<PublicRecordBody>().Produces(304).Refuses(400, 404).TakesIfNoneMatch()
            .Describe("ReadEquivalence", Tags.Recognition, "Read an equivalence", "As it is now, or in a version that was in force once, also of one that was withdrawn since. Send the ETag in If-None-Match to get 304 when nothing has changed.");
        v1.MapPut("/equivalences/{id}", PutAsync).Refuses(400, 404, 412, 413, 415, 422, 428).WithMetadata(new JsonBodyLimit())
            .TakesHeader("If-Match", "ETag of the version the change builds on.").TakesHeader("If-None-Match", "* to add only: refused when the equivalence is there.")
            .Describe("PutEquivalence", Tags.Recognition, "Declare an equivalence", "From its first day on an achievement of the source covers the target in the evaluation of requests, with the target's own points. By a reviewer of the organisation that awards the target, by a body that the rules of its country name as competent for recognition, or by a registrar; both ways only by who is competent for both entries (equivalence.not-competent). Nothing follows from two equivalences in a row. It belongs to the organisation that its id begins with; ids of others are not found: 404. A registrar who changes one of another organisation sends If-Match (428). Earlier versions are kept.");
        v1.MapDelete("/equivalences/{id}", WithdrawAsync).Refuses(404, 412, 422, 428).TakesHeader("If-Match", "ETag of the version you mean.")
            .Describe("WithdrawEquivalence", Tags.Recognition, "Withdraw an equivalence", "For what should not have been declared: it counts no more, what was decided stays. One that has ended gets its validUntil by PUT. Repeating it is harmless: 204 again.");
    }

    static async Task ListAsync(
        [Description("Public id of the entry that counts as another.")] string? source, [Description("Public id of the entry it counts as.")] string? target, [Description("Day, yyyy-mm-dd: only those that hold then.")] string? on,
        [AsParameters] PageQuery page, HttpContext http, EquivalenceListing listing)
    {
        DateOnly? day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly read) ? read : null;
        Problem? wrong = page.Check()
            ?? (on is not null && day is null ? EquivalenceProblems.FilterInvalid("on", "a day, yyyy-mm-dd") : null)
            ?? (source is not null && !RecordId.TryParse(source, out _) ? EquivalenceProblems.FilterInvalid("source", "the public id of an entry") : null)
            ?? (target is not null && !RecordId.TryParse(target, out _) ? EquivalenceProblems.FilterInvalid("target", "the public id of an entry") : null);
        Result<Page<ListedRecord>> found = wrong is not null ? wrong : await listing.PageAsync(new EquivalenceFilter(source, target, day), page.After, page.Size, http.RequestAborted);
        await (found.Problem is { } problem ? problem.ToHttp().ExecuteAsync(http) : RecordAnswer.WriteAsync(http, found.Value));
    }

    static async Task ReadAsync([Description(IdDescription)] string id, [Description("Version, from 1; left out: the one there is now.")] int? version, HttpContext http, EquivalenceStore store)
    {
        id = PathId.Read(http, id, Before);
        StoredRecord? found = !RecordId.TryParse(id, out _) ? null : version is { } wanted ? await store.FindVersionAsync(id, wanted, http.RequestAborted) : await store.FindAsync(id, http.RequestAborted);
        await (found is { Stamp.Visibility: Visibility.Public } ? RecordAnswer.WriteAsync(http, id, found) : EquivalenceProblems.NotFound().ToHttp().ExecuteAsync(http));
    }

    static async Task<Results<Ok<PublicRecordBody>, Created<PublicRecordBody>, ProblemHttpResult>> PutAsync([Description(IdDescription)] string id, EquivalenceBody body, CallerOf caller, HttpContext http, DeclareEquivalenceHandler handler)
    {
        id = PathId.Read(http, id, Before);
        Result<int?> expected = RecordETag.Expected(http.Request.Headers);
        if (expected.Problem is { } unusable) return unusable.ToHttp();
        var command = new DeclareEquivalenceCommand(id, body.Source, body.Target, body.Extent, body.Direction, body.Outcomes ?? [], body.Basis, body.ValidFrom, body.ValidUntil, expected.Value);
        Result<DeclareEquivalenceResult> declared = await handler.HandleAsync(caller.Value, command, http.RequestAborted);
        if (declared.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.ETag = RecordETag.Of(declared.Value.Record.Stamp);
        PublicRecordBody written = JsonSerializer.Deserialize<PublicRecordBody>(PublicRecord.Line(id, declared.Value.Record).Span, HubJson.Options)!;
        return declared.Value.Created ? TypedResults.Created(Before + Uri.EscapeDataString(id), written) : TypedResults.Ok(written);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, DeclareEquivalenceHandler handler)
    {
        id = PathId.Read(http, id, Before);
        Result<int?> expected = RecordETag.Expected(http.Request.Headers);
        if (expected.Problem is { } unusable) return unusable.ToHttp();
        Result<StoredRecord> withdrawn = await handler.WithdrawAsync(caller.Value, id, expected.Value, http.RequestAborted);
        if (withdrawn.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.ETag = RecordETag.Of(withdrawn.Value.Stamp);
        return TypedResults.NoContent();
    }
}
