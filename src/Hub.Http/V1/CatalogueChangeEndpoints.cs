using System.ComponentModel;
using System.Text.Json;
using Hub.Catalogue;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Http.V1;

/// <summary>Changes of one entry of the catalogue.</summary>
static class CatalogueChangeEndpoints
{
    public static void MapCatalogueChanges(this RouteGroupBuilder v1)
    {
        v1.MapPut("/catalogue/{id}", PutAsync).Refuses(400, 404, 412, 413, 415, 422, 428).WithMetadata(new JsonBodyLimit())
            .TakesHeader("If-Match", "ETag of the version the change builds on.").TakesHeader("If-None-Match", "* to add only: refused when the entry is there.")
            .Describe("PutCatalogueEntry", Tags.Catalogue, "Add or change an entry", "The body is the whole entry in canonical JSON, as GET gives it; its localId may be left out. It is judged like a row of a file: with a finding that rejects or holds nothing is written (record.refused). Send If-Match with the ETag you have seen so as not to overwrite the change of another, or If-None-Match: * to add only; 412 when the entry is another version. A registrar who changes an entry of another organisation must send If-Match (428). The answer has the new ETag; unchanged content makes no new version. Ids of other organisations are not found: 404. At most 1 MiB.");
        v1.MapDelete("/catalogue/{id}", WithdrawAsync).Refuses(404, 412, 422, 428)
            .TakesHeader("If-Match", "ETag of the version you mean.")
            .Describe("WithdrawCatalogueEntry", Tags.Catalogue, "Withdraw an entry", "The entry gets a new version with the status withdrawn: the public no longer sees it, followers of the feed get a delete. Its earlier versions are kept and a PUT publishes it again. Repeating it is harmless: 204 again. Ids of other organisations are not found: 404.");
    }

    static async Task<Results<Ok<WrittenRecord>, Created<WrittenRecord>, ProblemHttpResult>> PutAsync(
        [Description(CatalogueEndpoints.IdDescription)] string id, JsonElement record, CallerOf caller, HttpContext http, PutRecordHandler handler)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        if (!RecordId.TryParse(id, out RecordId entry) || !SubmissionAuthority.MayRead(caller.Value, entry.Organisation)) return RecordProblems.NotFound().ToHttp();
        Result<int?> expected = RecordETag.Expected(http.Request.Headers);
        if (expected.Problem is { } unusable) return unusable.ToHttp();
        Result<PutRecordResult> written = await handler.HandleAsync(caller.Value, new PutRecordCommand(CatalogueKind.KindName, id, record, expected.Value), http.RequestAborted);
        if (written.Problem is { } problem) return problem.ToHttp();

        http.Response.Headers.ETag = RecordETag.Of(written.Value.Record.Stamp);
        WrittenRecord body = WrittenRecord.Of(id, written.Value);
        return written.Value.Created ? TypedResults.Created(CatalogueEndpoints.Before + Uri.EscapeDataString(id), body) : TypedResults.Ok(body);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        [Description(CatalogueEndpoints.IdDescription)] string id, CallerOf caller, HttpContext http, WithdrawEntryHandler handler)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        Result<int?> expected = RecordETag.Expected(http.Request.Headers);
        if (expected.Problem is { } unusable) return unusable.ToHttp();
        Result<StoredRecord> withdrawn = await handler.HandleAsync(caller.Value, new WithdrawEntryCommand(id, expected.Value), http.RequestAborted);
        if (withdrawn.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.ETag = RecordETag.Of(withdrawn.Value.Stamp);
        return TypedResults.NoContent();
    }
}
