using Hub.Storage.Embedded.Workflows;

namespace Hub.Standalone.Hosting;

/// <summary>Drives the processes of cases while the hub serves. What is under way when it stops goes on at the next start.</summary>
sealed class WorkflowWorker(ReplayLoop loop) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(stoppingToken);
}
