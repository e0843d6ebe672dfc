using Hub.Http;
using Hub.Http.Telemetry;
using Hub.Storage.Embedded.Folders;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

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

    /// <summary>What would keep a hub from starting with the settings of this environment.</summary>
    public static IReadOnlyList<string> SettingFaults()
    {
        using ServiceProvider services = Settings().Services.BuildServiceProvider();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException fault)
        {
            return [.. fault.Failures];
        }
        catch (AggregateException faults)
        {
            return [.. faults.Flatten().InnerExceptions.SelectMany(f => f is OptionsValidationException fault ? fault.Failures : [f.Message])];
        }
    }

    static WebApplicationBuilder Settings()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddOptions<ScheduleOptions>().BindConfiguration(ScheduleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHub().AddHubTelemetry(builder.Configuration);
        return builder;
    }

    static WebApplication Build(DataFolder folder, string urls)
    {
        WebApplicationBuilder builder = Settings();
        builder.WebHost.UseUrls(urls);
        // The endpoints have limits of their own and answer with a problem; the server's would cut the connection.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        // What stops the start is said once, by the command, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddDataFolder(folder);
        builder.Services.AddHostedService<QueueWorker>();
        builder.Services.AddHostedService<WorkflowWorker>();
        builder.Services.AddHostedService<Schedule>();
        builder.Services.AddHostedService<ReadingsWorker>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(45));
        return builder.Build();
    }
}
