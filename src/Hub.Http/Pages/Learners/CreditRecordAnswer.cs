using Hub.Http.Pages.Shell;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;

namespace Hub.Http.Pages.Learners;

/// <summary>Gives out a credit record in the form asked for: <c>?format=</c>, else what the caller takes. Personal, so nobody keeps it on the way.</summary>
sealed class CreditRecordAnswer(IEnumerable<ICreditRecordForm> forms)
{
    public const string Html = "html";

    const string Json = "json";

    readonly ICreditRecordForm[] _forms = [.. forms];

    /// <summary>Null for a form nobody knows.</summary>
    /// <param name="isPage">Whether a caller that takes anything gets the page.</param>
    public string? FormOf(HttpRequest request, bool isPage)
    {
        string? asked = request.Query["format"];
        if (!string.IsNullOrEmpty(asked)) return asked is Json or Html || Array.Exists(_forms, f => f.Name == asked) ? asked : null;
        string accept = request.Headers.Accept.ToString();
        if (PageAnswer.WantsHtml(request)) return Html;
        foreach (ICreditRecordForm form in _forms)
            if (accept.Contains(form.MediaType.Split(';')[0], StringComparison.OrdinalIgnoreCase)) return form.Name;
        return isPage && !accept.Contains("application/json", StringComparison.OrdinalIgnoreCase) ? Html : Json;
    }

    public Problem FormUnknown => CreditRecordProblems.FormUnknown(string.Join(", ", [Json, Html, .. _forms.Select(f => f.Name)]));

    public async Task WriteAsync(HttpContext http, CreditRecordDocument document, string form)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        http.Response.Headers.Vary = "Accept, Accept-Language";
        if (Array.Find(_forms, f => f.Name == form) is { } file)
        {
            http.Response.ContentType = file.MediaType;
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"record.{file.Extension}\"";
            await file.WriteAsync(document, http.Response.Body, http.RequestAborted);
        }
        else if (form == Json) await TypedResults.Json(document).ExecuteAsync(http);
        else await PageAnswer.WriteHtmlAsync<RecordView, CreditRecordDocument>(http, document, StatusCodes.Status200OK, "no-store");
    }
}
