using System.ComponentModel;
using System.Globalization;
using Hub.Http.Description;
using Hub.Http.Pages.Learners;
using Hub.Http.SignIn;
using Hub.Learners;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <summary>The credit record of a learner, computed when it is asked for.</summary>
static class CreditRecordEndpoints
{
    internal const string ReferenceDescription = "Reference of the learner, 34 hexadecimal digits.";

    internal const string AsOfDescription = "Day the record is computed for, yyyy-MM-dd; left out: today, UTC. What came later does not count.";

    public static void MapCreditRecords(this RouteGroupBuilder v1)
    {
        v1.MapGet("/learners/{reference}/record", ReadAsync).Refuses(400, 403, 404, 409, 410, 422)
            .Produces<CreditRecordDocument>(StatusCodes.Status200OK, "application/json", "text/html", "text/csv", "application/xml")
            .Describe("ReadCreditRecord", Tags.Learners, "Read the credit record of a learner", "Everything achieved and recognised that the caller sees of the learner: its own achievements. Credits stand by system and are never added up over systems (ECTS with the workload behind it, points of a national system by country, ECVET points by qualification only); each item says whether and how it counts. JSON; a page for print (format=html), CSV (format=csv) and EMREX ELMO 1.x (format=elmo, valid achievements alone) by Accept or format. How it is computed: Decisions/0052. learner.merged (409) names the reference to use; learner.erased is 410.");
        v1.MapGet("/learners/{reference}/record/progress", ProgressAsync).Refuses(400, 403, 404, 409, 410, 422)
            .Describe("ReadCreditRecordProgress", Tags.Learners, "Measure progress towards an award", "Which parts of a qualification or larger credential are done and which are missing, the nearest first, with relative weight (per cent) and points of the award's own system. Shares are counted by relative weights where all parts have one, else by points, else by number. record.award-unknown (404) where the catalogue has no such published entry.");
        v1.MapGet("/learners/{reference}/record/guidance", GuidanceAsync).Refuses(400, 403, 404, 409, 410, 422)
            .Describe("ReadCreditRecordGuidance", Tags.Learners, "Say what could come next", "Larger awards the learner is on the way to, and entries of the catalogue that bring one nearer, each with its reasons: guidance.ask-for-award (all parts are done), guidance.completes-award, guidance.part-of-award, guidance.ask-for-recognition (something derived from the unit was achieved), guidance.derived-from-missing-unit. Advice: nothing is decided by it. At most 50 awards and 100 suggestions.");
    }

    static async Task<IResult> ReadAsync(
        [Description(ReferenceDescription)] string reference, [FromQuery(Name = "as-of"), Description(AsOfDescription)] string? asOf, [Description("json, html, csv or elmo; left out: what Accept says, else JSON.")] string? format,
        CallerOf caller, HttpContext http, ReadCreditRecordHandler handler, CreditRecordAnswer answer)
    {
        _ = format;
        if (answer.FormOf(http.Request, isPage: false) is not { } form) return answer.FormUnknown.ToHttp();
        Result<CreditRecordDocument> read = await DocumentAsync(reference, asOf, null, form == "html", caller, http, handler);
        if (read.Problem is { } problem) return problem.ToHttp();
        await answer.WriteAsync(http, read.Value, form);
        return Results.Empty;
    }

    static async Task<Results<Ok<AwardProgress>, ProblemHttpResult>> ProgressAsync(
        [Description(ReferenceDescription)] string reference, [Description("Public id of the award.")] string towards, [FromQuery(Name = "as-of"), Description(AsOfDescription)] string? asOf, CallerOf caller, HttpContext http, ReadCreditRecordHandler handler)
    {
        Result<CreditRecordDocument> read = await DocumentAsync(reference, asOf, towards, false, caller, http, handler);
        return read.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(read.Value.Progress!);
    }

    static async Task<Results<Ok<Guidance>, ProblemHttpResult>> GuidanceAsync(
        [Description(ReferenceDescription)] string reference, [FromQuery(Name = "as-of"), Description(AsOfDescription)] string? asOf, CallerOf caller, HttpContext http, ReadCreditRecordHandler handler)
    {
        Result<CreditRecordDocument> read = await DocumentAsync(reference, asOf, null, true, caller, http, handler);
        return read.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(read.Value.Guidance!);
    }

    static async Task<Result<CreditRecordDocument>> DocumentAsync(string reference, string? asOf, string? towards, bool guidance, CallerOf caller, HttpContext http, ReadCreditRecordHandler handler)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!LearnerReference.TryParse(reference, out LearnerReference learner)) return LearnerProblems.NotFound();
        Result<ReadCreditRecordQuery> query = QueryOf(asOf, towards, guidance);
        return query.Problem is { } problem ? problem : await handler.HandleAsync(caller.Value, learner, query.Value, http.RequestAborted);
    }

    internal static Result<ReadCreditRecordQuery> QueryOf(string? asOf, string? towards, bool guidance)
    {
        DateOnly day = default;
        if (asOf is not null && !DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) return CreditRecordProblems.DayInvalid();
        return new ReadCreditRecordQuery(asOf is null ? null : day, towards, guidance);
    }
}
