using System.Text.Json;

namespace Hub.Browser.Tests.Hosting;

/// <summary>A page of the hub in a browser, with everything it complained about.</summary>
sealed class WatchedPage : IAsyncDisposable
{
    static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    readonly List<string> _complaints = [];

    WatchedPage(IPage page) => Page = page;

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<WatchedPage> OpenAsync(IPage page, string path)
    {
        var watched = new WatchedPage(page);
        page.Console += (_, message) =>
        {
            // That a page is not there is what some tests ask for, and the browser says so in its console.
            if (message.Type is "error" or "warning" && !message.Text.Contains("401 (Unauthorized)", StringComparison.Ordinal) && !message.Text.Contains("404 (Not Found)", StringComparison.Ordinal) && !message.Text.Contains("400 (Bad Request)", StringComparison.Ordinal)) watched._complaints.Add(message.Text);
        };
        page.PageError += (_, fault) => watched._complaints.Add(fault);
        page.RequestFailed += (_, request) =>
        {
            if (request.Failure != "net::ERR_ABORTED") watched._complaints.Add($"{request.Url}: {request.Failure}");
        };
        await page.GotoAsync(path);
        return watched;
    }

    /// <summary>What axe-core finds, each with the place.</summary>
    public async Task<IReadOnlyList<string>> AxeAsync()
    {
        // Evaluated by the debugger and not put into the page, whose policy allows no script but its own.
        await Page.EvaluateAsync(BrowserHub.Axe + "\n;undefined");
        JsonElement found = (await Page.EvaluateAsync("rules => axe.run(document, { runOnly: rules }).then(r => r.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`)))", Rules))!.Value;
        return [.. found.EnumerateArray().Select(v => v.GetString()!)];
    }

    /// <summary>Pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Keeps a picture where HUB_SHOTS names a folder, for whoever wants to look.</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("HUB_SHOTS") is { Length: > 0 } folder) await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
