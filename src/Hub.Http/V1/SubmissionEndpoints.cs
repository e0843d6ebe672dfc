using System.ComponentModel;
using System.Globalization;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Ports;
using Hub.Submissions;
using Hub.Submissions.Layout;
using Hub.Submissions.Uploads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Hub.Http.V1;

static class SubmissionEndpoints
{
    public const string IdDescription = "Id of the submission, org~number.";

    public static void MapSubmissions(this RouteGroupBuilder v1)
    {
        v1.MapPost("/submissions", SendAsync).Refuses(400, 409, 413, 415, 422, 429, 503).WithMetadata(new OwnBodyLimit()).AddOpenApiOperationTransformer(SubmissionFile.DescribeAsync)
            .Describe("SendSubmission", Tags.Submissions, "Send a file", "The body is the file as it is, at most 32 MiB (33,554,432 bytes): CSV with a header line, XLSX, a JSON array of objects, or NDJSON. Content-Encoding: gzip is understood, and a multipart/form-data with this one file in it. Larger files go by upload=true: the answer is 201 with a link to PUT the file to, then confirm; its place among your submissions is that of this request. It is stored before the answer, 202; then it is judged row by row. Look at Location until status is finished, refused, failed or awaiting-confirmation. With an Idempotency-Key the same request within 7 days gets the first answer; the key with another body, kind or mode is refused (submission.idempotency-key-reused). Without one nothing is suppressed, and sameAs names an earlier submission of the same bytes.");
        v1.MapGet("/submissions", ListAsync).Refuses(400, 422)
            .Describe("ListSubmissions", Tags.Submissions, "List submissions", "Those of one organisation by number, oldest first.");
        v1.MapGet("/submissions/{id}", ReadAsync).Refuses(404)
            .Describe("ReadSubmission", Tags.Submissions, "Read a submission", "How far it has come and, when it is finished, its totals. Submissions of other organisations can not be told from missing ones: 404. While it is being worked on Retry-After says when to ask again, in seconds.");
        v1.MapUploadedSubmissions();
        v1.MapSubmissionResults();
    }

    static async Task<Results<Accepted<SubmissionAnswer>, Created<UploadAnswer>, ProblemHttpResult>> SendAsync(
        [AsParameters] SendQuery query, CallerOf caller, HttpContext http, ReceiveSubmissionHandler handler, StartUploadHandler uploads, SubmissionStore submissions, IOptions<HubOptions> options)
    {
        HttpRequest request = http.Request;
        OrganisationId organisation = caller.Value.Organisation;
        if (query.Organisation is not null && !OrganisationId.TryParse(query.Organisation, out organisation)) return OrganisationProblems.IdInvalid(query.Organisation).ToHttp();
        long most = options.Value.MaxSubmissionBytes;
        if (request.ContentLength > most) return SubmissionProblems.TooLarge(most).ToHttp();
        if (await OpenLimit.CheckAsync(http, caller.Value, organisation, submissions, options.Value) is { } tooMany) return tooMany.ToHttp();

        if (query.Upload == true) return await UploadedSubmissionEndpoints.StartAsync(organisation, query, caller.Value, http, uploads, options.Value);

        Result<SubmissionContent> content = await SubmissionContent.OpenAsync(request, options.Value, http.RequestAborted);
        if (content.Problem is { } unreadable) return unreadable.ToHttp();
        (Stream body, long? expectedBytes, string? fileName, string? mediaType) = content.Value;
        var command = new ReceiveSubmissionCommand(organisation, query.Kind, query.Mode, body, query.IdempotencyKey,
            expectedBytes, query.FileName is null ? fileName : SubmissionFile.NameOf(query.FileName, default), mediaType, query.Map);
        Result<Submission> received = await handler.HandleAsync(caller.Value, command, http.RequestAborted);
        if (received.Problem is { } problem) return problem.ToHttp();

        var answer = SubmissionAnswer.Of(received.Value);
        http.Response.Headers.RetryAfter = "1";
        return TypedResults.Accepted(answer.Links.Self, answer);
    }

    static async Task<Results<Ok<Page<SubmissionAnswer>>, ProblemHttpResult>> ListAsync(
        [Description("Organisation whose submissions are asked for; a registrar may name any. The default is your own.")] string? organisation,
        [AsParameters] PageQuery page, CallerOf caller, SubmissionStore submissions, CancellationToken cancel)
    {
        OrganisationId owner = caller.Value.Organisation;
        if (organisation is not null && !OrganisationId.TryParse(organisation, out owner)) return OrganisationProblems.IdInvalid(organisation).ToHttp();
        if (!SubmissionAuthority.MayRead(caller.Value, owner)) return SubmissionProblems.NotYours().ToHttp();
        if (page.Check() is { } wrong) return wrong.ToHttp();
        long after = 0;
        if (page.After is not null && !long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out after)) return PageProblems.CursorInvalid().ToHttp();
        Page<Submission> found = await submissions.ListAsync(owner, after, page.Size, cancel);
        return TypedResults.Ok(new Page<SubmissionAnswer>([.. found.Items.Select(s => SubmissionAnswer.Of(s))], found.Next));
    }

    static async Task<Results<Ok<SubmissionAnswer>, ProblemHttpResult>> ReadAsync(
        [Description(IdDescription)] string id, CallerOf caller, HttpContext http, ITables tables, SubmissionStore submissions)
    {
        Result<Submission> found = await FindAsync(caller.Value, id, submissions, http.RequestAborted);
        if (found.Problem is { } problem) return problem.ToHttp();
        if (found.Value.IsEnded) return TypedResults.Ok(SubmissionAnswer.Of(found.Value));

        http.Response.Headers.RetryAfter = "1";
        SubmissionProgress? progress = await SubmissionProgress.ReadAsync(tables, submissions, found.Value.Id, http.RequestAborted);
        return TypedResults.Ok(SubmissionAnswer.Of(progress?.Submission ?? found.Value, progress));
    }

    /// <summary>The submission when the caller may see it.</summary>
    public static async Task<Result<Submission>> FindAsync(Caller caller, string text, SubmissionStore submissions, CancellationToken cancel)
    {
        if (!SubmissionId.TryParse(text, out SubmissionId id) || !SubmissionAuthority.MayRead(caller, id.Organisation)) return SubmissionProblems.NotFound();
        return await submissions.FindAsync(id, cancel) is var (submission, _) ? submission : SubmissionProblems.NotFound();
    }
}

/// <summary>Parameters of a submission.</summary>
sealed record SendQuery(
    [property: FromQuery(Name = "kind"), Description("Kind of records: catalogue, organisations or accreditations.")] string? Kind,
    [property: FromQuery(Name = "mode"), Description("merge (default): good rows in, bad rows out. all-or-nothing: nothing is applied while a row is rejected or held. replace: as merge, then entries that the file does not name are withdrawn; when more than 10 % would go, or the file is empty or cut, it waits for a confirmation. check: judged only, nothing is stored.")] string? Mode,
    [property: FromQuery(Name = "organisation"), Description("Organisation the records belong to; a registrar may name any. The default is your own.")] string? Organisation,
    [property: FromQuery(Name = "map"), Description("Column map to read the file by. Left out: the header chooses.")] string? Map,
    [property: FromQuery(Name = "upload"), Description("true: no body; the answer is 201 with a link to upload the file to, for files above 32 MiB. The default is false.")] bool? Upload,
    [property: FromQuery(Name = "fileName"), Description("Name of the file, for you to know it by; also taken from Content-Disposition. At most 255 characters.")] string? FileName,
    [property: FromHeader(Name = "Idempotency-Key"), Description("1 to 255 characters that name this request; a UUID does.")] string? IdempotencyKey);
