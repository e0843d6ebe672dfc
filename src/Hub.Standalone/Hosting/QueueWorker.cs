using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Queues;
using Hub.Work;

namespace Hub.Standalone.Hosting;

/// <summary>Works on the queues while the hub serves; on shutdown running work is finished first.</summary>
sealed class QueueWorker(DataFolder folder, WorkRouter router, ILogger<QueueLoop> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => QueueWorks.Loop(folder, router, logger).RunAsync(stoppingToken);
}
