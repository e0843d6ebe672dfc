namespace Hub.Benchmarks;

/// <summary>What the hub's endpoint is compared with: minimal API, bytes from memory, no store, no pipeline.</summary>
static class BareEndpoint
{
    public static async Task RunAsync(string bodyFile, string mediaType, string url, CancellationToken cancel)
    {
        byte[] body = await File.ReadAllBytesAsync(bodyFile, cancel);
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using WebApplication app = builder.Build();
        app.MapGet("/{**path}", (HttpContext http) =>
        {
            http.Response.ContentType = mediaType;
            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(body).AsTask();
        });
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
    }
}
