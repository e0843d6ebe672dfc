using System.Diagnostics;
using Hub.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace Hub.Functions;

/// <summary>The hub's request pipeline inside a function: built once, run for every request.</summary>
public sealed class HubRequests(IServiceProvider services)
{
    readonly Lazy<RequestDelegate> pipeline = new(() => new ApplicationBuilder(services).UseHub().Build());

    public async Task RunAsync(HttpContext http, TraceContext trace)
    {
        // The outer routing found this function; what it left would pass for the hub's own endpoint and values.
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        MendSlashes(http.Features.GetRequiredFeature<IHttpRequestFeature>());
        using Activity? activity = Begin(trace);
        await pipeline.Value(http);
    }

    /// <summary>
    /// The host decodes a path and encodes it again, so a slash inside an id comes as <c>%252F</c>, and a percent sign before
    /// <c>2F</c> too. Slashes are what ids do hold; an id with the text "%2F" can be had here through the listing only.
    /// </summary>
    static void MendSlashes(IHttpRequestFeature request)
    {
        int query = request.RawTarget.IndexOf('?', StringComparison.Ordinal);
        string path = query < 0 ? request.RawTarget : request.RawTarget[..query];
        if (path.Contains("%252F", StringComparison.OrdinalIgnoreCase))
            request.RawTarget = string.Concat(path.Replace("%252F", "%2F", StringComparison.OrdinalIgnoreCase), request.RawTarget.AsSpan(path.Length));
    }

    /// <summary>Goes on with the caller's trace, which the host hands over beside the request.</summary>
    static Activity? Begin(TraceContext trace)
    {
        if (Activity.Current is not null || string.IsNullOrEmpty(trace.TraceParent)) return null;
        return new Activity("Hub.Http") { TraceStateString = trace.TraceState }.SetParentId(trace.TraceParent).Start();
    }
}
