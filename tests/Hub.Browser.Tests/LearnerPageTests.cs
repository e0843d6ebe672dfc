using System.Text.RegularExpressions;
using Hub.Browser.Tests.Scene;

namespace Hub.Browser.Tests;

/// <summary>A learner's pages, as a person walks through them with a real browser and its cookies, mostly without a script.</summary>
public sealed class LearnerPageTests(BrowserHub hub)
{
    static readonly (string Name, string Path)[] Pages = [("own-record", "/me"), ("own-accesses", "/me/accesses"), ("own-links", "/me/links"), ("own-requests", "/me/requests")];

    async Task<WatchedPage> ComeAsync(int width, ColorScheme scheme = ColorScheme.Light, bool script = false)
    {
        Assert.SkipWhen(BrowserHub.Missing is not null, BrowserHub.Missing ?? "");
        WatchedPage page = await hub.OpenAsync(await LearnerCame.LinkAsync(hub.Address), width, script, scheme);
        await page.Page.Locator("main button").ClickAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("/me$"));
        return page;
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(320, ColorScheme.Light)]
    public async Task Pages_AtAnyWidth_AreAccessible(int width, ColorScheme scheme)
    {
        await using WatchedPage watched = await ComeAsync(width, scheme, script: true);
        IPage page = watched.Page;
        await FillAsync(page);
        foreach ((string name, string path) in Pages)
        {
            await page.GotoAsync(path);
            await watched.ShootAsync($"{name}-{width}{(scheme == ColorScheme.Dark ? "-dark" : "")}");
            Assert.Empty(await watched.AxeAsync());
            Assert.Equal(0, await watched.OverflowAsync());
        }

        Assert.Empty(watched.Complaints);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task OpenPage_AtAnyWidth_IsAccessible(int width)
    {
        Assert.SkipWhen(BrowserHub.Missing is not null, BrowserHub.Missing ?? "");
        await using WatchedPage page = await hub.OpenAsync("/me/open/none?lang=sl", width);
        await page.ShootAsync($"own-open-{width}");
        Assert.Empty(await page.AxeAsync());
        Assert.Equal(0, await page.OverflowAsync());
    }

    /// <summary>A link with one opening, and a request.</summary>
    static async Task FillAsync(IPage page)
    {
        await page.GotoAsync("/me/links");
        await page.Locator("input[name=achievement]").First.CheckAsync();
        await page.Locator("input[name=part][value=grades]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        Assert.Matches("^http://127.0.0.1:[0-9]+/shared/", await page.Locator("#issued").InputValueAsync());
        await page.GotoAsync("/me/requests");
        await page.Locator("input[name=achievement]").First.CheckAsync();
        await page.Locator("#statement").FillAsync("The grade is 18, not 17.\nSee the certificate of June.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).First.ClickAsync();
        await Assertions.Expect(page.Locator(".tag").First).ToHaveTextAsync("Open");
    }

    [Fact]
    public async Task WithoutScript_FromLinkToLeaving_Works()
    {
        await using WatchedPage watched = await ComeAsync(1280);
        IPage page = watched.Page;
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Credit record");
        await FillAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Links", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).First.ClickAsync();
        await Assertions.Expect(page.Locator(".card").First).ToContainTextAsync("Withdrawn on");
        await page.GetByRole(AriaRole.Link, new() { Name = "Español" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Solicitudes" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Solicitudes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cerrar sesión" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cerrar sesión" })).ToHaveCountAsync(0);
        await page.GotoAsync("/me");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in with a link");
    }

    [Fact]
    public async Task Cookie_OfASession_IsOutOfReachOfScripts()
    {
        await using WatchedPage watched = await ComeAsync(1280, script: true);
        Assert.Equal("", await watched.Page.EvaluateAsync<string>("() => document.cookie"));
        BrowserContextCookiesResult cookie = Assert.Single(await watched.Page.Context.CookiesAsync());
        Assert.Equal(("__Host-learner", true, true, SameSiteAttribute.Strict), (cookie.Name, cookie.HttpOnly, cookie.Secure, cookie.SameSite));
    }
}
