using System.Diagnostics;
using Hub.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
        using Activity? activity = Begin(trace);
        await pipeline.Value(http);
    }

    /// <summary>Goes on with the caller's trace, which the host hands over beside the request.</summary>
    static Activity? Begin(TraceContext trace)
    {
        if (Activity.Current is not null || string.IsNullOrEmpty(trace.TraceParent)) return null;
        return new Activity("Hub.Http") { TraceStateString = trace.TraceState }.SetParentId(trace.TraceParent).Start();
    }
}
