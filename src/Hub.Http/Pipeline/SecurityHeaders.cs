using Microsoft.Extensions.Primitives;

namespace Hub.Http.Pipeline;

/// <summary>Headers every answer carries. Plain assignments, because the fastest answers carry them too.</summary>
static class SecurityHeaders
{
    static readonly StringValues NoSniff = "nosniff";
    static readonly StringValues NoReferrer = "no-referrer";
    static readonly StringValues Nothing = "default-src 'none'; frame-ancestors 'none'";
    static readonly StringValues TwoYears = "max-age=63072000";

    public static RequestDelegate Middleware(RequestDelegate next) => http =>
    {
        Set(http);
        return next(http);
    };

    /// <summary>Also called by the exception handler, which finds all headers cleared.</summary>
    public static void Set(HttpContext http)
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers.ContentSecurityPolicy = Nothing;
        if (http.Request.IsHttps) headers.StrictTransportSecurity = TwoYears;
    }
}
