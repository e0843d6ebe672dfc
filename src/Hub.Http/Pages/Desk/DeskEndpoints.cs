using Hub.Http.Pages.Shell;
using Hub.Http.SignIn;
using Hub.Http.V1;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests;

namespace Hub.Http.Pages.Desk;

/// <summary>The desk of an institution's reviewers. It works without a script, and does what the API does by the same use cases.</summary>
static class DeskEndpoints
{
    public static void MapDesk(this RouteGroupBuilder hub)
    {
        hub.MapDeskSignIn();
        RouteGroupBuilder desk = hub.MapGroup("/desk").WithMetadata(new OfDesk(), new JsonBodyLimit()).ExcludeFromDescription();
        desk.MapGet("", QueueAsync).WithName("DeskPage");
        desk.MapGet("/cases/{id}", CaseAsync).WithName("DeskCasePage");
        desk.MapGet("/cases/{id}/evidence/{file}", RecognitionEndpoints.ReadEvidenceAsync).WithName("DeskEvidence");
        desk.MapGet("/cases/{id}/decision", DecisionEndpoints.ReadAsync).WithName("DeskDecision");
        desk.MapPost("/cases/{id}/{act}", ActAsync).WithName("DeskAct");
    }

    static async Task QueueAsync(CallerOf caller, HttpContext http, DeskPages pages) =>
        await PersonalPage.WriteAsync<DeskQueueView, DeskQueueModel>(http, await pages.QueueAsync(http, caller.Value));

    static async Task CaseAsync(string id, CallerOf caller, HttpContext http, DeskPages pages) =>
        await WriteAsync(http, await pages.CaseAsync(http, caller.Value, id), StatusCodes.Status200OK);

    static async Task ActAsync(string id, string act, CallerOf caller, HttpContext http, DeskPages pages, ActOnCase acts)
    {
        IFormCollection form = await PersonalPage.FormAsync(http);
        if (DeskActs.DoAsync(acts, caller.Value, id, act, form, http.RequestAborted) is not { } doing)
        {
            await PageAnswer.WriteAsync<Notice, NoticeModel>(http, NoticeModel.UnknownPath, StatusCodes.Status404NotFound);
            return;
        }

        Result<RecognitionCase> done = await doing;
        if (done.Problem is { } problem) await WriteAsync(http, await pages.CaseAsync(http, caller.Value, id, new DeskTyped(act, form, problem)), problem.ToHttp().StatusCode);
        else PersonalPage.Go(http, $"/desk/cases/{Uri.EscapeDataString(id)}", KeyValuePair.Create("done", act));
    }

    static Task WriteAsync(HttpContext http, Result<DeskCaseModel> model, int status) => model.Problem is null
        ? PersonalPage.WriteAsync<DeskCaseView, DeskCaseModel>(http, model.Value, status)
        : PageAnswer.WriteAsync<Notice, NoticeModel>(http, NoticeModel.CaseNotFound, StatusCodes.Status404NotFound);
}
