using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Hub.Http.Pipeline;

/// <summary>How many requests a client may make: by key, or together for all who have none.</summary>
static class ClientLimits
{
    const string ByKey = "key";
    const string Anonymous = "anonymous";

    const int SegmentsPerMinute = 6;

    public static void AddClientLimits(this IServiceCollection services)
    {
        services.AddRateLimiter();
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<HubOptions>>((limiter, hub) =>
        {
            int byKey = hub.Value.RequestsPerMinute, anonymous = hub.Value.AnonymousRequestsPerMinute;
            limiter.AddPolicy(ByKey, http => Window(http.Features.Get<Caller>()?.KeyId ?? "", byKey));
            limiter.AddPolicy(Anonymous, _ => Window("", anonymous));
            limiter.OnRejected = static (context, _) => new ValueTask(RefuseAsync(context.HttpContext));
        });
    }

    /// <summary>The policy an endpoint is under; null where nothing is counted, so that it costs nothing either.</summary>
    public static string? PolicyFor(bool isPublic, IServiceProvider services) =>
        !isPublic ? ByKey : services.GetRequiredService<IOptions<HubOptions>>().Value.AnonymousRequestsPerMinute > 0 ? Anonymous : null;

    static RateLimitPartition<string> Window(string client, int requestsPerMinute) => RateLimitPartition.GetSlidingWindowLimiter(client, _ => new SlidingWindowRateLimiterOptions
    {
        PermitLimit = requestsPerMinute,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = SegmentsPerMinute,
        QueueLimit = 0,
    });

    /// <summary>The sliding window does not say when it has room again; at the latest when its next segment begins.</summary>
    public static Task RefuseAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = (60 / SegmentsPerMinute).ToString(CultureInfo.InvariantCulture);
        return new Problem(ProblemKind.TooMany, "request.too-many", "You have made too many requests.", "Wait as long as Retry-After says, in seconds.").ToHttp().ExecuteAsync(http);
    }
}
