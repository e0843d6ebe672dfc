using System.Text.RegularExpressions;
using Hub.Browser.Tests.Scene;

namespace Hub.Browser.Tests;

/// <summary>The reviewers' desk in a real browser: on any screen, by keyboard alone, without a script.</summary>
public sealed class DeskPageTests(BrowserHub hub)
{
    async Task<WatchedPage> ComeAsync(DeskCases cases, int width, ColorScheme scheme = ColorScheme.Light, bool script = false)
    {
        WatchedPage watched = await hub.OpenAsync("/desk/sign-in", width, script, scheme);
        await watched.Page.Locator("#key").FillAsync(cases.Reviewer);
        await watched.Page.Locator("main button").ClickAsync();
        await Assertions.Expect(watched.Page).ToHaveURLAsync(new Regex("/desk$"));
        return watched;
    }

    async Task<DeskCases> CasesAsync()
    {
        Assert.SkipWhen(BrowserHub.Missing is not null, BrowserHub.Missing ?? "");
        return await DeskCases.MakeAsync(hub.Address);
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(320, ColorScheme.Light)]
    public async Task Pages_AtAnyWidth_AreAccessible(int width, ColorScheme scheme)
    {
        using DeskCases cases = await CasesAsync();
        string id = await cases.InReviewAsync(), other = await cases.InReviewAsync(), suffix = $"{width}{(scheme == ColorScheme.Dark ? "-dark" : "")}";
        await using WatchedPage watched = await ComeAsync(cases, width, scheme, script: true);
        IPage page = watched.Page;
        await LookAsync(watched, "/desk", $"desk-queue-{suffix}");
        await LookAsync(watched, $"/desk/cases/{id}", $"desk-review-{suffix}");
        await page.Locator("#hearing button").ClickAsync();
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("The applicant is heard");
        await cases.AnswerHearingAsync(id);
        await page.Locator("#note-text").FillAsync("Ask the school about the hours.");
        await page.Locator("#note button").ClickAsync();
        await Assertions.Expect(page.Locator(".done")).ToHaveTextAsync("The note is kept.");
        await page.Locator("#delay-reason").FillAsync("The agency has not answered.");
        await page.Locator("#delay-expected").FillAsync(DateTime.UtcNow.AddDays(40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator("#delay button").ClickAsync();
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("told of the delay");
        await LookAsync(watched, $"/desk/cases/{id}?lang=sl", $"desk-heard-{suffix}");
        await page.GotoAsync($"/desk/cases/{other}");
        await page.Locator("#owed").FillAsync("proof-of-hours transcript");
        await page.Locator("#information button").ClickAsync();
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("the clock stands from tomorrow");
        await LookAsync(watched, $"/desk/cases/{other}?lang=lt", $"desk-owed-{suffix}");
        await LookAsync(watched, "/desk?state=completeness", $"desk-filtered-{suffix}");
        Assert.Empty(watched.Complaints);
    }

    static async Task LookAsync(WatchedPage watched, string path, string name)
    {
        await watched.Page.GotoAsync(path);
        await watched.ShootAsync(name);
        Assert.Empty(await watched.AxeAsync());
        Assert.Equal(0, await watched.OverflowAsync());
    }

    [Theory]
    [InlineData(390, "lt")]
    [InlineData(1280, "en")]
    public async Task SignIn_AtAnyWidth_IsAccessible(int width, string language)
    {
        await using WatchedPage watched = await hub.OpenAsync($"/desk?lang={language}", width);
        await watched.ShootAsync($"desk-sign-in-{width}");
        Assert.Empty(await watched.AxeAsync());
        Assert.Equal(0, await watched.OverflowAsync());
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task RefusedDecision_KeepsWhatWasTypedAndSaysWhyInPlace(int width)
    {
        using DeskCases cases = await CasesAsync();
        string id = await cases.InReviewAsync();
        await using WatchedPage watched = await ComeAsync(cases, width);
        IPage page = watched.Page;
        await page.GotoAsync($"/desk/cases/{id}");
        await page.Locator("input[name=outcome][value=refused]").CheckAsync();
        await page.Locator("input[name=ground]").First.CheckAsync();
        await page.Locator("input[name=remedy]").First.CheckAsync();
        await page.Locator("#reasons").FillAsync("The hours are not shown.");
        await page.Locator(".decide button").ClickAsync();
        await Assertions.Expect(page.Locator("#decide .alert")).ToContainTextAsync("The law wants the applicant heard");
        await Assertions.Expect(page.Locator("#decide .alert")).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator("input[name=outcome][value=refused]")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("#reasons")).ToHaveValueAsync("The hours are not shown.");
        await watched.ShootAsync($"desk-refused-{width}");
        Assert.Equal(0, await watched.OverflowAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Español" }).ClickAsync();
        await Assertions.Expect(page.Locator("#decide h3").First).ToHaveTextAsync("Decidir");
    }

    /// <summary>From the key to the decision without a mouse and without a script.</summary>
    [Fact]
    public async Task Keyboard_FromSigningInToADecision_IsEnough()
    {
        using DeskCases cases = await CasesAsync();
        string id = await cases.InReviewAsync();
        await using WatchedPage watched = await hub.OpenAsync($"/desk/cases/{id}", script: false);
        IPage page = watched.Page;
        await TabToAsync(page, "#key");
        await page.Keyboard.TypeAsync(cases.Reviewer);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/desk/cases/{Regex.Escape(id)}$"));
        await TabToAsync(page, "#assign-me button");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".done")).ToHaveTextAsync("The case is yours.");
        await TabToAsync(page, "input[name=outcome]");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "#decide button");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".done")).ToHaveTextAsync("Your signature is noted.");
        await Assertions.Expect(page.Locator(".history")).ToContainTextAsync("Decided: Full recognition.");
        await TabToAsync(page, "footer button");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#key")).ToBeVisibleAsync();
        await page.GotoAsync($"/desk/cases/{id}");
        await Assertions.Expect(page.Locator("#key")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Cookie_OfTheDesk_IsOutOfReachOfScripts()
    {
        using DeskCases cases = await CasesAsync();
        await using WatchedPage watched = await ComeAsync(cases, 1280, script: true);
        Assert.Equal("", await watched.Page.EvaluateAsync<string>("() => document.cookie"));
        BrowserContextCookiesResult cookie = Assert.Single(await watched.Page.Context.CookiesAsync());
        Assert.Equal(("__Host-desk", true, true, SameSiteAttribute.Strict), (cookie.Name, cookie.HttpOnly, cookie.Secure, cookie.SameSite));
    }

    static async Task TabToAsync(IPage page, string selector)
    {
        await page.WaitForLoadStateAsync();
        for (int stop = 0; stop < 120; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(selector).First.EvaluateAsync<bool>("e => e === document.activeElement")) return;
        }

        Assert.Fail($"{selector} is not reached by Tab.");
    }
}
