using System.Diagnostics;
using System.Globalization;
using Hub.Telemetry;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;

namespace Hub.Http.Telemetry;

/// <summary>
/// The activity of a request: method, route, status, organisation, code of a refusal. Never its address: paths hold references of
/// learners, and links are secrets.
/// </summary>
static class RequestTracing
{
    /// <summary>As the conventions have it: a method that is none of these is <c>_OTHER</c>, since a caller may send any text as one.</summary>
    static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT" };

    public static RequestDelegate Middleware(RequestDelegate next) => http => HubTelemetry.Source.HasListeners() ? RunAsync(next, http) : next(http);

    static async Task RunAsync(RequestDelegate next, HttpContext http)
    {
        string method = Methods.Contains(http.Request.Method) ? http.Request.Method : "_OTHER";
        Activity? servers = Activity.Current;
        // In the place of the web server's own activity, which is not sent: whoever follows the trace finds the caller's above this one.
        Activity.Current = null;
        using Activity? activity = HubTelemetry.Source.StartActivity(method, ActivityKind.Server, CallerOf(servers));
        if (activity is null) Activity.Current = servers;
        try
        {
            await next(http);
        }
        finally
        {
            if (activity is not null) Describe(activity, method, http);
            activity?.Stop();
            Activity.Current = servers;
        }
    }

    static ActivityContext CallerOf(Activity? servers) =>
        servers?.ParentId is { } parent && ActivityContext.TryParse(parent, servers.TraceStateString, isRemote: true, out ActivityContext caller) ? caller : default;

    static void Describe(Activity activity, string method, HttpContext http)
    {
        var failed = http.Features.Get<IExceptionHandlerFeature>();
        int status = http.Response.StatusCode;
        activity.SetTag(Tag.Method, method).SetTag(Tag.Status, status);
        if ((failed?.Endpoint ?? http.GetEndpoint())?.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route is { } route)
        {
            activity.SetTag(Tag.Route, route);
            activity.DisplayName = $"{method} {route}";
        }

        if (http.Features.Get<Caller>() is { } caller) activity.SetTag(Tag.Organisation, caller.Organisation.Value);
        if (status < 500) return;
        activity.SetTag(Tag.Error, failed?.Error.GetType().FullName ?? status.ToString(CultureInfo.InvariantCulture)).SetStatus(ActivityStatusCode.Error);
    }
}
