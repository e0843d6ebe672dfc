using System.ComponentModel;
using System.Net.Mime;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Learners;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests;
using Hub.Recognition.Requests.Files;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <summary>Requests for recognition, for providers that ask for one of their learners.</summary>
static class RecognitionEndpoints
{
    internal const string IdDescription = "Id of the case, institution~year~key.";

    internal const string StateDescription = "Only cases at this stage: completeness, evaluation, review, decided, appeal-window, appeal or final.";

    public static void MapRecognitions(this RouteGroupBuilder v1)
    {
        v1.MapPost("/recognitions", RequestAsync).Refuses(400, 403, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("RequestRecognition", Tags.Recognition, "Ask for recognition", "Asks that achievements of a learner count towards an entry of the catalogue. The route names the law: who decides, from what grounds, in what time; the ruleset in force today, adopted as it is now, is pinned to the case. What is beyond doubt is granted in full by the hub itself where the route lets it; everything else is decided by persons of the institution. 201 with the case; the same request with the same Idempotency-Key gives the same case.");
        v1.MapGet("/recognitions", ListAsync).Refuses(400, 422)
            .Describe("ListRecognitions", Tags.Recognition, "List your requests", "Cases that your organisation asked for, by year, institution and key. A page may be shorter than asked for: go on while there is 'next'. With localId the one case that a request of a file became.");
        v1.MapGet("/recognitions/{id}", ReadAsync).Refuses(404)
            .Describe("ReadRecognition", Tags.Recognition, "Read a case", "For who asked and for reviewers of the institution that decides; for others it does not exist. Stage, clock, what is owed, evaluation with its rules, and what happened. The reading is noted in the audit log.");
        v1.MapPost("/recognitions/{id}/evidence", AddEvidenceAsync).Refuses(400, 404, 409, 410, 413, 415, 422).WithMetadata(new OwnBodyLimit())
            .Describe("AddEvidence", Tags.Recognition, "Bring evidence", "The document as the body, 8 MiB (8,388,608 bytes) at most, 100 a case; stored under the key of the learner. What is brought this way is looked at by persons. With complete=true (the default) nothing is owed any more: the clock goes on and the request is evaluated anew.");
        v1.MapGet("/recognitions/{id}/evidence/{file}", ReadEvidenceAsync).Refuses(404, 410)
            .Produces<byte[]>(StatusCodes.Status200OK, MediaTypeNames.Application.Octet)
            .Describe("ReadEvidence", Tags.Recognition, "Read a document that was brought", "For the parties of the case. The answer is always a download; what it says of itself is in X-Content-Type-Stated.");
        v1.MapPost("/recognitions/{id}/supplements", SupplyAsync).Refuses(400, 404, 409, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("SupplementRecognition", Tags.Recognition, "Hand in what was owed", "Achievements that are presented in addition. The clock goes on from the next day and the request is evaluated anew.");
        v1.MapPost("/recognitions/{id}/withdraw", WithdrawAsync).Refuses(404, 409)
            .Describe("WithdrawRecognition", Tags.Recognition, "Withdraw a request", "At any time before a decision stands. Repeating it is harmless.");
        v1.MapPost("/recognitions/{id}/hearing/answer", AnswerAsync).Refuses(400, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("AnswerHearing", Tags.Recognition, "Answer a hearing", "What the applicant says before a decision against the request. The clock goes on from the next day.");
        v1.MapPost("/recognitions/{id}/appeal", AppealAsync).Refuses(400, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("AppealDecision", Tags.Recognition, "Appeal against a decision", "Within the term that the decision names. Decided by others than those who decided before.");
    }

    static async Task<Results<Created<CaseBody>, ProblemHttpResult>> RequestAsync(
        RecognitionRequestBody body, [FromHeader(Name = "Idempotency-Key"), Description("1 to 255 characters that name this request; a UUID does.")] string? idempotencyKey,
        CallerOf caller, HttpContext http, RequestRecognitionHandler handler, ReadCases cases)
    {
        if (!LearnerReference.TryParse(body.Learner, out LearnerReference learner)) return LearnerProblems.NotFound().ToHttp();
        var command = new RequestRecognitionCommand(learner, body.Route ?? "", body.Target ?? "", body.Achievements ?? [], body.Institution, body.Language, body.Contact, idempotencyKey);
        Result<RecognitionCase> entered = await handler.HandleAsync(caller.Value, command, http.RequestAborted);
        if (entered.Problem is { } problem) return problem.ToHttp();
        Result<SeenCase> seen = await cases.HandleAsync(caller.Value, entered.Value.Id, http.RequestAborted);
        return seen.Problem is { } unseen ? unseen.ToHttp() : TypedResults.Created($"/v1/recognitions/{Uri.EscapeDataString(entered.Value.Id)}", CaseBody.Of(seen.Value));
    }

    static async Task<Results<Ok<Page<CaseItemBody>>, ProblemHttpResult>> ListAsync(
        [Description(StateDescription)] string? state, [Description("Your own key of a request that came in a file of kind recognitions.")] string? localId, [AsParameters] PageQuery page, CallerOf caller, ProviderCases cases, RequestClaims claims, CancellationToken cancel)
    {
        if (page.Check() is { } wrong) return wrong.ToHttp();
        CaseId? after = null;
        if (page.After is not null)
        {
            if (!CaseId.TryParse(page.After, out CaseId last)) return PageProblems.CursorInvalid().ToHttp();
            after = last;
        }

        if (!QueryName.TryRead(state, out CaseStage? stage)) return CaseListProblems.StateUnknown().ToHttp();
        if (localId is not null)
        {
            RecognitionCase? one = await claims.FindAsync(caller.Value.Organisation, localId, cancel) is { } id ? await cases.FindAsync(id, cancel) : null;
            return TypedResults.Ok(new Page<CaseItemBody>(one is not null && (stage is null || one.Stage == stage) ? [CaseItemBody.Of(one)] : [], null));
        }

        Page<RecognitionCase> found = await cases.ListAsync(caller.Value.Organisation, stage, after, page.Size, cancel);
        return TypedResults.Ok(new Page<CaseItemBody>([.. found.Items.Select(CaseItemBody.Of)], found.Next));
    }

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> ReadAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, ReadCases cases)
    {
        http.Response.Headers.CacheControl = "no-store";
        Result<SeenCase> seen = await cases.HandleAsync(caller.Value, id, http.RequestAborted);
        return seen.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(CaseBody.Of(seen.Value));
    }

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> AddEvidenceAsync(
        [Description(IdDescription)] string id, [Description("Name of the file, 200 characters at most; stored with it under the key of the learner.")] string? name, [Description("Whether nothing is owed any more; true by default.")] bool? complete,
        CallerOf caller, HttpContext http, CaseEvidence evidence, ReadCases cases)
    {
        using var content = new MemoryStream();
        await new CountedBody(http.Request.Body, CaseEvidence.MostBytes).CopyToAsync(content, http.RequestAborted);
        var command = new AddEvidenceCommand(id, content.GetBuffer().AsMemory(0, (int)content.Length), http.Request.ContentType, name, complete ?? true);
        return await CaseAnswer.OfAsync(await evidence.AddAsync(caller.Value, command, http.RequestAborted), caller, http, cases);
    }

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReadEvidenceAsync([Description(IdDescription)] string id, [Description("Id of the document.")] string file, CallerOf caller, HttpContext http, CaseEvidence evidence)
    {
        http.Response.Headers.CacheControl = "no-store";
        Result<EvidenceFile> found = await evidence.ReadAsync(caller.Value, id, file, http.RequestAborted);
        if (found.Problem is { } problem) return problem.ToHttp();
        // What somebody uploaded is never shown by a browser as a page of the hub.
        http.Response.Headers["X-Content-Type-Stated"] = Uri.EscapeDataString(found.Value.MediaType ?? "");
        return TypedResults.File(found.Value.Content.ToArray(), MediaTypeNames.Application.Octet, found.Value.FileName ?? file);
    }

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> SupplyAsync([Description(IdDescription)] string id, SuppliedBody body, CallerOf caller, HttpContext http, RequestRecognitionHandler handler, ReadCases cases) =>
        await CaseAnswer.OfAsync(await handler.SupplyAsync(caller.Value, id, body.Achievements ?? [], http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> WithdrawAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.WithdrawAsync(caller.Value, id, http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> AnswerAsync([Description(IdDescription)] string id, CaseTextBody body, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.AnswerHearingAsync(caller.Value, id, body.Text, http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> AppealAsync([Description(IdDescription)] string id, CaseTextBody body, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.AppealAsync(caller.Value, id, body.Text, http.RequestAborted), caller, http, cases);
}

/// <summary>Answers with the case as it is after an act.</summary>
static class CaseAnswer
{
    public static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> OfAsync(Result<RecognitionCase> done, CallerOf caller, HttpContext http, ReadCases cases)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (done.Problem is { } problem) return problem.ToHttp();
        Result<SeenCase> seen = await cases.HandleAsync(caller.Value, done.Value.Id, http.RequestAborted);
        return seen.Problem is { } unseen ? unseen.ToHttp() : TypedResults.Ok(CaseBody.Of(seen.Value));
    }
}
