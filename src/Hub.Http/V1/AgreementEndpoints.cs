using System.ComponentModel;
using System.Text.Json;
using Hub.Agreements;
using Hub.Agreements.Mobility;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Records;
using Hub.Releases;

namespace Hub.Http.V1;

/// <summary>Memoranda of understanding and learning agreements, for their parties.</summary>
static class AgreementEndpoints
{
    internal const string Before = "/v1/agreements/";
    internal const string IdDescription = "Public id of the agreement, org~localId. Percent-encode a local id: a slash in it is %2F.";

    public static void MapAgreements(this RouteGroupBuilder v1)
    {
        v1.MapGet("/agreements", ListAsync).Refuses(400, 422)
            .Describe("ListAgreements", Tags.Agreements, "List your agreements", "Agreements your organisation is party to, by id: their terms and who has signed the current version, nothing of the learner. A page may be shorter than asked for: go on while there is 'next'.");
        v1.MapGet("/agreements/{id}", ReadAsync).Produces<PublicRecordBody>().Refuses(403, 404, 410).TakesIfNoneMatch()
            .Describe("ReadAgreement", Tags.Agreements, "Read an agreement", "For its parties and for registrars; for others it does not exist. A learning agreement is personal data: the reading is noted in the audit log, and 'learner' is the learner's reference.");
        v1.MapGet("/agreements/{id}/versions/{version:int}", ReadVersionAsync).Produces<PublicRecordBody>().Refuses(403, 404, 410)
            .Describe("ReadAgreementVersion", Tags.Agreements, "Read a version of an agreement", "To see what a proposal changes: any version, from 1, for who is and was party to it.");
        v1.MapPut("/agreements/{id}", PutAsync).Refuses(400, 404, 409, 410, 412, 413, 415, 422, 428).WithMetadata(new JsonBodyLimit())
            .TakesHeader("If-Match", "ETag of the version the proposal answers; 'answers' in the body says the same.").TakesHeader("If-None-Match", "* to add only: refused when the agreement is there.")
            .Describe("PutAgreement", Tags.Agreements, "Make an agreement or propose the next version", "The body is the whole agreement in canonical JSON; it is judged like a row of a file. What exists can be changed by its sender and by those who sign it, who name the version they answer in 'answers' or If-Match: 428 without, 409 'agreement.answers-old-version' when it is not the current one. A new version has no signatures but those it brings, and the other party can bring its own only; until all have signed it the version they signed before stays the agreed one. Terminating (status) counts at once. Who the learner is and free words are stored as ciphertext under the learner's own key. At most 1 MiB (1,048,576 bytes). ECVET Recommendation of 18 June 2009, annex II.");
        v1.MapPost("/agreements/{id}/signatures", SignAsync).Refuses(400, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("SignAgreement", Tags.Agreements, "Sign a version", "Signs the named version for the caller's organisation; with signer 'learner' home or host note that the learner signed. 409 'agreement.signed-old-version' when the version is not the current one. Repeating it is harmless.");
        v1.MapGet("/agreements/{id}/mobility", ReadMobilityAsync).Refuses(403, 404, 410)
            .Describe("ReadMobility", Tags.Agreements, "See where a mobility stands", "For the parties of a learning agreement: whether it is before, during, after or completed, who signed the current version, the host's transcript of the agreed outcomes with their recognition, and what is missing with whose turn it is. Computed from the register when asked for; the reading is noted in the audit log. ECVET: learning agreement, assessment, documentation, validation, recognition.");
    }

    static async Task<Results<Ok<Page<AgreementItemBody>>, ProblemHttpResult>> ListAsync(
        [Description("memorandum or learning-agreement; left out: both.")] string? type, [AsParameters] PageQuery page, CallerOf caller, ListAgreementsHandler handler, HttpContext http)
    {
        if (page.Check() is { } wrong) return wrong.ToHttp();
        http.Response.Headers.CacheControl = "no-store";
        Result<Page<ListedAgreement>> found = await handler.HandleAsync(caller.Value, type, page.After, page.Size, http.RequestAborted);
        return found.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(new Page<AgreementItemBody>([.. found.Value.Items.Select(AgreementItemBody.Of)], found.Value.Next));
    }

    static async Task ReadAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, ReadAgreementHandler handler)
    {
        id = PathId.Read(http, id, Before);
        await WriteAsync(http, id, await handler.HandleAsync(caller.Value, id, http.RequestAborted));
    }

    static async Task ReadVersionAsync([Description(IdDescription)] string id, [Description("Version, from 1.")] int version, CallerOf caller, HttpContext http, ReadAgreementHandler handler)
    {
        id = PathId.Read(http, id, Before);
        await WriteAsync(http, id, await handler.HandleAsync(caller.Value, id, version, http.RequestAborted));
    }

    static async Task WriteAsync(HttpContext http, string id, Result<SeenAgreement> found)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (found.Problem is { } problem)
        {
            await problem.ToHttp().ExecuteAsync(http);
            return;
        }

        string etag = RecordETag.Of(found.Value.Record.Stamp);
        http.Response.Headers.ETag = etag;
        if (RecordETag.Matches(http.Request.Headers.IfNoneMatch, etag)) http.Response.StatusCode = StatusCodes.Status304NotModified;
        else await TypedResults.Bytes(PublicRecord.Line(id, found.Value.Record), "application/json; charset=utf-8").ExecuteAsync(http);
    }

    static async Task<Results<Ok<WrittenRecord>, Created<WrittenRecord>, ProblemHttpResult>> PutAsync(
        [Description(IdDescription)] string id, JsonElement record, CallerOf caller, HttpContext http, PutAgreementHandler handler)
    {
        id = PathId.Read(http, id, Before);
        http.Response.Headers.CacheControl = "no-store";
        Result<int?> expected = RecordETag.Expected(http.Request.Headers);
        if (expected.Problem is { } unusable) return unusable.ToHttp();
        Result<PutRecordResult> written = await handler.HandleAsync(caller.Value, new PutRecordCommand(AgreementKind.KindName, id, record, expected.Value), http.RequestAborted);
        if (written.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.ETag = RecordETag.Of(written.Value.Record.Stamp);
        WrittenRecord body = WrittenRecord.Of(id, written.Value);
        return written.Value.Created ? TypedResults.Created(Before + Uri.EscapeDataString(id), body) : TypedResults.Ok(body);
    }

    static async Task<Results<Ok<MobilityCircle>, ProblemHttpResult>> ReadMobilityAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, ReadMobilityHandler handler)
    {
        id = PathId.Read(http, id, Before);
        http.Response.Headers.CacheControl = "no-store";
        Result<MobilityCircle> found = await handler.HandleAsync(caller.Value, id, http.RequestAborted);
        return found.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(found.Value);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> SignAsync([Description(IdDescription)] string id, SignatureBody body, CallerOf caller, HttpContext http, SignAgreementHandler handler)
    {
        id = PathId.Read(http, id, Before);
        Result<SeenAgreement> signed = await handler.HandleAsync(caller.Value, new SignAgreementCommand(id, body.Version, body.Signer), http.RequestAborted);
        return signed.Problem is { } problem ? problem.ToHttp() : TypedResults.NoContent();
    }
}

/// <summary>An agreement in a list.</summary>
/// <param name="Version">Current version, from 1.</param>
/// <param name="AgreedVersion">The newest version that all have signed; left out where there is none, or the agreement is terminated.</param>
/// <param name="Home">Who recognises; left out for a memorandum.</param>
/// <param name="Host">Who assesses; left out for a memorandum.</param>
/// <param name="Signatures">Those of the current version that count.</param>
/// <param name="Unsigned">Whose signature is missing.</param>
public sealed record AgreementItemBody(
    string Id, int Version, int? AgreedVersion, string Type, string? Home, string? Host, IReadOnlyList<string> Parties, DateOnly ValidFrom, DateOnly? ValidUntil, bool Active, IReadOnlyList<CountedSignature> Signatures, IReadOnlyList<string> Unsigned)
{
    internal static AgreementItemBody Of(ListedAgreement listed)
    {
        (AgreementTerms terms, int version, IReadOnlyList<CountedSignature> signatures) = listed.Current;
        return new AgreementItemBody(
            terms.Id, version, listed.AgreedVersion, terms.Type, terms.Home, terms.Host, terms.Parties, terms.From, terms.Until, terms.IsActive, signatures, [.. terms.Signers.Where(s => !listed.Current.IsSignedBy(s))]);
    }
}

/// <param name="Version">The version that is signed, from 1; it must be the current one.</param>
/// <param name="Signer">'learner' where home or host note the learner's signature; left out: the caller's organisation signs.</param>
public sealed record SignatureBody(int Version, string? Signer = null);
