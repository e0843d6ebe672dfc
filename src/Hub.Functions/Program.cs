using Hub.Functions;
using Hub.Http;
using Hub.Http.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddHub().AddHubTelemetry(builder.Configuration);
builder.Services.AddHubParts(builder.Configuration);
builder.Services.AddSingleton<HubRequests>();
using IHost host = builder.Build();
if (StartChecks.Reason(host.Services) is { } reason)
{
    await Console.Error.WriteLineAsync($"The hub can not start: {reason}");
    return 1;
}

await host.RunAsync();
return 0;
