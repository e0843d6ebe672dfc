using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Hub.Http.Pages.Shell;

/// <summary>Answers with a page for people or the same as JSON for programs.</summary>
static class PageAnswer
{
    internal static readonly StringValues Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>JSON where the address says so, or the caller takes it and not HTML.</summary>
    public static bool WantsJson(HttpRequest request)
    {
        if (request.Query.TryGetValue("format", out StringValues format)) return format.ToString().Equals("json", StringComparison.OrdinalIgnoreCase);
        string accept = request.Headers.Accept.ToString();
        return accept.Contains("application/json", StringComparison.OrdinalIgnoreCase) && !WantsHtml(request);
    }

    public static bool WantsHtml(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static async Task WriteAsync<TView, TModel>(HttpContext http, TModel model, int status = StatusCodes.Status200OK)
        where TView : PageView<TModel>
    {
        string keeping = status == StatusCodes.Status200OK ? "public, max-age=30" : "no-store";
        if (!WantsJson(http.Request))
        {
            await WriteHtmlAsync<TView, TModel>(http, model, status, keeping);
            return;
        }

        http.Response.Headers.Vary = "Accept, Accept-Language";
        http.Response.Headers.CacheControl = keeping;
        await TypedResults.Json(model, statusCode: status).ExecuteAsync(http);
    }

    /// <param name="keeping">Who may keep the answer, as Cache-Control says it.</param>
    public static async Task WriteHtmlAsync<TView, TModel>(HttpContext http, TModel model, int status, string keeping)
        where TView : PageView<TModel>
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Vary = "Accept, Accept-Language";
        http.Response.Headers.CacheControl = keeping;
        PageFrame frame = PageFrame.Of(http, http.RequestServices.GetRequiredService<IOptions<HubOptions>>().Value.Name);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentLanguage = frame.Language.Code;
        http.Response.Headers.ContentSecurityPolicy = Policy;
        string html = await RenderAsync<TView, TModel>(http.RequestServices, http.RequestServices.GetRequiredService<ILoggerFactory>(), frame, model);
        await http.Response.WriteAsync(html, http.RequestAborted);
    }

    internal static async Task<string> RenderAsync<TView, TModel>(IServiceProvider services, ILoggerFactory logging, PageFrame frame, TModel model)
        where TView : PageView<TModel>
    {
        await using var renderer = new HtmlRenderer(services, logging);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(PageView<TModel>.Frame)] = frame, [nameof(PageView<TModel>.Model)] = model });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TView>(parameters)).ToHtmlString());
    }
}
