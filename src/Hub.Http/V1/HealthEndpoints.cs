using Hub.Feed;
using Hub.Http.Description;
using Hub.Ports;
using Hub.Releases;
using Microsoft.Extensions.Logging;

namespace Hub.Http.V1;

public sealed record HealthBody(string Status);

static partial class HealthEndpoints
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    static readonly Problem NotReady = new(ProblemKind.Unavailable, "hub.not-ready", "The hub can not reach its storage.", "It tries again with every request.");

    public static void MapHealth(this RouteGroupBuilder hub)
    {
        hub.MapGet("/health/live", Live)
            .Describe("ReadLiveness", Tags.Operation, "Is the process alive", "Answers without looking at anything.");
        hub.MapGet("/health/ready", ReadyAsync).Refuses(503)
            .Describe("ReadReadiness", Tags.Operation, "Can the hub serve", "Reads a row and looks for a blob, each within 5 seconds; 503 when it can not.");
    }

    static Ok<HealthBody> Live() => TypedResults.Ok(new HealthBody("live"));

    static async Task<Results<Ok<HealthBody>, ProblemHttpResult>> ReadyAsync(ITables tables, IBlobs blobs, ILogger<HealthBody> logger, CancellationToken cancel)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Patience);
            await tables.FindAsync(FeedHead.Table, FeedHead.Partition, FeedHead.Row, patience.Token).WaitAsync(Patience, cancel);
            await blobs.FindAsync(ReleasePaths.Latest, patience.Token).WaitAsync(Patience, cancel);
            return TypedResults.Ok(new HealthBody("ready"));
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            LogNotReady(logger, fault);                 // that storage fails is what is asked here, not a fault of this request
            return NotReady.ToHttp();
        }
    }

    [LoggerMessage(7101, LogLevel.Error, "Storage can not be reached.")]
    static partial void LogNotReady(ILogger logger, Exception fault);
}
