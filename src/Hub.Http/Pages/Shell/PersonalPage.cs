namespace Hub.Http.Pages.Shell;

/// <summary>Pages for one person, who signed in with a browser: nobody keeps them, and their forms work without a script.</summary>
static class PersonalPage
{
    /// <summary>Nothing sent is nothing chosen.</summary>
    public static async Task<IFormCollection> FormAsync(HttpContext http) => http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;

    /// <summary>To a page of the hub, by GET: loading it again sends nothing again.</summary>
    public static void Go(HttpContext http, string path, params IEnumerable<KeyValuePair<string, string>> query)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = http.Request.PathBase + PageFrame.Of(http, "").Link(path, query);
    }

    /// <summary>The referrer stays inside the hub, and older browsers say there where a form comes from.</summary>
    public static Task WriteAsync<TView, TModel>(HttpContext http, TModel model, int status = StatusCodes.Status200OK)
        where TView : PageView<TModel>
    {
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        return PageAnswer.WriteHtmlAsync<TView, TModel>(http, model, status, "no-store");
    }
}
