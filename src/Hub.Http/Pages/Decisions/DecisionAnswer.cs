using Hub.Http.Pages.Language;
using Hub.Http.Pages.Shell;
using Hub.Recognition.Documents;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Http.Pages.Decisions;

/// <summary>Gives out a decision in the form asked for. Personal, so nobody keeps it on the way.</summary>
static class DecisionAnswer
{
    public const string Jose = "application/jose";

    const string Json = "json", Jws = "jws", Html = "html";

    public static Problem FormUnknown => new(ProblemKind.Invalid, "decision.form-unknown", "A decision is not given out in this form.", "Ask for json, jws or html.");

    /// <summary>Null for a form nobody knows.</summary>
    public static string? FormOf(HttpRequest request, string? format)
    {
        if (!string.IsNullOrEmpty(format)) return format is Json or Jws or Html ? format : null;
        if (PageAnswer.WantsHtml(request)) return Html;
        return request.Headers.Accept.ToString().Contains(Jose, StringComparison.OrdinalIgnoreCase) ? Jws : Json;
    }

    public static async Task WriteAsync(HttpContext http, ReadDecisionResult decision, string form)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        http.Response.Headers.Vary = "Accept, Accept-Language";
        if (form == Json) await TypedResults.Json(decision.Document).ExecuteAsync(http);
        else if (form == Jws) await WriteJwsAsync(http, decision.Jws);
        else await WritePageAsync(http, decision);
    }

    static Task WriteJwsAsync(HttpContext http, string jws)
    {
        http.Response.ContentType = Jose;
        http.Response.Headers.ContentDisposition = "attachment; filename=\"decision.jws\"";
        return http.Response.WriteAsync(jws, http.RequestAborted);
    }

    /// <summary>The page speaks the language of the document unless another is asked for: what was signed is shown as it was signed.</summary>
    static async Task WritePageAsync(HttpContext http, ReadDecisionResult decision)
    {
        PageFrame frame = PageFrame.Of(http, http.RequestServices.GetRequiredService<IOptions<HubOptions>>().Value.Name);
        if (frame.ChosenLanguage is null) frame = frame with { Language = PageLanguages.Find(decision.Document.Language) ?? frame.Language };
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentLanguage = frame.Language.Code;
        http.Response.Headers.ContentSecurityPolicy = PageAnswer.Policy;
        string html = await PageAnswer.RenderAsync<DecisionView, DecisionDocument>(http.RequestServices, http.RequestServices.GetRequiredService<ILoggerFactory>(), frame, decision.Document);
        await http.Response.WriteAsync(html, http.RequestAborted);
    }
}
