using Hub.Http.Pages.Shell;
using Microsoft.AspNetCore.Diagnostics;

namespace Hub.Http.Pipeline;

/// <summary>What a caller sees of an exception: nothing but that there was one. The log has it, with the trace id.</summary>
static class FaultAnswer
{
    static readonly Problem Fault = new(ProblemKind.Unavailable, "hub.fault", "The hub failed; this is not your mistake.", "Repeat the request later, with the same Idempotency-Key where you sent one.");

    public static void Configure(ExceptionHandlerOptions options)
    {
        options.StatusCodeSelector = StatusOf;
        options.ExceptionHandler = WriteAsync;
        // What the client sent wrong is no error of ours in the log.
        options.SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException;
    }

    static int StatusOf(Exception exception) => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;

    static Task WriteAsync(HttpContext http)
    {
        SecurityHeaders.Set(http);
        Exception? exception = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        return exception switch
        {
            RefusedBodyException refused => refused.Problem.ToHttp().ExecuteAsync(http),
            BadHttpRequestException bad => StatusAnswer.ProblemOf(bad.StatusCode).ToHttp(bad.StatusCode).ExecuteAsync(http),
            _ when PageAnswer.WantsHtml(http.Request) => PageAnswer.WriteAsync<Notice, NoticeModel>(http, NoticeModel.Fault, StatusCodes.Status500InternalServerError),
            _ => Fault.ToHttp(StatusCodes.Status500InternalServerError).ExecuteAsync(http),
        };
    }
}

/// <summary>A body turned out unacceptable while a use case was reading it; breaks the reading off.</summary>
sealed class RefusedBodyException(Problem problem, int status) : BadHttpRequestException(problem.Title, status)
{
    public Problem Problem { get; } = problem;
}
