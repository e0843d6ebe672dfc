namespace Hub.Http.SignIn;

/// <summary>The session of a reviewer in a browser, kept as that of a learner is. The API does not take it.</summary>
static class DeskCookie
{
    /// <summary>Browsers keep a name that begins so to one host, all paths and encrypted connections (RFC 6265bis, 4.1.3.2).</summary>
    public const string Name = "__Host-desk";

    public static string? Of(HttpRequest request) => request.Cookies[Name];

    public static void Set(HttpResponse response, string secret, DateTimeOffset expiresAt) => response.Cookies.Append(Name, secret, Options(expiresAt));

    public static void Clear(HttpResponse response) => response.Cookies.Append(Name, "", Options(DateTimeOffset.UnixEpoch));

    static CookieOptions Options(DateTimeOffset expires) => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", Expires = expires, IsEssential = true };
}

/// <summary>Marks pages of reviewers: who asks is in their cookie, and not in a header.</summary>
sealed class OfDesk;
