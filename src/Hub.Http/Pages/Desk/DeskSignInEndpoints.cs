using Hub.Access;
using Hub.Http.Pages.Shell;
using Hub.Http.Pipeline;
using Hub.Http.SignIn;
using Hub.Http.V1;

namespace Hub.Http.Pages.Desk;

/// <summary>Signing in at the desk with a key, and leaving. The key comes in the body of a form and goes nowhere else.</summary>
static class DeskSignInEndpoints
{
    const string Home = "/desk";

    public static void MapDeskSignIn(this RouteGroupBuilder hub)
    {
        hub.MapGet("/desk/sign-in", http => WriteAsync(http, Home, null, StatusCodes.Status200OK)).WithName("DeskSignInPage").ExcludeFromDescription();
        hub.MapPost("/desk/sign-in", SignInAsync).WithName("DeskSignIn").WithMetadata(new JsonBodyLimit()).ExcludeFromDescription();
        hub.MapPost("/desk/sign-out", LeaveAsync).WithName("DeskLeave").WithMetadata(new OfDesk(), new JsonBodyLimit()).ExcludeFromDescription();
    }

    /// <summary>In place of a page that needs somebody signed in; from there one comes back to it.</summary>
    /// <param name="why">Not said to somebody who only comes.</param>
    public static Task AskAsync(HttpContext http, Problem why) =>
        WriteAsync(http, HttpMethods.IsGet(http.Request.Method) ? ToOf(http.Request.Path.ToUriComponent()) : Home, HttpMethods.IsGet(http.Request.Method) && DeskCookie.Of(http.Request) is null ? null : why, StatusCodes.Status401Unauthorized);

    static async Task SignInAsync(HttpContext http, BearerKeys keys, DeskSessions sessions)
    {
        if (!SameOrigin.Allows(http.Request))
        {
            await SameOrigin.Refusal.ToHttp().ExecuteAsync(http);
            return;
        }

        IFormCollection form = await PersonalPage.FormAsync(http);
        string key = form["key"].ToString().Trim(), to = ToOf(form["to"].ToString());
        if (keys.IsShutOut(key))
        {
            await ClientLimits.RefuseAsync(http);
            return;
        }

        // Asked for here too, so that guesses at this form count with those at the API.
        Result<(string Secret, DateTimeOffset ExpiresAt)> begun = await keys.FindAsync(key, http.RequestAborted) is null ? DeskProblems.KeyUnusable() : await sessions.BeginAsync(key, http.RequestAborted);
        if (begun.Problem is { } problem)
        {
            await WriteAsync(http, to, problem, StatusCodes.Status403Forbidden);
            return;
        }

        DeskCookie.Set(http.Response, begun.Value.Secret, begun.Value.ExpiresAt);
        PersonalPage.Go(http, to);
    }

    static async Task LeaveAsync(HttpContext http, DeskSessions sessions)
    {
        if (DeskCookie.Of(http.Request) is { } secret) await sessions.EndAsync(secret, http.RequestAborted);
        DeskCookie.Clear(http.Response);
        PersonalPage.Go(http, "/desk/sign-in");
    }

    static Task WriteAsync(HttpContext http, string to, Problem? wrong, int status) => PersonalPage.WriteAsync<DeskSignInView, DeskSignInModel>(http, new DeskSignInModel(to, wrong), status);

    /// <summary>A path of the desk, without its query: nobody is sent anywhere else by a link they followed.</summary>
    static string ToOf(string asked)
    {
        string path = asked.Split('?', '#')[0];
        return path.StartsWith("/desk/cases/", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal) && path.All(c => c is > ' ' and < '\u007f' and not '\\') ? path : Home;
    }
}
