using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.Pages.Decisions;
using Hub.Http.SignIn;
using Hub.Recognition.Documents;

namespace Hub.Http.V1;

/// <summary>Documents of decisions on recognition.</summary>
static class DecisionEndpoints
{
    public static void MapDecisions(this RouteGroupBuilder v1) =>
        v1.MapGet("/recognitions/{id}/decision", ReadAsync).Refuses(400, 403, 404, 410, 422)
            .Produces<DecisionDocument>(StatusCodes.Status200OK, "application/json", DecisionAnswer.Jose, "text/html")
            .Describe("ReadDecision", Tags.Recognition, "Read the decision on a request", "For who asked and who decided. Outcome, what counts for what with credits, ground, reasons and what can still be done in the applicant's language, appeal with its last day (isEstablished false: the law behind it is not confirmed, do not rely on it), the rules it rests on and who decided. JSON; the signed document by Accept: application/jose or format=jws (JWS, RFC 7515, ES256, by a key of /.well-known/jwks.json; hub verify checks it); a page for print by Accept: text/html or format=html. decision.not-issued (404) until it was told, decision.erased (410) once the learner was erased.");

    internal static async Task<IResult> ReadAsync(
        [Description("Id of the case.")] string id, [Description("1 for the first decision of the case, 2 for that on appeal ...; left out: the newest.")] int? number,
        [Description("json, jws or html; left out: what Accept says, else JSON.")] string? format, CallerOf caller, HttpContext http, ReadDecisionHandler handler)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (DecisionAnswer.FormOf(http.Request, format) is not { } form) return DecisionAnswer.FormUnknown.ToHttp();
        Result<ReadDecisionResult> read = await handler.HandleAsync(caller.Value, new ReadDecisionQuery(id, number), http.RequestAborted);
        if (read.Problem is { } problem) return problem.ToHttp();
        await DecisionAnswer.WriteAsync(http, read.Value, form);
        return Results.Empty;
    }
}
