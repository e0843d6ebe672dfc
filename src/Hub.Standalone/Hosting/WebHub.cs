using Hub.Http;
using Hub.Storage.Embedded.Folders;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hub.Standalone.Hosting;

/// <summary>The hub as a web server on one machine: the shared endpoints on Kestrel, the queues and the clock in the background.</summary>
static class WebHub
{
    public static async Task RunAsync(string data, string urls, Action<string> onStarted, CancellationToken cancel)
    {
        using DataFolder folder = DataFolder.Open(data, TimeProvider.System);
        await using WebApplication app = Build(folder, urls);
        app.UseHub();
        await app.StartAsync(cancel);
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        folder.Announce(address);
        onStarted(address);
        await app.WaitForShutdownAsync(cancel);
        folder.Announce(null);
    }

    static WebApplication Build(DataFolder folder, string urls)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(urls);
        // The endpoints have limits of their own and answer with a problem; the server's would cut the connection.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        // What stops the start is said once, by the command, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddOptions<ScheduleOptions>().BindConfiguration(ScheduleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHub().AddDataFolder(folder);
        builder.Services.AddHostedService<QueueWorker>();
        builder.Services.AddHostedService<WorkflowWorker>();
        builder.Services.AddHostedService<Schedule>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(45));
        return builder.Build();
    }
}
