using Hub.Http.Telemetry;
using Hub.Work;
using Microsoft.Extensions.Options;

namespace Hub.Standalone.Hosting;

/// <summary>Looks up what telemetry tells of queues, cases and releases, as often as it is sent.</summary>
sealed partial class ReadingsWorker(TakeReadings readings, IOptions<TelemetryOptions> options, TimeProvider clock, ILogger<ReadingsWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SendEvery, clock);
        try
        {
            do await ReadAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the hub stops
        }
    }

    async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            await readings.HandleAsync(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The hub goes on without telemetry rather than not at all; the next time it is tried again.
            Failed(logger, fault);
        }
    }

    [LoggerMessage(8301, LogLevel.Warning, "What telemetry tells could not be read.")]
    static partial void Failed(ILogger logger, Exception fault);
}
