using System.Diagnostics;
using Hub.Telemetry;

namespace Hub.Http;

/// <summary>A refusal as it travels (RFC 9457). Here only to describe it; see <see cref="ProblemHttp"/>.</summary>
/// <param name="Type"><c>urn:hub:problem:&lt;code&gt;</c>.</param>
/// <param name="Code">Stable code <c>slice.what-is-wrong</c>.</param>
public sealed record ProblemBody(string Type, string Title, int Status, string? Detail, string Code);

/// <summary>The only place where a refusal becomes a status code.</summary>
public static class ProblemHttp
{
    public const string MediaType = "application/problem+json";

    public static ProblemHttpResult ToHttp(this Problem problem) => ToHttp(problem, StatusOf(problem.Kind));

    /// <summary>For what the web server itself refuses: its status is given, and only the words are ours.</summary>
    internal static ProblemHttpResult ToHttp(this Problem problem, int status)
    {
        Activity.Current?.SetTag(Tag.ProblemCode, problem.Code);
        return TypedResults.Problem(
            title: problem.Title,
            detail: problem.Detail,
            type: $"urn:hub:problem:{problem.Code}",
            statusCode: status,
            extensions: [new("code", problem.Code)]);
    }

    static int StatusOf(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ProblemKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Gone => StatusCodes.Status410Gone,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ProblemKind.ConditionRequired => StatusCodes.Status428PreconditionRequired,
        ProblemKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ProblemKind.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
        ProblemKind.TooMany => StatusCodes.Status429TooManyRequests,
        ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new InvalidOperationException($"Unknown kind of problem {kind}."),
    };
}
