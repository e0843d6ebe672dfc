namespace Hub.Standalone.Hosting;

static class WebHub
{
    public static Task RunAsync(string data, string urls, CancellationToken cancel) => throw new InvalidOperationException();
}
