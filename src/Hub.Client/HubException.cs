using System.Net;

namespace Hub.Client;

/// <summary>The hub has refused a request.</summary>
/// <param name="code">Stable code <c>slice.what-is-wrong</c>; <see cref="UnexpectedAnswer"/> when the answer did not come from a hub.</param>
public sealed class HubException(HttpStatusCode status, string code, string title, string? detail) : Exception(detail is null ? title : $"{title} {detail}")
{
    /// <summary>Code of an answer that is no problem of the hub: of a proxy, or of something else at the address.</summary>
    public const string UnexpectedAnswer = "hub.unexpected-answer";

    public HttpStatusCode Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>One sentence for a person.</summary>
    public string Title { get; } = title;

    /// <summary>What exactly was wrong and how to mend it; null when there is no more to say.</summary>
    public string? Detail { get; } = detail;
}
