using System.ComponentModel;
using System.Text.Json;
using Hub.Catalogue.Listing;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Organisations;
using Hub.Records;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

static class OrganisationEndpoints
{
    const string IdDescription = "Id of the organisation, such as PT-ANQEP.";

    static readonly Problem NotFound = new(ProblemKind.NotFound, "organisation.not-found", "There is no such organisation in the register.");

    public static void MapOrganisations(this RouteGroupBuilder v1)
    {
        v1.MapGet("/organisations", ListAsync).Produces<PublicRecordPage>().Refuses(400, 422)
            .Describe("ListOrganisations", Tags.Organisations, "List the register", "All organisations, in the order of storage.");
        v1.MapGet("/organisations/{id}", ReadAsync).Produces<PublicRecordBody>().Produces(304).Refuses(404).TakesIfNoneMatch()
            .Describe("ReadOrganisation", Tags.Organisations, "Read an organisation", "Send the ETag in If-None-Match to get 304 when nothing has changed.");
        v1.MapGet("/organisations/{id}/entries", ListEntriesAsync).Produces<PublicRecordPage>().Refuses(400, 403, 422)
            .Describe("ListOwnEntries", Tags.Organisations, "List the entries an organisation has in the hub", "Every entry it sent, drafts and withdrawn ones too, to compare its own system with. Own organisation only; a registrar may ask for any. A request looks at no more than 5,000 entries: a page that is not full for that reason says partial, and 'next' goes on.");
        v1.MapPut("/organisations/{id}", PutAsync).Refuses(400, 412, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .TakesHeader("If-Match", "ETag of the version the change builds on.").TakesHeader("If-None-Match", "* to register only: refused when the organisation is there.")
            .Describe("PutOrganisation", Tags.Organisations, "Register or change an organisation", "The body is the whole record in canonical JSON; it is judged like a row of a file. Send If-Match with the ETag you have seen so as not to overwrite the change of another, or If-None-Match: * to register only. The answer has the new ETag; 412 when the record is another version. At most 1 MiB.");
    }

    static async Task ListAsync([AsParameters] PageQuery page, HttpContext http, RecordListing listing)
    {
        Result<Page<ListedRecord>> found = page.Check() is { } wrong ? wrong : await listing.PageAsync(OrganisationRegister.Table, page.After, page.Size, http.RequestAborted);
        await (found.Problem is { } problem ? problem.ToHttp().ExecuteAsync(http) : RecordAnswer.WriteAsync(http, found.Value));
    }

    static async Task ReadAsync([Description(IdDescription)] string id, HttpContext http, RecordTable records)
    {
        StoredRecord? organisation = OrganisationId.IsValid(id) ? await records.FindAsync(OrganisationRegister.Table, id, http.RequestAborted) : null;
        await (organisation is { Stamp.Visibility: Visibility.Public } ? RecordAnswer.WriteAsync(http, id, organisation) : NotFound.ToHttp().ExecuteAsync(http));
    }

    static async Task ListEntriesAsync(
        [Description(IdDescription)] string id, [FromQuery, Description("draft, published or withdrawn; left out: all.")] string? status, [AsParameters] PageQuery page, CallerOf caller, HttpContext http, ListOwnEntriesHandler handler)
    {
        if (page.Check() is { } wrong) await wrong.ToHttp().ExecuteAsync(http);
        else if (!OrganisationId.TryParse(id, out OrganisationId organisation)) await OrganisationProblems.IdInvalid(id).ToHttp().ExecuteAsync(http);
        else
        {
            Result<ListingPage> found = await handler.HandleAsync(caller.Value, new ListOwnEntriesQuery(organisation, status, page.After, page.Size), http.RequestAborted);
            http.Response.Headers.CacheControl = "private, no-store";
            await (found.Problem is { } problem ? problem.ToHttp().ExecuteAsync(http) : RecordAnswer.WriteAsync(http, found.Value.Items, found.Value.Next, found.Value.IsPartial));
        }
    }

    static async Task<Results<Ok<WrittenRecord>, Created<WrittenRecord>, ProblemHttpResult>> PutAsync(
        [Description(IdDescription)] string id, JsonElement record, CallerOf caller, HttpContext http, PutRecordHandler handler)
    {
        if (!OrganisationId.IsValid(id)) return OrganisationProblems.IdInvalid(id).ToHttp();
        Result<int?> expected = RecordETag.Expected(http.Request.Headers);
        if (expected.Problem is { } unusable) return unusable.ToHttp();
        Result<PutRecordResult> written = await handler.HandleAsync(caller.Value, new PutRecordCommand("organisations", id, record, expected.Value), http.RequestAborted);
        if (written.Problem is { } problem) return problem.ToHttp();

        http.Response.Headers.ETag = RecordETag.Of(written.Value.Record.Stamp);
        WrittenRecord body = WrittenRecord.Of(id, written.Value);
        return written.Value.Created ? TypedResults.Created($"/v1/organisations/{id}", body) : TypedResults.Ok(body);
    }
}

static class OrganisationProblems
{
    public static Problem IdInvalid(string? id) => new(ProblemKind.Invalid, "organisation.id-invalid", "This is no organisation id.",
        $"It has 2 to {OrganisationId.MaxLength} of A-Z a-z 0-9 . _ - and begins with a letter or digit." + (id is null ? " None was sent." : ""));
}
