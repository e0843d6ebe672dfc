using System.ComponentModel;
using System.Text.Json;
using Hub.Catalogue;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Organisations.Accreditations;
using Hub.Records;
using Hub.Rules;
using Hub.Submissions;

namespace Hub.Http.V1;

static class AccreditationEndpoints
{
    const string Before = "/v1/accreditations/";
    const string IdDescription = "Public id of the accreditation, sender~localId. Percent-encode a local id: a slash in it is %2F.";
    const string Table = AccreditationKind.TableName;

    public static void MapAccreditations(this RouteGroupBuilder v1)
    {
        v1.MapGet("/accreditations", ListAsync).Produces<PublicRecordPage>().Refuses(400, 422)
            .Describe("ListAccreditations", Tags.Accreditations, "List accreditations", "Those that meet all filters, in the order of storage. A page may hold fewer than asked for, or none, and still have a 'next'.");
        v1.MapGet("/accreditations/{id}", ReadAsync).Produces<PublicRecordBody>().Produces(304).Refuses(404).TakesIfNoneMatch()
            .Describe("ReadAccreditation", Tags.Accreditations, "Read an accreditation", "Send the ETag in If-None-Match to get 304 when nothing has changed.");
        v1.MapPut("/accreditations/{id}", PutAsync).Refuses(400, 404, 412, 413, 415, 422, 428).WithMetadata(new JsonBodyLimit())
            .TakesHeader("If-Match", "ETag of the version the change builds on.").TakesHeader("If-None-Match", "* to add only: refused when the accreditation is there.")
            .Describe("PutAccreditation", Tags.Accreditations, "Add or change an accreditation", "The body is the whole record in canonical JSON; it is judged like a row of a file: with a finding that rejects or holds nothing is written (record.refused). It belongs to the sender that its id begins with: an organisation with the role agency in the register sends its own decisions, one with the role registrar those of others. A registrar's key may act for any sender, with If-Match when the record is there (428). Ids of other organisations are not found: 404. At most 1 MiB.");
        v1.MapDelete("/accreditations/{id}", WithdrawAsync).Refuses(404, 412, 422, 428).TakesHeader("If-Match", "ETag of the version you mean.")
            .Describe("WithdrawAccreditation", Tags.Accreditations, "Withdraw an accreditation", "For records that should not have been there: the public no longer sees them, they cover nothing, followers of the feed get a delete. One that has ended gets its validUntil by PUT, and stays. Repeating it is harmless: 204 again.");
    }

    static async Task ListAsync(
        [Description("Id of the organisation it is about.")] string? organisation,
        [Description("Id of the agency that decided.")] string? agency,
        [Description("Type: programme, institutional, programme-licence, institutional-licence, short-programmes or study-programme-group.")] string? type,
        [Description("Day, yyyy-mm-dd: only those that count then, granted and not suspended.")] string? on,
        [AsParameters] PageQuery page, HttpContext http, AccreditationListing listing, Vocabularies vocabularies)
    {
        Result<DateOnly?> day = AccreditationQuery.Day("on", on);
        Problem? wrong = page.Check() ?? day.Problem ?? AccreditationQuery.Ids(("organisation", organisation), ("agency", agency)) ?? AccreditationQuery.OneOf("type", type, vocabularies["accreditation-types"]);
        Result<Page<ListedRecord>> found = wrong is not null ? wrong : await listing.PageAsync(new AccreditationFilter(organisation, agency, type, day.Value), page.After, page.Size, http.RequestAborted);
        await (found.Problem is { } problem ? problem.ToHttp().ExecuteAsync(http) : RecordAnswer.WriteAsync(http, found.Value));
    }

    static async Task ReadAsync([Description(IdDescription)] string id, HttpContext http, RecordTable records, TakenDown takenDown)
    {
        id = PathId.Read(http, id, Before);
        StoredRecord? record = RecordId.TryParse(id, out _) ? await records.FindAsync(Table, id, http.RequestAborted) : null;
        if (record is { Stamp.Visibility: Visibility.Public }) await RecordAnswer.WriteAsync(http, id, record);
        else await (await takenDown.ProblemOfAsync(AccreditationKind.KindName, id, record, AccreditationProblems.NotFound(), http.RequestAborted)).ToHttp().ExecuteAsync(http);
    }

    static async Task<Results<Ok<WrittenRecord>, Created<WrittenRecord>, ProblemHttpResult>> PutAsync(
        [Description(IdDescription)] string id, JsonElement record, CallerOf caller, HttpContext http, PutRecordHandler handler)
    {
        id = PathId.Read(http, id, Before);
        if (!RecordId.TryParse(id, out RecordId parsed) || !SubmissionAuthority.MayRead(caller.Value, parsed.Organisation)) return RecordProblems.NotFound().ToHttp();
        Result<int?> expected = RecordETag.Expected(http.Request.Headers);
        if (expected.Problem is { } unusable) return unusable.ToHttp();
        Result<PutRecordResult> written = await handler.HandleAsync(caller.Value, new PutRecordCommand(AccreditationKind.KindName, id, record, expected.Value), http.RequestAborted);
        if (written.Problem is { } problem) return problem.ToHttp();

        http.Response.Headers.ETag = RecordETag.Of(written.Value.Record.Stamp);
        WrittenRecord body = WrittenRecord.Of(id, written.Value);
        return written.Value.Created ? TypedResults.Created(Before + Uri.EscapeDataString(id), body) : TypedResults.Ok(body);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, WithdrawEntryHandler handler)
    {
        id = PathId.Read(http, id, Before);
        Result<int?> expected = RecordETag.Expected(http.Request.Headers);
        if (expected.Problem is { } unusable) return unusable.ToHttp();
        Result<StoredRecord> withdrawn = await handler.HandleAsync(caller.Value, new WithdrawEntryCommand(id, expected.Value, AccreditationKind.KindName), http.RequestAborted);
        if (withdrawn.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.ETag = RecordETag.Of(withdrawn.Value.Stamp);
        return TypedResults.NoContent();
    }
}
