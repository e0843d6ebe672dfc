using Hub.Http.Pages.Shell;
using Hub.Http.SignIn;
using Hub.Http.V1;
using Hub.Learners.Access;
using Hub.Learners.CreditRecords.Forms;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Learners.Requests;
using Microsoft.Extensions.Options;

namespace Hub.Http.Pages.Learners.Own;

/// <summary>A learner's pages. They work without a script; what changes something is a form of the hub's own pages.</summary>
static class OwnPageEndpoints
{
    public static void MapOwnPages(this RouteGroupBuilder hub)
    {
        hub.MapGet("/me/open/{link}", AskAsync).WithName("AskToOpenLinkPage").ExcludeFromDescription();
        hub.MapPost("/me/open", OpenAsync).WithName("OpenLinkPage").WithMetadata(new JsonBodyLimit()).ExcludeFromDescription();
        RouteGroupBuilder me = hub.MapGroup("/me").WithMetadata(new OfBrowsers(), new JsonBodyLimit()).ExcludeFromDescription();
        me.MapGet("", RecordAsync).WithName("OwnRecordPage");
        me.MapGet("/accesses", AccessesAsync).WithName("OwnAccessesPage");
        me.MapGet("/links", SharesAsync).WithName("OwnSharesPage");
        me.MapPost("/links", ShareAsync).WithName("ShareOwnRecordPage");
        me.MapPost("/links/withdraw", WithdrawAsync).WithName("WithdrawOwnSharePage");
        me.MapGet("/requests", RequestsAsync).WithName("OwnRequestsPage");
        me.MapPost("/requests", MakeRequestAsync).WithName("MakeOwnRequestPage");
        me.MapGet("/data.json", OwnDataEndpoints.ExportAsync).WithName("OwnDataFile");
        me.MapPost("/leave", LeaveAsync).WithName("LeavePage");
    }

    static Task AskAsync(string link, HttpContext http) => PersonalPage.WriteAsync<OpenLinkView, OpenLinkModel>(http, new OpenLinkModel(link));

    static async Task OpenAsync(HttpContext http, OpenLearnerLinkHandler handler)
    {
        if (!SameOrigin.Allows(http.Request))
        {
            await SameOrigin.Refusal.ToHttp().ExecuteAsync(http);
            return;
        }

        IFormCollection form = await PersonalPage.FormAsync(http);
        Result<OpenLearnerLinkResult> opened = await handler.HandleAsync(form["link"].ToString(), http.RequestAborted);
        if (opened.Problem is not null)
        {
            await PageAnswer.WriteAsync<Notice, NoticeModel>(http, NoticeModel.LinkGone, StatusCodes.Status410Gone);
            return;
        }

        LearnerCookie.Set(http.Response, opened.Value);
        PersonalPage.Go(http, "/me");
    }

    static async Task RecordAsync(OwnOf own, HttpContext http, OwnPages pages, CreditRecordAnswer answer)
    {
        if (answer.FormOf(http.Request, isPage: true) is not { } form) await answer.FormUnknown.ToHttp().ExecuteAsync(http);
        else if (form == CreditRecordAnswer.Html) await PersonalPage.WriteAsync<OwnRecordView, OwnRecordModel>(http, await pages.RecordAsync(http, own.Value));
        else await answer.WriteAsync(http, await pages.DocumentAsync(own.Value, guidance: false, http.RequestAborted), form);
    }

    static async Task AccessesAsync(string? after, OwnOf own, HttpContext http, OwnPages pages)
    {
        Result<OwnAccessesModel> model = await pages.AccessesAsync(http, own.Value, after);
        if (model.Problem is { } problem) await problem.ToHttp().ExecuteAsync(http);
        else await PersonalPage.WriteAsync<OwnAccessesView, OwnAccessesModel>(http, model.Value);
    }

    static async Task SharesAsync(OwnOf own, HttpContext http, OwnPages pages) => await PersonalPage.WriteAsync<OwnSharesView, OwnSharesModel>(http, await pages.SharesAsync(http, own.Value));

    /// <summary>Answered by the page itself, not by way of another: the address of the link is shown this once.</summary>
    static async Task ShareAsync(OwnOf own, HttpContext http, OwnPages pages, ShareRecordHandler handler, IOptions<HubOptions> options, TimeProvider clock)
    {
        Result<(RecordShare Share, string Token)> made = await handler.HandleAsync(own.Value, OwnShareForm.Read(await PersonalPage.FormAsync(http), clock.GetUtcNow()), http.RequestAborted);
        string? issued = made.Problem is null ? $"{options.Value.PublicUrl?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}"}/shared/{made.Value.Token}" : null;
        await PersonalPage.WriteAsync<OwnSharesView, OwnSharesModel>(http, await pages.SharesAsync(http, own.Value, issued, made.Problem?.Code), made.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    static async Task WithdrawAsync(OwnOf own, HttpContext http, ShareRecordHandler handler)
    {
        // One that is not there any more is what was wanted.
        await handler.WithdrawAsync(own.Value, (await PersonalPage.FormAsync(http))["id"].ToString(), http.RequestAborted);
        PersonalPage.Go(http, "/me/links");
    }

    static async Task RequestsAsync(OwnOf own, HttpContext http, OwnPages pages) => await PersonalPage.WriteAsync<OwnRequestsView, OwnRequestsModel>(http, await pages.RequestsAsync(http, own.Value));

    static async Task MakeRequestAsync(OwnOf own, HttpContext http, OwnPages pages, MakeRequestHandler handler)
    {
        IFormCollection form = await PersonalPage.FormAsync(http);
        LearnerRequestKind? kind = Enum.GetValues<LearnerRequestKind>().Where(k => HubJson.NameOf(k) == form["kind"]).Select(k => (LearnerRequestKind?)k).FirstOrDefault();
        Result<LearnerRequest> made = await handler.HandleAsync(own.Value, new MakeRequestCommand(kind, form.ContainsKey("achievement") ? form["achievement"].ToString() : null, form["statement"]), http.RequestAborted);
        if (made.Problem is null) PersonalPage.Go(http, "/me/requests");
        else await PersonalPage.WriteAsync<OwnRequestsView, OwnRequestsModel>(http, await pages.RequestsAsync(http, own.Value, form["statement"], made.Problem.Code), StatusCodes.Status422UnprocessableEntity);
    }

    static async Task LeaveAsync(HttpContext http, LearnerSessions sessions)
    {
        if (LearnerCookie.Of(http.Request) is { } secret) await sessions.EndAsync(secret, http.RequestAborted);
        LearnerCookie.Clear(http.Response);
        PersonalPage.Go(http, "/");
    }
}
