using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Learners;
using Hub.Recognition.WhatIf;

namespace Hub.Http.V1;

/// <summary>A question about a case, or about a request that nobody has made.</summary>
/// <param name="Case">Id of a case you are a party of; then learner, route, target, achievements and institution are the case's and not sent.</param>
/// <param name="Learner">Reference of a learner of whom you have sent something; absent: somebody who has nothing but what is planned.</param>
/// <param name="Route">Route of the rules of the institution's country, such as unit-equivalence.</param>
/// <param name="Target">Public id of the catalogue entry the achievements would count towards.</param>
/// <param name="Achievements">Public ids of achievements of the learner, 99 at most, whoever sent them; absent: those you have sent.</param>
/// <param name="Planned">Public ids of entries, 20 at most, as if they had been achieved on the day that counts.</param>
/// <param name="Institution">Who would decide; absent: whoever awards the target.</param>
/// <param name="AsOf">Day that counts and whose law does, 2000-01-01 to 2199-12-31; absent: today, and of a case the law it was entered under.</param>
/// <param name="Ruleset">Version of a ruleset (its SHA-256: as it was written), or country/effective-date (as it is adopted now): its law instead.</param>
public sealed record WhatIfBody(
    string? Case, string? Learner, string? Route, string? Target, IReadOnlyList<string>? Achievements, IReadOnlyList<string>? Planned, string? Institution, DateOnly? AsOf, string? Ruleset);

/// <summary>What recognition would come to.</summary>
static class WhatIfEndpoints
{
    public static void MapWhatIf(this RouteGroupBuilder v1) =>
        v1.MapPost("/recognitions/what-if", AskAsync).Refuses(400, 403, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("AskWhatIf", Tags.Recognition, "Ask what recognition would come to", "Evaluates a case, or a request that nobody has made, as of another day, under another ruleset or with achievements that are planned. The answer says of each part of the target whether it would be covered, partly or not, and by what; every aspect with what was found; the proposal, which decides nothing; conversions, caps, and the rules it rests on with their legal basis. For providers about their learners, for reviewers about cases of their institution; without learner and case nobody's data are read. Nothing is stored but that the achievements of a learner were read.");

    static async Task<Results<Ok<WhatIfAnswer>, ProblemHttpResult>> AskAsync(WhatIfBody body, CallerOf caller, HttpContext http, AskWhatIfHandler handler)
    {
        http.Response.Headers.CacheControl = "no-store";
        LearnerReference? learner = null;
        if (body.Learner is not null)
        {
            if (!LearnerReference.TryParse(body.Learner, out LearnerReference reference)) return LearnerProblems.NotFound().ToHttp();
            learner = reference;
        }

        var query = new WhatIfQuery(body.Case, learner, body.Route, body.Target, body.Achievements, body.Planned ?? [], body.Institution, body.AsOf, body.Ruleset);
        Result<WhatIfAnswer> answer = await handler.HandleAsync(caller.Value, query, http.RequestAborted);
        return answer.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(answer.Value);
    }
}
