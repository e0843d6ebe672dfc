namespace Hub.Browser.Tests;

/// <summary>What holds on every page: it can be used by anybody, on any screen, and keeps to its own policy.</summary>
public sealed class PageTests(BrowserHub hub)
{
    public static TheoryData<string, int> PagesAndWidths()
    {
        var data = new TheoryData<string, int>();
        foreach (string name in ReachablePages.Paths.Keys)
            foreach (int width in (int[])[390, 1280]) data.Add(name, width);
        return data;
    }

    public static TheoryData<string> Pages() => [.. ReachablePages.Paths.Keys];

    [Theory]
    [MemberData(nameof(PagesAndWidths))]
    public async Task Page_AtAnyWidth_IsAccessibleAndKeepsItsPolicy(string name, int width)
    {
        await using WatchedPage page = await hub.OpenAsync(PathOf(name), width);
        await page.ShootAsync($"{name}-{width}");
        Assert.Empty(await page.AxeAsync());
        Assert.Empty(page.Complaints);
        Assert.Equal(0, await page.OverflowAsync());
    }

    /// <summary>1,280 pixels at 400 % are 320 (WCAG 2.2, 1.4.10); 200 % lies between.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_At320Pixels_DoesNotScrollSideways(string name)
    {
        await using WatchedPage page = await hub.OpenAsync(PathOf(name), 320);
        Assert.Equal(0, await page.OverflowAsync());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_InTheDark_KeepsItsContrast(string name)
    {
        await using WatchedPage page = await hub.OpenAsync(PathOf(name), 1280, scheme: ColorScheme.Dark);
        await page.ShootAsync($"{name}-dark");
        Assert.Empty(await page.AxeAsync());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_InEveryLanguage_SaysWhichItIs(string name)
    {
        Assert.SkipWhen(BrowserHub.Missing is not null, BrowserHub.Missing ?? "");
        string path = PathOf(name);
        foreach (string language in (string[])["en", "pt", "lt", "sl", "es"])
        {
            string separator = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            string html = await hub.Http.GetStringWithAnyStatusAsync($"{path.Replace("?lang=sl", "?", StringComparison.Ordinal)}{separator}lang={language}");
            Assert.Contains($"<html lang=\"{language}\" dir=\"ltr\">", html, StringComparison.Ordinal);
            Assert.True(html.Length < 200 * 1024, $"{name}: {html.Length} characters");
        }
    }

    string PathOf(string name) => hub.Browser is null ? ReachablePages.Paths[name] : ReachablePages.Paths[name].Replace("{newest}", hub.Catalogue.Releases[^1], StringComparison.Ordinal);
}
