using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.Pipeline;
using Hub.Http.SignIn;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Http.V1;

/// <summary>What came of a batch.</summary>
/// <param name="Id">Id of the batch among the organisation's submissions, org~number; stands in audit facts.</param>
/// <param name="Items">One result for each record, in their order.</param>
/// <param name="Held">Id of the submission in which the held records wait for a registrar, its rows in their order; absent when none is held.</param>
public sealed record BatchBody(string Id, BatchCounts Counts, IReadOnlyList<BatchItemBody> Items, string? Held);

/// <summary>Records by outcome.</summary>
public sealed record BatchCounts(int Rows, int Accepted, int Unchanged, int Held, int Rejected, int Superseded);

/// <param name="Row">Place of the record in the array, from 1; findings name records by it.</param>
/// <param name="Status">HTTP status a request of its own would have had: 200 written or unchanged, 202 held, 409 overtaken by a later submission, 422 rejected.</param>
/// <param name="Id">Public id; absent when the record does not say which it is.</param>
public sealed record BatchItemBody(int Row, int Status, string? Id, BatchOutcome Outcome, IReadOnlyList<FindingBody> Findings);

static class BatchEndpoints
{
    /// <summary>Held in memory while it is judged: 1,000 records of 16 KiB.</summary>
    const long MaxBytes = 16 * 1024 * 1024;

    public static void MapBatches(this RouteGroupBuilder v1) => v1.MapPost("/batches/{kind}", ApplyAsync).Refuses(400, 413, 415, 422, 503).WithMetadata(new OwnBodyLimit()).AddOpenApiOperationTransformer(DescribeBodyAsync)
        .Describe("ApplyBatch", Tags.Submissions, "Send a batch of records", "An array of 1 to 1,000 records in canonical JSON, at most 16 MiB (16,777,216 bytes), judged like the rows of one file and with the same codes: they may refer to each other, and of two that contradict each other none is taken. Each is written or not on its own; what a registrar has to decide about (held) becomes a submission of its own, named by held, whose rows wait for that. The answer is 200 with a result for each record in its order. With an Idempotency-Key the same batch within 7 days gets the first answer; the key with another body or kind is refused (submission.idempotency-key-reused).");

    static async Task<Results<Ok<BatchBody>, ProblemHttpResult>> ApplyAsync(
        [Description("Kind of records: catalogue, organisations or accreditations.")] string kind,
        [FromQuery(Name = "organisation"), Description("Organisation the records belong to; a registrar may name any. The default is your own.")] string? organisation,
        [FromHeader(Name = "Idempotency-Key"), Description("1 to 255 characters that name this request; a UUID does.")] string? idempotencyKey,
        CallerOf caller, HttpContext http, ApplyBatchHandler handler)
    {
        OrganisationId owner = caller.Value.Organisation;
        if (organisation is not null && !OrganisationId.TryParse(organisation, out owner)) return OrganisationProblems.IdInvalid(organisation).ToHttp();
        if (!http.Request.HasJsonContentType()) return StatusAnswer.ProblemOf(StatusCodes.Status415UnsupportedMediaType).ToHttp();
        if (http.Request.ContentLength > MaxBytes) return SubmissionProblems.TooLarge(MaxBytes).ToHttp();
        using var body = new MemoryStream();
        await new CountedBody(http.Request.Body, MaxBytes).CopyToAsync(body, http.RequestAborted);

        var command = new ApplyBatchCommand(owner, kind, body.GetBuffer().AsMemory(0, (int)body.Length), idempotencyKey);
        Result<BatchResult> applied = await handler.HandleAsync(caller.Value, command, http.RequestAborted);
        return applied.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(BodyOf(owner, applied.Value));
    }

    static BatchBody BodyOf(OrganisationId owner, BatchResult result)
    {
        int Count(BatchOutcome outcome) => result.Items.Count(i => i.Outcome == outcome);
        var counts = new BatchCounts(result.Items.Count, Count(BatchOutcome.Accepted), Count(BatchOutcome.Unchanged), Count(BatchOutcome.Held), Count(BatchOutcome.Rejected), Count(BatchOutcome.Superseded));
        return new BatchBody(new SubmissionId(owner, result.Number).ToString(), counts, [.. result.Items.Select(i =>
            new BatchItemBody(i.Row, StatusOf(i.Outcome), i.Id, i.Outcome, [.. i.Findings.Select(f => new FindingBody(f.Column, f.Code, f.Severity, f.Message, f.Help))]))],
            result.HeldAs is { } held ? new SubmissionId(owner, held).ToString() : null);
    }

    static int StatusOf(BatchOutcome outcome) => outcome switch
    {
        BatchOutcome.Held => StatusCodes.Status202Accepted,
        BatchOutcome.Rejected => StatusCodes.Status422UnprocessableEntity,
        BatchOutcome.Superseded => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status200OK,
    };

    /// <summary>The body is read as bytes, for its hash; so its description can not be derived.</summary>
    static Task DescribeBodyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var record = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "A record in canonical JSON, as GET gives it; columns of files (title@pt) are understood too." };
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = "The records.",
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, MaxItems = ApplyBatchHandler.MaxItems, Items = record } },
            },
        };
        return Task.CompletedTask;
    }
}
