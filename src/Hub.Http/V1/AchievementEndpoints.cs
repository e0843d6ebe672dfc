using System.ComponentModel;
using System.Text.Json;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Learners;
using Hub.Learners.Achievements;
using Hub.Records;
using Hub.Releases;
using Hub.Submissions;
using Hub.Submissions.Layout;

namespace Hub.Http.V1;

static class AchievementEndpoints
{
    const string Before = "/v1/achievements/";
    const string IdDescription = "Public id of the achievement, org~localId. Percent-encode a local id: a slash in it is %2F.";

    public static void MapAchievements(this RouteGroupBuilder v1)
    {
        v1.MapGet("/achievements/{id}", ReadAsync).Produces<PublicRecordBody>().Refuses(403, 404)
            .Describe("ReadAchievement", Tags.Learners, "Read an achievement", "For the organisation that sent it, and for registrars. It is never public. 'learner' is the learner's reference.");
        v1.MapPut("/achievements/{id}", PutAsync).Refuses(400, 404, 412, 413, 415, 422, 428).WithMetadata(new JsonBodyLimit())
            .TakesHeader("If-Match", "ETag of the version the change builds on.").TakesHeader("If-None-Match", "* to add only: refused when the achievement is there.")
            .Describe("PutAchievement", Tags.Learners, "Award, correct or revoke an achievement", "The body is the whole record in canonical JSON; it is judged like a row of a file, by the law of the day of the award. Who the learner is, grade, evidence and notes are stored as ciphertext under the learner's own key. With another learnerId the achievement moves to that learner. At most 1 MiB.");
    }

    static async Task ReadAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, ReadAchievementsHandler handler)
    {
        id = PathId.Read(http, id, Before);
        http.Response.Headers.CacheControl = "no-store";
        Result<StoredRecord> found = await handler.FindAsync(caller.Value, id, http.RequestAborted);
        if (found.Problem is { } problem)
        {
            await problem.ToHttp().ExecuteAsync(http);
            return;
        }

        http.Response.Headers.ETag = RecordETag.Of(found.Value.Stamp);
        await TypedResults.Bytes(PublicRecord.Line(id, found.Value), "application/json; charset=utf-8").ExecuteAsync(http);
    }

    static async Task<Results<Ok<WrittenRecord>, Created<WrittenRecord>, ProblemHttpResult>> PutAsync(
        [Description(IdDescription)] string id, JsonElement record, CallerOf caller, HttpContext http, PutRecordHandler handler)
    {
        id = PathId.Read(http, id, Before);
        http.Response.Headers.CacheControl = "no-store";
        if (!RecordId.TryParse(id, out RecordId parsed) || !SubmissionAuthority.MayRead(caller.Value, parsed.Organisation)) return RecordProblems.NotFound().ToHttp();
        Result<int?> expected = RecordETag.Expected(http.Request.Headers);
        if (expected.Problem is { } unusable) return unusable.ToHttp();
        Result<PutRecordResult> written = await handler.HandleAsync(caller.Value, new PutRecordCommand(AchievementKind.KindName, id, record, expected.Value), http.RequestAborted);
        if (written.Problem is { } problem) return problem.ToHttp();
        http.Response.Headers.ETag = RecordETag.Of(written.Value.Record.Stamp);
        WrittenRecord body = WrittenRecord.Of(id, written.Value);
        return written.Value.Created ? TypedResults.Created(Before + Uri.EscapeDataString(id), body) : TypedResults.Ok(body);
    }
}
