using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Ports;
using Hub.Submissions;
using Hub.Submissions.Rounds;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Hub.Http.V1;

/// <param name="Round">0 for the file itself; one more for every correction and set of decisions about held rows.</param>
/// <param name="Sha256">SHA-256 of the receipt as it stands in <paramref name="Jws"/>; the next receipt names it.</param>
/// <param name="Jws">The receipt, compact JWS.</param>
public sealed record ReceiptBody(int Round, string Sha256, string Jws);

/// <param name="Items">Oldest first.</param>
public sealed record ReceiptChain(IReadOnlyList<ReceiptBody> Items);

/// <summary>What goes on with a submission after its file has been judged: corrections, and the receipts of all of it.</summary>
static class SubmissionRoundEndpoints
{
    public static void MapSubmissionRounds(this RouteGroupBuilder v1)
    {
        v1.MapPost("/submissions/{id}/corrections", CorrectAsync).Refuses(400, 404, 409, 413, 415, 422, 503).WithMetadata(new OwnBodyLimit()).AddOpenApiOperationTransformer(SubmissionFile.DescribeAsync)
            .Describe("SendCorrection", Tags.Submissions, "Send the repaired error file", "The body is the newest error file with its rows repaired; hub_row says which row of the file each one corrects. Rows left out stay rejected. It completes the same submission: totals, findings, error file and receipt are those of the whole afterwards, and what is left can be corrected again. Columns may be moved, not renamed or removed; encoding and delimiter may differ. A row that does not say which one it corrects changes nothing and is a finding (correction.no-row). A record that a later submission wrote is left as it is (superseded). Idempotency-Key as for a submission. 409 while the submission is being worked on, or when no row is rejected.");
        v1.MapGet("/submissions/{id}/receipts", ReceiptsAsync).Refuses(404)
            .Describe("ListSubmissionReceipts", Tags.Submissions, "List the receipts", "One for the file and one for every later round, oldest first; each names the one before by its SHA-256.");
    }

    static async Task<Results<Accepted<SubmissionAnswer>, ProblemHttpResult>> CorrectAsync(
        [Description(SubmissionEndpoints.IdDescription)] string id,
        [FromQuery(Name = "fileName"), Description("Name of the file; also taken from Content-Disposition. At most 255 characters.")] string? fileName,
        [FromHeader(Name = "Idempotency-Key"), Description("1 to 255 characters that name this request; a UUID does.")] string? idempotencyKey,
        CallerOf caller, HttpContext http, ReceiveCorrectionHandler handler, IOptions<HubOptions> options)
    {
        HttpRequest request = http.Request;
        if (!SubmissionId.TryParse(id, out SubmissionId submission)) return SubmissionProblems.NotFound().ToHttp();
        long most = options.Value.MaxSubmissionBytes;
        if (request.ContentLength > most) return SubmissionProblems.TooLarge(most).ToHttp();
        var command = new ReceiveCorrectionCommand(submission, new CountedBody(request.Body, most), idempotencyKey, request.ContentLength, SubmissionFile.NameOf(fileName, request.Headers.ContentDisposition), request.ContentType);
        return Accept(await handler.HandleAsync(caller.Value, command, http.RequestAborted), http);
    }

    public static Results<Accepted<SubmissionAnswer>, ProblemHttpResult> Accept(Result<Submission> result, HttpContext http)
    {
        if (result.Problem is { } problem) return problem.ToHttp();
        var answer = SubmissionAnswer.Of(result.Value);
        http.Response.Headers.RetryAfter = "1";
        return TypedResults.Accepted(answer.Links.Self, answer);
    }

    static async Task<Results<Ok<ReceiptChain>, ProblemHttpResult>> ReceiptsAsync([Description(SubmissionEndpoints.IdDescription)] string id, CallerOf caller, SubmissionStore submissions, IBlobs blobs, CancellationToken cancel)
    {
        Result<Submission> found = await SubmissionEndpoints.FindAsync(caller.Value, id, submissions, cancel);
        if (found.Problem is { } problem) return problem.ToHttp();
        var receipts = new List<ReceiptBody>();
        for (int round = 0; round <= found.Value.Done; round++)
        {
            // A round that failed has none.
            await using Stream? stream = await blobs.OpenReadAsync(SubmissionKeys.ReceiptBlob(found.Value.Id, round), 0, null, cancel);
            if (stream is null) continue;
            using var reader = new StreamReader(stream, Encoding.ASCII);
            string jws = await reader.ReadToEndAsync(cancel);
            receipts.Add(new ReceiptBody(round, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(jws))), jws));
        }

        return TypedResults.Ok(new ReceiptChain(receipts));
    }
}
