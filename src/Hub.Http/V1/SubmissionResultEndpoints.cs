using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Ports;
using Hub.Submissions;

namespace Hub.Http.V1;

/// <summary>What came of a submission: findings, the rejected rows, the receipt.</summary>
static class SubmissionResultEndpoints
{
    const string Ndjson = "application/x-ndjson";

    public static void MapSubmissionResults(this RouteGroupBuilder v1)
    {
        v1.MapGet("/submissions/{id}/findings", FindingsAsync).Produces<FindingPageBody>(200, "application/json", Ndjson).Refuses(400, 404, 409, 422)
            .Describe("ReadSubmissionFindings", Tags.Submissions, "Read the findings", "Everything found in the file, in order of rows. A page of JSON; with Accept: application/x-ndjson all of them at once, one JSON object a line. 409 until it has been judged once; while a correction is being worked on those before it.");
        v1.MapGet("/submissions/{id}/errors", ErrorsAsync).Produces<Stream>(200, "text/csv").Refuses(404, 409)
            .Describe("ReadSubmissionErrors", Tags.Submissions, "Download the error file", "The rejected rows as you sent them, same columns, delimiter and encoding, with hub_row and hub_errors added. 404 when no row was rejected, 409 until it has been judged once; while a correction is being worked on those before it.");
        v1.MapGet("/submissions/{id}/receipt", ReceiptAsync).Produces<string>(200, "application/jose").Refuses(404, 409)
            .Describe("ReadSubmissionReceipt", Tags.Submissions, "Download the receipt", "Signed proof of what was judged and with what result: JWS in compact form (RFC 7515), ES256, by a key of /.well-known/jwks.json. 409 until it has been judged once; while a correction is being worked on those before it.");
    }

    static async Task FindingsAsync([Description(SubmissionEndpoints.IdDescription)] string id, [AsParameters] PageQuery page, CallerOf caller, HttpContext http, SubmissionStore submissions, IBlobs blobs)
    {
        Result<Submission> found = await EndedAsync(caller.Value, id, submissions, http.RequestAborted);
        if ((found.Problem ?? page.Check()) is { } problem)
        {
            await problem.ToHttp().ExecuteAsync(http);
            return;
        }

        http.Response.Headers.Vary = "Accept";
        string blob = SubmissionKeys.FindingsBlob(found.Value.Id, found.Value.Done ?? 0);
        if (http.Request.Headers.Accept.ToString().Contains(Ndjson, StringComparison.OrdinalIgnoreCase))
        {
            if (!await SendBlobAsync(http, blobs, blob, Ndjson)) http.Response.ContentType = Ndjson;      // of a refused body there are none
            return;
        }

        Result<FindingPage> lines = await FindingPage.ReadAsync(blobs, blob, page.After, page.Size, http.RequestAborted);
        await (lines.Problem is { } badCursor ? badCursor.ToHttp().ExecuteAsync(http) : lines.Value.WriteAsync(http));
    }

    static async Task ErrorsAsync([Description(SubmissionEndpoints.IdDescription)] string id, CallerOf caller, HttpContext http, SubmissionStore submissions, IBlobs blobs)
    {
        Result<Submission> found = await EndedAsync(caller.Value, id, submissions, http.RequestAborted);
        Problem? problem = found.Problem;
        if (problem is null)
        {
            SubmissionPlan? plan = await SubmissionPlan.ReadAsync(blobs, found.Value.Id, http.RequestAborted);
            string extension = plan?.Format.Format ?? "bin";
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{id.Replace('~', '-')}-errors.{extension}\"";
            string mediaType = extension == "csv" ? $"text/csv; charset={plan!.Format.Encoding}" : "application/octet-stream";
            if (await SendBlobAsync(http, blobs, SubmissionKeys.ErrorsBlob(found.Value.Id, found.Value.Done ?? 0), mediaType)) return;
            http.Response.Headers.ContentDisposition = default;
            problem = SubmissionProblems.NoErrors();
        }

        await problem.ToHttp().ExecuteAsync(http);
    }

    static async Task ReceiptAsync([Description(SubmissionEndpoints.IdDescription)] string id, CallerOf caller, HttpContext http, SubmissionStore submissions, IBlobs blobs)
    {
        Result<Submission> found = await EndedAsync(caller.Value, id, submissions, http.RequestAborted);
        Problem? problem = found.Problem;
        if (problem is null && !await SendBlobAsync(http, blobs, SubmissionKeys.ReceiptBlob(found.Value.Id, found.Value.Done ?? 0), "application/jose")) problem = SubmissionProblems.NoReceipt();
        if (problem is not null) await problem.ToHttp().ExecuteAsync(http);
    }

    static async Task<Result<Submission>> EndedAsync(Caller caller, string id, SubmissionStore submissions, CancellationToken cancel)
    {
        Result<Submission> found = await SubmissionEndpoints.FindAsync(caller, id, submissions, cancel);
        return found.Problem is null && found.Value is { IsEnded: false, Done: null } ? SubmissionProblems.NotFinished(found.Value) : found;
    }

    /// <summary>Sends a blob whole; false, with nothing sent, when there is none.</summary>
    static async Task<bool> SendBlobAsync(HttpContext http, IBlobs blobs, string name, string mediaType)
    {
        if (await blobs.FindAsync(name, http.RequestAborted) is not { } blob) return false;
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = blob.SizeBytes;
        await using Stream stream = await blobs.OpenReadAsync(name, 0, blob.SizeBytes, http.RequestAborted) ?? throw new FileNotFoundException($"Blob {name} went away.");
        await stream.CopyToAsync(http.Response.Body, http.RequestAborted);
        return true;
    }
}
