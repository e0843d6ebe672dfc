using System.ComponentModel;
using System.Globalization;
using Hub.Catalogue;
using Hub.Catalogue.Versions;
using Hub.Http.Description;
using Hub.Records;

namespace Hub.Http.V1;

/// <summary>Every version of an entry: kept, readable, comparable.</summary>
static class CatalogueVersionEndpoints
{
    const string VersionDescription = "Number of the version, from 1.";

    public static void MapCatalogueVersions(this RouteGroupBuilder v1)
    {
        v1.MapGet("/catalogue/{id}/versions", ListAsync).Refuses(400, 404, 410, 422)
            .Describe("ListCatalogueEntryVersions", Tags.Catalogue, "List the versions of an entry", "Published versions, oldest first, the current one last: when each was written, by which submission, and its number in /v1/changes. The cursor is a version number. Of an entry that is withdrawn or a draft now no version is shown: 404.");
        v1.MapGet("/catalogue/{id}/versions/{version}", ReadAsync).Produces<PublicRecordBody>().Produces(304).Refuses(400, 404, 410).TakesIfNoneMatch()
            .Describe("ReadCatalogueEntryVersion", Tags.Catalogue, "Read one version of an entry", "A version never changes.");
        v1.MapGet("/catalogue/{id}/versions/{version}/changes", CompareAsync).Produces<IReadOnlyList<PatchOperation>>(200, JsonPatch.MediaType).Produces(304).Refuses(400, 404, 410).TakesIfNoneMatch()
            .Describe("CompareCatalogueEntryVersions", Tags.Catalogue, "Compare two versions of an entry", "JSON Patch (RFC 6902): applied to the version 'since' as it is read from its address, it gives this version. Versions may be compared in either direction.");
    }

    static Task<Problem> NotSeenAsync(TakenDown takenDown, string id, HttpContext http) => takenDown.ProblemOfAsync(CatalogueKind.KindName, CatalogueKind.TableName, id, CatalogueEndpoints.NotFound, http.RequestAborted);

    static async Task<Results<Ok<Page<EntryVersion>>, ProblemHttpResult>> ListAsync([Description(CatalogueEndpoints.IdDescription)] string id, [AsParameters] PageQuery page, HttpContext http, EntryVersions versions, TakenDown takenDown)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        if (page.Check() is { } wrong) return wrong.ToHttp();
        int after = 0;
        if (!string.IsNullOrEmpty(page.After) && !int.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out after)) return PageProblems.CursorInvalid().ToHttp();
        return await versions.PageAsync(id, after, page.Size, http.RequestAborted) is { } found ? TypedResults.Ok(found) : (await NotSeenAsync(takenDown, id, http)).ToHttp();
    }

    static async Task ReadAsync([Description(CatalogueEndpoints.IdDescription)] string id, [Description(VersionDescription)] int version, HttpContext http, EntryVersions versions, TakenDown takenDown)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        StoredRecord? entry = await versions.FindAsync(id, version, http.RequestAborted);
        await (entry is null ? (await NotSeenAsync(takenDown, id, http)).ToHttp().ExecuteAsync(http) : RecordAnswer.WriteAsync(http, id, entry));
    }

    static async Task CompareAsync(
        [Description(CatalogueEndpoints.IdDescription)] string id, [Description(VersionDescription)] int version,
        [Description("Version to compare with, from 1; 0 for an empty document. The default is the published version before.")] int? since,
        HttpContext http, EntryVersions versions, TakenDown takenDown)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        VersionChanges? changes = since < 0 ? null : await versions.CompareAsync(id, version, since, http.RequestAborted);
        if (changes is null)
        {
            await (await NotSeenAsync(takenDown, id, http)).ToHttp().ExecuteAsync(http);
            return;
        }

        http.Response.Headers.ETag = changes.ETag;
        http.Response.Headers.CacheControl = "public, no-cache";
        if (RecordETag.Matches(http.Request.Headers.IfNoneMatch, changes.ETag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = JsonPatch.MediaType;
        http.Response.ContentLength = changes.Patch.Length;
        await http.Response.Body.WriteAsync(changes.Patch, http.RequestAborted);
    }
}

/// <summary>One change of a JSON Patch (RFC 6902).</summary>
/// <param name="Op">add, remove or replace.</param>
/// <param name="Path">JSON Pointer (RFC 6901) to what is changed.</param>
/// <param name="Value">The new value; left out for remove.</param>
public sealed record PatchOperation(string Op, string Path, System.Text.Json.Nodes.JsonNode? Value);
