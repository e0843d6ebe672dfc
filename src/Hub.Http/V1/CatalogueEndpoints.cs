using System.ComponentModel;
using Hub.Catalogue;
using Hub.Catalogue.Listing;
using Hub.Http.Description;
using Hub.Records;

namespace Hub.Http.V1;

static class CatalogueEndpoints
{
    public const string Table = "entries";
    public const string Before = "/v1/catalogue/";
    public const string IdDescription = "Public id of the entry, org~localId. Percent-encode a local id: a slash in it is %2F.";

    public static readonly Problem NotFound = new(ProblemKind.NotFound, "entry.not-found", "There is no such entry in the catalogue.", "It may be a draft or withdrawn.");

    public static void MapCatalogue(this RouteGroupBuilder v1)
    {
        v1.MapGet("/catalogue", ListAsync).Produces<PublicRecordPage>().Refuses(400, 422).DescribeFilters()
            .Describe("ListCatalogue", Tags.Catalogue, "List the catalogue", "Published entries that meet every filter given; several values of a filter are divided by commas, and one of them is enough. Without filters all of them. The order is that of storage, with updatedSince that of the changes. A request tries at most 5,000 entries: a page that is not full for that reason says partial, and 'next' goes on. Values and names of filters that are not known are refused with 400 (catalogue.filter-invalid, catalogue.filter-unknown), with those that are. An entry changed meanwhile keeps its place; for a copy that stays exact take a release and follow /v1/changes.");
        // Captured, not injected: asking the request for services would make it a scope of its own.
        IServiceProvider services = ((IEndpointRouteBuilder)v1).ServiceProvider;
        RecordTable records = services.GetRequiredService<RecordTable>();
        TakenDown takenDown = services.GetRequiredService<TakenDown>();
        v1.MapGet("/catalogue/{id}", ([Description(IdDescription)] string id, HttpContext http) => ReadAsync(id, http, records, takenDown)).Produces<PublicRecordBody>().Produces(304).Refuses(404, 410).TakesIfNoneMatch()
            .Describe("ReadCatalogueEntry", Tags.Catalogue, "Read an entry", "The published version, the same bytes as in releases. Send the ETag in If-None-Match to get 304 when nothing has changed. 410 (entry.taken-down) says why an entry was taken down for legal reasons.");
        v1.MapCatalogueVersions();
        v1.MapCatalogueStructure();
        v1.MapCatalogueOutcomes();
        v1.MapCatalogueChanges();
    }

    /// <summary>The fastest way through the hub: one row read, its bytes written. So short that it is not worth the means to cancel it.</summary>
    static async Task ReadAsync(string id, HttpContext http, RecordTable records, TakenDown takenDown)
    {
        id = PathId.Read(http, id, Before);
        StoredRecord? entry = RecordId.TryParse(id, out _) ? await records.FindAsync(Table, id, CancellationToken.None) : null;
        if (entry is { Stamp.Visibility: Visibility.Public }) await RecordAnswer.WriteAsync(http, id, entry);
        else await (await takenDown.ProblemOfAsync(CatalogueKind.KindName, id, entry, NotFound, http.RequestAborted)).ToHttp().ExecuteAsync(http);
    }

    static async Task ListAsync([AsParameters] PageQuery page, [AsParameters] CatalogueFilterQuery filters, HttpContext http, RecordListing all, CatalogueListing some, FilterReading reading)
    {
        if (page.Check() is { } wrong) await wrong.ToHttp().ExecuteAsync(http);
        else if (CatalogueFilterQuery.Unknown(http.Request.Query)) await ListingProblems.FilterUnknown(CatalogueFilterQuery.Names).ToHttp(StatusCodes.Status400BadRequest).ExecuteAsync(http);
        else if (reading.Read(filters.Query) is var filter && filter.Problem is { } invalid) await invalid.ToHttp(StatusCodes.Status400BadRequest).ExecuteAsync(http);
        else if (filter.Value.IsEmpty)
        {
            Result<Page<ListedRecord>> found = await all.PageAsync(Table, page.After, page.Size, http.RequestAborted);
            await (found.Problem is { } problem ? problem.ToHttp().ExecuteAsync(http) : RecordAnswer.WriteAsync(http, found.Value));
        }
        else
        {
            Result<ListingPage> found = await some.PageAsync(filter.Value, page.After, page.Size, http.RequestAborted);
            await (found.Problem is { } problem ? problem.ToHttp().ExecuteAsync(http) : RecordAnswer.WriteAsync(http, found.Value.Items, found.Value.Next, found.Value.IsPartial));
        }
    }
}
