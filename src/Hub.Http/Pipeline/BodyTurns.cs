using System.Threading.RateLimiting;
using Hub.Http.V1;
using Microsoft.Extensions.Options;

namespace Hub.Http.Pipeline;

/// <summary>
/// How many large bodies are read at the same time: each holds buffers, or is held in memory whole. A few more wait for their
/// turn, unread; the others are told to come again, so that memory stays bounded whoever comes.
/// </summary>
sealed class BodyTurns(RequestDelegate next, IOptions<HubOptions> options) : IDisposable
{
    /// <summary>Waiting requests for each that is being read. They cost their connection only.</summary>
    const int WaitingForEach = 8;

    const string SecondsToWait = "5";

    static readonly Problem Busy = new(ProblemKind.Unavailable, "hub.busy", "Too many bodies are being sent to the hub at this moment.", "Wait as long as Retry-After says, in seconds, and repeat the request with the same Idempotency-Key.");

    readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Value.MaxBodiesAtOnce,
        QueueLimit = options.Value.MaxBodiesAtOnce * WaitingForEach,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public Task InvokeAsync(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<OwnBodyLimit>() is null ? next(http) : TakeTurnAsync(http);

    async Task TakeTurnAsync(HttpContext http)
    {
        using RateLimitLease turn = await _turns.AcquireAsync(1, http.RequestAborted);
        if (turn.IsAcquired)
        {
            await next(http);
            return;
        }

        http.Response.Headers.RetryAfter = SecondsToWait;
        await Busy.ToHttp().ExecuteAsync(http);
    }

    public void Dispose() => _turns.Dispose();
}
