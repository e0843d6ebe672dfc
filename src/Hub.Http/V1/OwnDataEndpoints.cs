using System.ComponentModel;
using System.Text.Json;
using Hub.Http.Description;
using Hub.Http.Pages.Learners;
using Hub.Http.SignIn;
using Hub.Learners.Access;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <param name="Reference">Your reference in the hub: 34 hexadecimal digits, no secret.</param>
/// <param name="Organisations">Organisations whose records about you are shown; left out: all.</param>
/// <param name="IsRestricted">Whether your data are kept but not used (GDPR, article 18).</param>
public sealed record MeBody(string Reference, IReadOnlyList<OrganisationId>? Organisations, bool IsRestricted)
{
    internal static MeBody Of(OwnLearner own) => new(own.Reference.Value, own.Organisations, own.IsRestricted);
}

/// <param name="Record">The credit record, with names and identifiers.</param>
/// <param name="Achievements">As they are kept: id, version, then the canonical properties of each.</param>
/// <param name="Agreements">Learning agreements as they are kept: id, version, then the canonical properties of each.</param>
/// <param name="Accesses">Who read and did what, the newest first.</param>
public sealed record OwnDataBody(
    DateTimeOffset At, MeBody Learner, CreditRecordDocument Record, IReadOnlyList<JsonElement> Achievements, IReadOnlyList<JsonElement> Agreements, IReadOnlyList<LearnerAccess> Accesses, IReadOnlyList<ShareBody> Shares, IReadOnlyList<OwnRequestBody> Requests)
{
    internal static OwnDataBody Of(OwnData data) => new(
        data.At, MeBody.Of(data.Learner), data.Record, Records(data.Achievements), Records(data.Agreements),
        data.Accesses, ShareBody.Of(data.Shares), [.. data.Requests.Select(OwnRequestBody.Of)]);

    static JsonElement[] Records(IReadOnlyList<Hub.Records.ListedRecord> records) => [.. records.Select(r => JsonElement.Parse(Releases.PublicRecord.Line(r.Id, r.Record).Span))];
}

/// <summary>What a learner sees of the own data.</summary>
static class OwnDataEndpoints
{
    public static void MapOwnData(this RouteGroupBuilder v1)
    {
        RouteGroupBuilder me = v1.MapGroup("/me").WithMetadata(new OnOwnData());
        me.MapGet("", Read).Refuses(410)
            .Describe("ReadMe", Tags.OwnData, "Who you are here", "Your reference, and whose records about you are shown. A link of a provider shows what that provider sent; bound to an access token, several add up; a registrar's shows everything.");
        me.MapGet("/record", RecordAsync).Refuses(400, 410, 422).Produces<CreditRecordDocument>(StatusCodes.Status200OK, "application/json", "text/html", "text/csv", "application/xml")
            .Describe("ReadOwnRecord", Tags.OwnData, "Read your credit record", "Everything you achieved and what was recognised, as far as it is shown to you. Credits stand by system and are never added up over systems; each item says whether and how it counts. JSON; a page for print (format=html), CSV (format=csv) and EMREX ELMO 1.x (format=elmo) by Accept or format. Also while your data are restricted.");
        me.MapGet("/record/progress", ProgressAsync).Refuses(400, 404, 410, 422)
            .Describe("ReadOwnProgress", Tags.OwnData, "Measure your progress towards an award", "Which parts of a qualification or larger credential are done and which are missing, the nearest first, in per cent of the award and in points of its own system. record.award-unknown (404) where the catalogue has no such published entry.");
        me.MapGet("/record/guidance", GuidanceAsync).Refuses(400, 410, 422)
            .Describe("ReadOwnGuidance", Tags.OwnData, "What could come next for you", "Larger awards you are on the way to, and entries of the catalogue that bring one nearer, each with its reasons. Advice: nothing is decided by it.");
        me.MapGet("/accesses", AccessesAsync).Refuses(400, 410, 422)
            .Describe("ListOwnAccesses", Tags.OwnData, "Who read your data", "Who read your data and who did what about them, when, and on which ground (GDPR, article 15), the newest first. Moments after it happened, after a failure within a day. A page may end early: go on while there is 'next'.");
        me.MapGet("/export", ExportAsync).Refuses(410)
            .Describe("ExportOwnData", Tags.OwnData, "Take everything with you", "One file of JSON with your record, identifiers, achievements, learning agreements, accesses, links and requests, as far as they are shown to you (GDPR, articles 15 and 20).");
    }

    static Ok<MeBody> Read(OwnOf own, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(MeBody.Of(own.Value));
    }

    static async Task<IResult> RecordAsync(
        [FromQuery(Name = "as-of"), Description(CreditRecordEndpoints.AsOfDescription)] string? asOf, [Description("json, html, csv or elmo; left out: what Accept says, else JSON.")] string? format,
        OwnOf own, HttpContext http, ReadCreditRecordHandler handler, CreditRecordAnswer answer)
    {
        _ = format;
        if (answer.FormOf(http.Request, isPage: false) is not { } form) return answer.FormUnknown.ToHttp();
        Result<CreditRecordDocument> read = await DocumentAsync(asOf, null, form == "html", own, http, handler);
        if (read.Problem is { } problem) return problem.ToHttp();
        await answer.WriteAsync(http, read.Value, form);
        return Results.Empty;
    }

    static async Task<Results<Ok<AwardProgress>, ProblemHttpResult>> ProgressAsync(
        [Description("Public id of the award.")] string towards, [FromQuery(Name = "as-of"), Description(CreditRecordEndpoints.AsOfDescription)] string? asOf, OwnOf own, HttpContext http, ReadCreditRecordHandler handler)
    {
        Result<CreditRecordDocument> read = await DocumentAsync(asOf, towards, false, own, http, handler);
        return read.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(read.Value.Progress!);
    }

    static async Task<Results<Ok<Guidance>, ProblemHttpResult>> GuidanceAsync([FromQuery(Name = "as-of"), Description(CreditRecordEndpoints.AsOfDescription)] string? asOf, OwnOf own, HttpContext http, ReadCreditRecordHandler handler)
    {
        Result<CreditRecordDocument> read = await DocumentAsync(asOf, null, true, own, http, handler);
        return read.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(read.Value.Guidance!);
    }

    static async Task<Result<CreditRecordDocument>> DocumentAsync(string? asOf, string? towards, bool guidance, OwnOf own, HttpContext http, ReadCreditRecordHandler handler)
    {
        http.Response.Headers.CacheControl = "no-store";
        Result<ReadCreditRecordQuery> query = CreditRecordEndpoints.QueryOf(asOf, towards, guidance);
        return query.Problem is { } problem ? problem : await handler.HandleAsync(own.Value, query.Value, http.RequestAborted);
    }

    static async Task<Results<Ok<Page<LearnerAccess>>, ProblemHttpResult>> AccessesAsync([AsParameters] PageQuery page, OwnOf own, HttpContext http, ReadAccessLogHandler handler)
    {
        if (page.Check() is { } invalid) return invalid.ToHttp();
        http.Response.Headers.CacheControl = "no-store";
        Result<Page<LearnerAccess>> read = await handler.HandleAsync(own.Value, page.After, page.Size, http.RequestAborted);
        return read.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(read.Value);
    }

    internal static async Task<Results<Ok<OwnDataBody>, ProblemHttpResult>> ExportAsync(OwnOf own, HttpContext http, ExportOwnDataHandler handler)
    {
        http.Response.Headers.CacheControl = "no-store";
        Result<OwnData> read = await handler.HandleAsync(own.Value, http.RequestAborted);
        if (read.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.ContentDisposition = "attachment; filename=\"my-data.json\"";
        return TypedResults.Ok(OwnDataBody.Of(read.Value));
    }
}
