using System.ComponentModel;
using Hub.Http.Description;
using Hub.Records;

namespace Hub.Http.V1;

/// <summary>A version of an entry.</summary>
/// <param name="Hash">SHA-256 of the canonical JSON, base64url.</param>
/// <param name="Current">Whether it is the one the catalogue shows.</param>
public sealed record EntryVersion(int Version, string Hash, bool Current, string Href);

static class CatalogueEndpoints
{
    public const string Table = "entries";
    public const string Before = "/v1/catalogue/";
    public const string IdDescription = "Public id of the entry, org~localId. Percent-encode a local id: a slash in it is %2F.";

    public static readonly Problem NotFound = new(ProblemKind.NotFound, "entry.not-found", "There is no such entry in the catalogue.", "It may be a draft or withdrawn.");

    public static void MapCatalogue(this RouteGroupBuilder v1)
    {
        v1.MapGet("/catalogue", ListAsync).Produces<PublicRecordPage>().Refuses(400, 422)
            .Describe("ListCatalogue", Tags.Catalogue, "List the catalogue", "All published entries, in the order of storage. An entry changed meanwhile keeps its place; for a copy that stays exact take a release and follow /v1/changes.");
        // Captured, not injected: asking the request for services would make it a scope of its own.
        RecordTable records = ((IEndpointRouteBuilder)v1).ServiceProvider.GetRequiredService<RecordTable>();
        v1.MapGet("/catalogue/{id}", ([Description(IdDescription)] string id, HttpContext http) => ReadAsync(id, http, records)).Produces<PublicRecordBody>().Produces(304).Refuses(404).TakesIfNoneMatch()
            .Describe("ReadCatalogueEntry", Tags.Catalogue, "Read an entry", "The published version, the same bytes as in releases. Send the ETag in If-None-Match to get 304 when nothing has changed.");
        v1.MapGet("/catalogue/{id}/versions", ListVersionsAsync).Refuses(400, 404, 422)
            .Describe("ListCatalogueEntryVersions", Tags.Catalogue, "List the versions of an entry", "Published versions, oldest first, the current one last. The cursor is a version number.");
        v1.MapGet("/catalogue/{id}/versions/{version}", ReadVersionAsync).Produces<PublicRecordBody>().Produces(304).Refuses(400, 404).TakesIfNoneMatch()
            .Describe("ReadCatalogueEntryVersion", Tags.Catalogue, "Read one version of an entry", "A version never changes.");
        v1.MapCatalogueChanges();
    }

    /// <summary>The fastest way through the hub: one row read, its bytes written. So short that it is not worth the means to cancel it.</summary>
    static async Task ReadAsync(string id, HttpContext http, RecordTable records)
    {
        id = PathId.Read(http, id, Before);
        StoredRecord? entry = RecordId.TryParse(id, out _) ? await records.FindAsync(Table, id, CancellationToken.None) : null;
        await (entry is { Stamp.Visibility: Visibility.Public } ? RecordAnswer.WriteAsync(http, id, entry) : NotFound.ToHttp().ExecuteAsync(http));
    }

    static async Task ListAsync([AsParameters] PageQuery page, HttpContext http, RecordListing listing)
    {
        Result<Page<ListedRecord>> found = page.Check() is { } wrong ? wrong : await listing.PageAsync(Table, page.After, page.Size, http.RequestAborted);
        await (found.Problem is { } problem ? problem.ToHttp().ExecuteAsync(http) : RecordAnswer.WriteAsync(http, found.Value));
    }

    static async Task<Results<Ok<Page<EntryVersion>>, ProblemHttpResult>> ListVersionsAsync([Description(IdDescription)] string id, [AsParameters] PageQuery page, HttpContext http, RecordTable records)
    {
        id = PathId.Read(http, id, Before);
        if (page.Check() is { } wrong) return wrong.ToHttp();
        int after = 0;
        if (page.After is not null && !int.TryParse(page.After, System.Globalization.NumberStyles.None, null, out after)) return PageProblems.CursorInvalid().ToHttp();
        StoredRecord? current = RecordId.TryParse(id, out _) ? await records.FindAsync(Table, id, http.RequestAborted) : null;
        if (current is not { Stamp.Visibility: Visibility.Public }) return NotFound.ToHttp();

        IReadOnlyList<StoredRecord> superseded = await records.SupersededAsync(Table, id, after, page.Size, http.RequestAborted);
        bool full = superseded.Count == page.Size;
        IEnumerable<StoredRecord> shown = full || current.Stamp.Version <= after ? superseded : superseded.Append(current);
        string address = $"{Before}{Uri.EscapeDataString(id)}/versions/";
        EntryVersion[] versions = [.. shown.Where(v => v.Stamp.Visibility == Visibility.Public)
            .Select(v => new EntryVersion(v.Stamp.Version, v.Stamp.Hash, v.Stamp.Version == current.Stamp.Version, $"{address}{v.Stamp.Version}"))];
        return TypedResults.Ok(new Page<EntryVersion>(versions, full ? superseded[^1].Stamp.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    static async Task ReadVersionAsync([Description(IdDescription)] string id, [Description("Number of the version, from 1.")] int version, HttpContext http, RecordTable records)
    {
        id = PathId.Read(http, id, Before);
        StoredRecord? current = RecordId.TryParse(id, out _) ? await records.FindAsync(Table, id, http.RequestAborted) : null;
        StoredRecord? entry = current is { Stamp.Visibility: Visibility.Public } && version > 0 ? await records.FindVersionAsync(Table, id, version, http.RequestAborted) : null;
        await (entry is { Stamp.Visibility: Visibility.Public } ? RecordAnswer.WriteAsync(http, id, entry) : NotFound.ToHttp().ExecuteAsync(http));
    }
}
