using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Submissions;
using Hub.Submissions.Uploads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Hub.Http.V1;

/// <summary>A submission whose file is to be uploaded.</summary>
/// <param name="Id">Id of the submission, <c>org~number</c>.</param>
/// <param name="UploadUrl">Where to PUT the file, whole or in blocks; absolute, or relative to the hub's root. Whoever has it can write the file: keep it to yourself. Absent when the same request has been confirmed before.</param>
/// <param name="ExpiresAt">Until when the file can be uploaded and confirmed.</param>
/// <param name="MaxBytes">Largest file.</param>
/// <param name="Confirm">Where to POST when the file is there.</param>
public sealed record UploadAnswer(string Id, SubmissionStatus Status, string? UploadUrl, DateTimeOffset ExpiresAt, long MaxBytes, string Confirm, string Self);

/// <summary>Submissions whose file comes by an upload link.</summary>
static class UploadedSubmissionEndpoints
{
    public static void MapUploadedSubmissions(this RouteGroupBuilder v1) => v1.MapPost("/submissions/{id}/confirm", ConfirmAsync).Refuses(404, 409, 410, 413, 422)
        .Describe("ConfirmSubmission", Tags.Submissions, "Confirm an upload, or what a replacing file withdraws", "While status is uploading: the file is there. The hub reads it, computes its size and SHA-256, and the submission goes its way as if it had been sent directly; that takes a few seconds for each gigabyte. With sha256 a file that is another is refused (submission.body-differs) and can be uploaded again. 409 while nothing has come, 410 when the time is over. While status is awaiting-confirmation: withdrawal says how many entries would go, and why it asks. That confirmation is taken for 72 hours; then the submission is refused and nothing of it was applied. Repeating it is harmless.");

    public static async Task<Results<Accepted<SubmissionAnswer>, Created<UploadAnswer>, ProblemHttpResult>> StartAsync(
        OrganisationId organisation, SendQuery query, Caller caller, HttpContext http, StartUploadHandler handler, HubOptions options)
    {
        if (http.Request.ContentLength > 0) return SubmissionProblems.UploadHasBody().ToHttp();
        var command = new StartUploadCommand(organisation, query.Kind, query.Mode, options.UploadLifetime, query.IdempotencyKey,
            SubmissionFile.NameOf(query.FileName, http.Request.Headers.ContentDisposition), http.Request.ContentType, query.Map);
        Result<StartedUpload> started = await handler.HandleAsync(caller, command, http.RequestAborted);
        if (started.Problem is { } problem) return problem.ToHttp();

        Submission submission = started.Value.Submission;
        string self = $"/v1/submissions/{submission.Id}";
        string? link = started.Value.Link is ['/', ..] path && options.PublicUrl is { } hub ? hub.TrimEnd('/') + path : started.Value.Link;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created(self, new UploadAnswer(submission.Id.ToString(), submission.Status, link, submission.Upload!.ExpiresAt, options.MaxUploadBytes, $"{self}/confirm", self));
    }

    static async Task<Results<Accepted<SubmissionAnswer>, ProblemHttpResult>> ConfirmAsync(
        [Description(SubmissionEndpoints.IdDescription)] string id,
        [FromQuery(Name = "sha256"), Description("SHA-256 of the file as you know it, 64 hexadecimal digits.")] string? sha256,
        CallerOf caller, HttpContext http, SubmissionStore submissions, ConfirmUploadHandler uploads, ConfirmSubmissionHandler withdrawals, IOptions<HubOptions> options)
    {
        if (!SubmissionId.TryParse(id, out SubmissionId submission)) return SubmissionProblems.NotFound().ToHttp();
        bool isAsked = SubmissionAuthority.MayRead(caller.Value, submission.Organisation) && await submissions.FindAsync(submission, http.RequestAborted) is var (found, _) && found.Withdrawal is not null;
        return SubmissionRoundEndpoints.Accept(isAsked
            ? await withdrawals.HandleAsync(caller.Value, submission, http.RequestAborted)
            : await uploads.HandleAsync(caller.Value, new ConfirmUploadCommand(submission, sha256, options.Value.MaxUploadBytes), http.RequestAborted), http);
    }
}
