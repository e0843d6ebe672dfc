using System.ComponentModel;
using System.Text.Json;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Learners;
using Hub.Records;
using Hub.Releases;

namespace Hub.Http.V1;

/// <param name="Items">Id, version, then the canonical properties of each achievement.</param>
public sealed record AchievementList(IReadOnlyList<JsonElement> Items);

/// <param name="With">Reference of the other learner.</param>
public sealed record OtherLearnerBody(string? With);

/// <param name="Source">Legal basis, 1 to 500 characters, without personal data.</param>
public sealed record RestrictionBody(string? Source);

/// <param name="Outcome">Whether the learner was erased, or restricted because the law asks for that instead.</param>
public sealed record ErasureBody(ErasureOutcome Outcome);

static class LearnerEndpoints
{
    const string ReferenceDescription = "Reference of the learner: 34 hexadecimal digits, as 'learner' of an achievement says.";

    public static void MapLearners(this RouteGroupBuilder v1)
    {
        v1.MapGet("/learners/{reference}/achievements", ListAsync).Refuses(403, 404, 409, 410)
            .Describe("ListAchievementsOfLearner", Tags.Learners, "List what you sent of a learner", "Achievements that the caller's own organisation sent, with those of learners merged into this one. A reference that was merged answers learner.merged (409), whose detail names the other; one that was erased learner.erased (410).");
        v1.MapDelete("/learners/{reference}", EraseAsync).Refuses(403, 404, 409)
            .Describe("EraseLearner", Tags.Learners, "Erase a learner", "For registrars. Where the rulesets of all senders' countries let it (GDPR, article 17): destroys identity and key of the learner and of everything merged into it, and removes the achievements. Where one asks for restriction, restricts and says so; where one refuses, learner.erasure-refused names the legal basis. After a failure repeat it: it goes on where it stopped.");
        v1.MapPost("/learners/{reference}/merge", MergeAsync).Refuses(400, 403, 404, 409, 410, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("MergeLearners", Tags.Learners, "Merge a learner into another", "For registrars: two references are one person. The one in the path points to the one in 'with' from now on. Achievements stay where they are, so it can be taken back. Repeating it is harmless.");
        v1.MapPost("/learners/{reference}/split", SplitAsync).Refuses(400, 403, 404, 409, 410, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("SplitLearners", Tags.Learners, "Take a merge back", "For registrars: the learner in the path, merged into the one in 'with', stands for itself again with everything its identifiers brought.");
        v1.MapPut("/learners/{reference}/restriction", RestrictAsync).Refuses(400, 403, 404, 410, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("RestrictLearner", Tags.Learners, "Restrict the processing of a learner", "For registrars: data are kept, but answered with learner.restricted (GDPR, article 18).");
        v1.MapDelete("/learners/{reference}/restriction", LiftAsync).Refuses(403, 404, 410)
            .Describe("LiftRestriction", Tags.Learners, "Lift a restriction", "For registrars. Repeating it is harmless.");
    }

    static async Task<Results<Ok<AchievementList>, ProblemHttpResult>> ListAsync([Description(ReferenceDescription)] string reference, CallerOf caller, HttpContext http, ReadAchievementsHandler handler)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!LearnerReference.TryParse(reference, out LearnerReference learner)) return LearnerProblems.NotFound().ToHttp();
        Result<IReadOnlyList<ListedRecord>> found = await handler.HandleAsync(caller.Value, learner, http.RequestAborted);
        return found.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(new AchievementList([.. found.Value.Select(r => JsonElement.Parse(PublicRecord.Line(r.Id, r.Record).Span))]));
    }

    static async Task<Results<Ok<ErasureBody>, ProblemHttpResult>> EraseAsync([Description(ReferenceDescription)] string reference, CallerOf caller, EraseLearnerHandler handler, CancellationToken cancel)
    {
        if (!LearnerReference.TryParse(reference, out LearnerReference learner)) return LearnerProblems.NotFound().ToHttp();
        Result<ErasureOutcome> erased = await handler.HandleAsync(caller.Value, learner, cancel);
        return erased.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(new ErasureBody(erased.Value));
    }

    static Task<Results<NoContent, ProblemHttpResult>> MergeAsync([Description(ReferenceDescription)] string reference, OtherLearnerBody body, CallerOf caller, MergeLearnersHandler handler, CancellationToken cancel) =>
        BothAsync(reference, body, command => handler.MergeAsync(caller.Value, command, cancel));

    static Task<Results<NoContent, ProblemHttpResult>> SplitAsync([Description(ReferenceDescription)] string reference, OtherLearnerBody body, CallerOf caller, MergeLearnersHandler handler, CancellationToken cancel) =>
        BothAsync(reference, body, command => handler.SplitAsync(caller.Value, command, cancel));

    static async Task<Results<NoContent, ProblemHttpResult>> RestrictAsync([Description(ReferenceDescription)] string reference, RestrictionBody body, CallerOf caller, RestrictLearnerHandler handler, CancellationToken cancel) =>
        Answer(LearnerReference.TryParse(reference, out LearnerReference learner) ? await handler.RestrictAsync(caller.Value, learner, body.Source, cancel) : LearnerProblems.NotFound());

    static async Task<Results<NoContent, ProblemHttpResult>> LiftAsync([Description(ReferenceDescription)] string reference, CallerOf caller, RestrictLearnerHandler handler, CancellationToken cancel) =>
        Answer(LearnerReference.TryParse(reference, out LearnerReference learner) ? await handler.LiftAsync(caller.Value, learner, cancel) : LearnerProblems.NotFound());

    static async Task<Results<NoContent, ProblemHttpResult>> BothAsync(string reference, OtherLearnerBody body, Func<MergeLearnersCommand, Task<Problem?>> act) =>
        Answer(LearnerReference.TryParse(reference, out LearnerReference from) && LearnerReference.TryParse(body.With, out LearnerReference other) ? await act(new MergeLearnersCommand(from, other)) : LearnerProblems.NotFound());

    static Results<NoContent, ProblemHttpResult> Answer(Problem? problem) => problem is null ? TypedResults.NoContent() : problem.ToHttp();
}
