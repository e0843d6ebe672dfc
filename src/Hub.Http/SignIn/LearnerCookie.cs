using Hub.Learners.Access;

namespace Hub.Http.SignIn;

/// <summary>
/// The session of a learner in a browser. No script reads it, it goes over encrypted connections (and to this machine) alone, and only
/// with requests that the hub's own pages start. The API does not take it.
/// </summary>
static class LearnerCookie
{
    /// <summary>Browsers keep a name that begins so to one host, all paths and encrypted connections (RFC 6265bis, 4.1.3.2).</summary>
    public const string Name = "__Host-learner";

    public static string? Of(HttpRequest request) => request.Cookies[Name];

    public static void Set(HttpResponse response, OpenLearnerLinkResult session) => response.Cookies.Append(Name, session.Token, Options(session.ExpiresAt));

    public static void Clear(HttpResponse response) => response.Cookies.Append(Name, "", Options(DateTimeOffset.UnixEpoch));

    static CookieOptions Options(DateTimeOffset expires) => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", Expires = expires, IsEssential = true };
}
