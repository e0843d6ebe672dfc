using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Hub.Browser.Tests.Scene;

namespace Hub.Browser.Tests.Hosting;

/// <summary>The real hub in a process of its own, with a small catalogue, and a browser to look at it. Made once for all tests.</summary>
public sealed class BrowserHub : IAsyncLifetime
{
    internal const string Secret = "a-secret-of-the-browser-tests";

    readonly string _data = Path.Combine(Path.GetTempPath(), $"hub-browser-{Guid.NewGuid():N}");
    Process? _hub;
    IPlaywright? _playwright;

    public string Address { get; private set; } = "";

    /// <summary>The data folder of the hub.</summary>
    public string Data => _data;

    public IBrowser? Browser { get; private set; }

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(1) };

    internal SmallCatalogue Catalogue { get; private set; } = null!;

    /// <summary>Why there is nothing to test with; null: there is.</summary>
    public static string? Missing =>
        Chromium is null ? "No chromium is installed." : AxeFile is null ? "axe-core is not installed: npm ci in tests/Hub.Browser.Tests." : null;

    static string? Chromium => ((string?[])[Environment.GetEnvironmentVariable("HUB_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);

    static string? AxeFile
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (Path.Combine(folder.FullName, "tests", "Hub.Browser.Tests", "node_modules", "axe-core", "axe.min.js") is var file && File.Exists(file)) return file;
            return null;
        }
    }

    internal static string Axe { get; } = AxeFile is { } file ? File.ReadAllText(file) : "";

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return;
        await StartHubAsync();
        Http.BaseAddress = new Uri(Address);
        Catalogue = await SmallCatalogue.MakeAsync(Address, Secret);
        _playwright = await Playwright.CreateAsync();
        // Containers and administrators have no sandbox for it; what it opens are our own pages.
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    /// <summary>A page whose complaints are noted: messages in the console, and what its policy refuses.</summary>
    internal async Task<WatchedPage> OpenAsync(string path, int width = 1280, bool script = true, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        IBrowserContext context = await Browser!.NewContextAsync(new() { BaseURL = Address, ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = script, ColorScheme = scheme, Locale = "en-GB" });
        return await WatchedPage.OpenAsync(await context.NewPageAsync(), path);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        _playwright?.Dispose();
        Http.Dispose();
        if (_hub is null) return;
        _hub.Kill();
        await _hub.WaitForExitAsync();
        _hub.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    async Task StartHubAsync()
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "hub.exe" : "hub");
        var start = new ProcessStartInfo(program, ["serve", "--data", _data, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Hub__BootstrapKeySha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));
        start.Environment["Hub__Name"] = "Catalogue of the tests";
        _hub = Process.Start(start)!;
        var said = new StringBuilder();
        var serving = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        _hub.OutputDataReceived += (_, line) =>
        {
            said.AppendLine(line.Data);
            if (line.Data?.Split("serves at ") is [_, var rest]) serving.TrySetResult(rest.Split(' ')[0]);
        };
        _hub.Exited += (_, _) => serving.TrySetException(new InvalidOperationException($"The hub ended: {said}"));
        _hub.EnableRaisingEvents = true;
        _hub.BeginErrorReadLine();
        _hub.BeginOutputReadLine();
        Address = await serving.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }
}
