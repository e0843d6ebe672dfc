using Hub.Http.Pages.Shell;
using Microsoft.AspNetCore.Diagnostics;

namespace Hub.Http.Pipeline;

/// <summary>Gives a body to what the web server refuses by status alone: unknown paths, methods, unreadable requests.</summary>
static class StatusAnswer
{
    public static Task WriteAsync(StatusCodeContext context)
    {
        int status = context.HttpContext.Response.StatusCode;
        if (status == StatusCodes.Status404NotFound && PageAnswer.WantsHtml(context.HttpContext.Request)) return PageAnswer.WriteAsync<Notice, NoticeModel>(context.HttpContext, NoticeModel.UnknownPath, status);
        return ProblemOf(status).ToHttp(status).ExecuteAsync(context.HttpContext);
    }

    public static Problem ProblemOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => new(ProblemKind.NotFound, "request.unknown-path", "There is nothing at this address.", "/openapi/v1.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed => new(ProblemKind.Invalid, "request.unknown-method", "This address does not take this method.", "The header Allow lists those it takes."),
        StatusCodes.Status413PayloadTooLarge => new(ProblemKind.TooLarge, "request.too-large", "The body is too large.", "A JSON body has at most 1 MiB."),
        StatusCodes.Status415UnsupportedMediaType => new(ProblemKind.UnsupportedMedia, "request.unsupported-media", "The body is of a type that this address does not take.", "Send application/json."),
        StatusCodes.Status503ServiceUnavailable => new(ProblemKind.Unavailable, "hub.unavailable", "The hub can not answer now.", "Repeat the request later."),
        _ => new(ProblemKind.Invalid, "request.invalid", "The request can not be read.", "A parameter or the body is not of the type that /openapi/v1.json states."),
    };
}
