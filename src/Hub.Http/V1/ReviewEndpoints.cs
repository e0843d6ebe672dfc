using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <summary>What reviewers of an institution do with its cases.</summary>
static class ReviewEndpoints
{
    const string IdDescription = RecognitionEndpoints.IdDescription;

    public static void MapReviews(this RouteGroupBuilder v1)
    {
        v1.MapGet("/reviews", ListAsync).Refuses(400, 422)
            .Describe("ListReviews", Tags.Recognition, "List cases to decide", "Cases of your institution that were entered in one year. Without state or assignee: all open ones, the earliest due first, those without a due time last. With assignee: that person's open cases; with state: all at that stage. A page may be shorter than asked for: go on while there is 'next'.");
        v1.MapPost("/recognitions/{id}/assign", AssignAsync).Refuses(400, 404, 409, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("AssignCase", Tags.Recognition, "Assign a case", "To a person, by the id of their key, or to nobody.");
        v1.MapPost("/recognitions/{id}/notes", NoteAsync).Refuses(400, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("NoteOnCase", Tags.Recognition, "Write a note", "For the institution alone; stored under the key of the learner.");
        v1.MapPost("/recognitions/{id}/information", AskAsync).Refuses(400, 404, 409, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("AskForInformation", Tags.Recognition, "Ask for what is missing", "The clock stands from the next day until it is handed in.");
        v1.MapPost("/recognitions/{id}/hearing", HearAsync).Refuses(404, 409)
            .Describe("HearApplicant", Tags.Recognition, "Hear the applicant", "Before a decision against the request, where the law wants it. The clock stands meanwhile.");
        v1.MapPost("/recognitions/{id}/hearing/end", EndHearingAsync).Refuses(404, 409)
            .Describe("EndHearing", Tags.Recognition, "End a hearing", "Where the applicant let its term pass.");
        v1.MapPost("/recognitions/{id}/delay", TellDelayAsync).Refuses(400, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("TellDelay", Tags.Recognition, "Tell of a delay", "Tells the applicant that the decision takes longer, why, and when it is expected (Lisbon Recognition Convention, Revised Recommendation on criteria and procedures, 2010). The terms of the law run on.");
        v1.MapPost("/recognitions/{id}/decision", DecideAsync).Refuses(400, 404, 409, 410, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("DecideCase", Tags.Recognition, "Decide a case", "A person of the institution decides. What is no full grant names a ground of the route, reasons, what the learner can still do, and where to appeal. Where the ruleset wants two persons, the first call is the first signature, and another person's with the same content the second. An appeal is decided by others than those who decided before.");
        v1.MapPost("/recognitions/{id}/conditions/met", MeetConditionsAsync).Refuses(404, 409)
            .Describe("MeetConditions", Tags.Recognition, "Note that conditions are met", "Of a conditional grant, once it has been told: from now on it counts in the credit record, and the provider is told. The decision stays as it was. Repeating it is harmless.");
        v1.MapPost("/recognitions/{id}/close", CloseAsync).Refuses(404, 409)
            .Describe("CloseCase", Tags.Recognition, "Close an incomplete file", "When the established term of inactivity is over (case.inactivity-not-over before).");
        v1.MapPost("/recognitions/{id}/appeal/end", EndWindowAsync).Refuses(404, 409)
            .Describe("EndAppealWindow", Tags.Recognition, "End the window of appeal", "By hand, where no established term ends it.");
    }

    static async Task<Results<Ok<Page<CaseItemBody>>, ProblemHttpResult>> ListAsync(
        [Description("Year in which the cases were entered; the default is this one, UTC.")] int? year, [Description(RecognitionEndpoints.StateDescription)] string? state, [Description("Only cases of this person, by the id of their key.")] string? assignee,
        [FromQuery(Name = "due-before"), Description("Only cases due before this moment, RFC 3339.")] DateTimeOffset? dueBefore, [Description("Only requests of this organisation.")] string? provider,
        [AsParameters] PageQuery page, CallerOf caller, CaseStore cases, TimeProvider clock, CancellationToken cancel)
    {
        if (page.Check() is { } wrong) return wrong.ToHttp();
        int of = year ?? clock.GetUtcNow().Year;
        if (of is < 2000 or > 9999) return CaseListProblems.YearInvalid().ToHttp();
        if (!QueryName.TryRead(state, out CaseStage? stage)) return CaseListProblems.StateUnknown().ToHttp();
        (string list, string? among) = assignee is not null ? (CaseStore.ByAssignee, assignee) : state is not null ? (CaseStore.ByState, state) : (CaseStore.ByDue, null);
        Page<CaseItem> found = await cases.ListAsync(caller.Value.Organisation, of, list, among, page.After, page.Size, cancel);
        var filter = new CaseFilter(stage, dueBefore, null, provider);
        return TypedResults.Ok(new Page<CaseItemBody>([.. found.Items.Where(filter.Takes).Select(CaseItemBody.Of)], found.Next));
    }

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> AssignAsync([Description(IdDescription)] string id, AssigneeBody body, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.AssignAsync(caller.Value, id, body.Assignee, http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> NoteAsync([Description(IdDescription)] string id, CaseTextBody body, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.NoteAsync(caller.Value, id, body.Text, http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> AskAsync([Description(IdDescription)] string id, OwedBody body, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.AskAsync(caller.Value, id, body.Owed ?? [], http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> HearAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.HearAsync(caller.Value, id, http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> EndHearingAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.EndHearingAsync(caller.Value, id, http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> TellDelayAsync([Description(IdDescription)] string id, DelayBody body, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.TellDelayAsync(caller.Value, id, body.Reason, body.ExpectedOn, http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> DecideAsync([Description(IdDescription)] string id, DecisionBody body, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases)
    {
        if (body.Outcome is not { } outcome) return CaseListProblems.OutcomeMissing().ToHttp();
        var written = new WrittenDecision(outcome, body.Ground, body.Remedies ?? [], body.Reasons, body.AppealRoute, body.Parts ?? [], body.AlternativeTarget, body.Conditions ?? []);
        return await CaseAnswer.OfAsync(await act.DecideAsync(caller.Value, id, written, http.RequestAborted), caller, http, cases);
    }

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> MeetConditionsAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.MeetConditionsAsync(caller.Value, id, http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> CloseAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.CloseAsync(caller.Value, id, http.RequestAborted), caller, http, cases);

    static async Task<Results<Ok<CaseBody>, ProblemHttpResult>> EndWindowAsync([Description(IdDescription)] string id, CallerOf caller, HttpContext http, ActOnCase act, ReadCases cases) =>
        await CaseAnswer.OfAsync(await act.EndWindowAsync(caller.Value, id, http.RequestAborted), caller, http, cases);
}

static class CaseListProblems
{
    public static Problem YearInvalid() => new(ProblemKind.Invalid, "case.year-invalid", "The year is out of range.", "2000 to 9999.");

    public static Problem StateUnknown() => new(ProblemKind.Invalid, "case.state-unknown", "There is no such stage.", "completeness, evaluation, review, decided, appeal-window, appeal or final.");

    public static Problem OutcomeMissing() => new(ProblemKind.Invalid, "case.outcome-missing", "A decision says its outcome.", "full, alternative, partial, conditional or refused.");
}
