using Hub.Functions;
using Hub.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddHub();
builder.Services.AddHubParts(builder.Configuration);
builder.Services.AddSingleton<HubRequests>();
await builder.Build().RunAsync();
