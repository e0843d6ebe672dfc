using System.Text.RegularExpressions;
using Hub.Browser.Tests.Scene;

namespace Hub.Browser.Tests;

/// <summary>Ways people take: by keyboard alone, without a script, while typing.</summary>
public sealed class WalkTests(BrowserHub hub)
{
    [Fact]
    public async Task Keyboard_FromSearchToEntryToComparison_IsEnough()
    {
        await using WatchedPage watched = await hub.OpenAsync("/");
        IPage page = watched.Page;
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip", await FocusedAsync(page, "className"));
        await TabToAsync(page, "id", "q");
        await page.Keyboard.TypeAsync("baixa tensao");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/search\\?"));
        await TabToAsync(page, "textContent", "Instalações elétricas de baixa tensão 1");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/entries/"));
        await TabToAsync(page, "textContent", "Compare with others");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/compare\\?"));
        await TabToAsync(page, "id", "add");
        await page.Keyboard.TypeAsync(SmallCatalogue.RightToLeft);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/compare\\?.*AR-1"));
        await Assertions.Expect(page.Locator("table.compare thead th[scope=col] .remove")).ToHaveCountAsync(2);
        Assert.Empty(watched.Complaints);
    }

    [Fact]
    public async Task Focus_OnEveryStop_CanBeSeen()
    {
        await using WatchedPage watched = await hub.OpenAsync("/search");
        for (int stop = 0; stop < 25; stop++)
        {
            await watched.Page.Keyboard.PressAsync("Tab");
            string outline = await watched.Page.EvaluateAsync<string>("() => document.activeElement === document.body ? 'end' : getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth");
            Assert.True(outline is "end" or "solid3px", await watched.Page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 200)"));
        }
    }

    [Fact]
    public async Task Typing_WithScript_ExchangesTheResultsInPlace()
    {
        await using WatchedPage watched = await hub.OpenAsync("/search");
        await watched.Page.Locator("#q").PressSequentiallyAsync("duomenu");
        await Assertions.Expect(watched.Page.Locator("#count")).ToHaveTextAsync("Results: 1");
        await Assertions.Expect(watched.Page.Locator("#results h3")).ToHaveTextAsync("Basics of data analysis");
        await Assertions.Expect(watched.Page).ToHaveURLAsync(new Regex("[?&]q=duomenu$"));
        Assert.Empty(watched.Complaints);
    }

    [Fact]
    public async Task Picking_WithScript_StopsAtFour()
    {
        await using WatchedPage watched = await hub.OpenAsync("/search");
        ILocator boxes = watched.Page.Locator("input[name=id][form=compare]");
        for (int i = 0; i < 4; i++) await boxes.Nth(i).CheckAsync();
        await Assertions.Expect(boxes.Nth(4)).ToBeDisabledAsync();
        await watched.Page.Locator("#compare button").ClickAsync();
        await Assertions.Expect(watched.Page.Locator("table.compare .remove")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task WithoutScript_SearchFilterPickAndRemove_Work()
    {
        await using WatchedPage watched = await hub.OpenAsync("/search", script: false);
        IPage page = watched.Page;
        await page.Locator("#q").FillAsync("instalacoes");
        await page.Locator("input[name=kind][value=unit]").CheckAsync();
        await page.Locator("#q").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("Results: 6");
        await page.Locator("input[form=compare]").Nth(0).CheckAsync();
        await page.Locator("input[form=compare]").Nth(1).CheckAsync();
        await page.Locator("#compare button").ClickAsync();
        await Assertions.Expect(page.Locator("table.compare .remove")).ToHaveCountAsync(2);
        await page.Locator("table.compare .remove").First.ClickAsync();
        await Assertions.Expect(page.Locator("table.compare .remove")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Texts_OfTheData_SayWhichLanguageTheyAreIn()
    {
        await using WatchedPage watched = await hub.OpenAsync("/entries/" + SmallCatalogue.RightToLeft + "?lang=pt");
        Assert.Equal("pt", await watched.Page.Locator("html").GetAttributeAsync("lang"));
        ILocator arabic = watched.Page.Locator("[lang=ar]").First;
        Assert.Equal("auto", await arabic.GetAttributeAsync("dir"));
        Assert.Equal("rtl", await arabic.EvaluateAsync<string>("e => getComputedStyle(e).direction"));
    }

    [Fact]
    public async Task Entry_Printed_LeavesOutWhatPaperCanNotDo()
    {
        await using WatchedPage watched = await hub.OpenAsync("/entries/" + SmallCatalogue.Qualification);
        await watched.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await watched.Page.Locator("header.top").IsVisibleAsync());
        Assert.True(await watched.Page.Locator("figure.stacking svg").IsVisibleAsync());
    }

    static async Task TabToAsync(IPage page, string property, string value)
    {
        await page.WaitForLoadStateAsync();
        for (int stop = 0; stop < 80; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if ((await FocusedAsync(page, property)).Trim() == value) return;
        }

        Assert.Fail($"{value} is not reached by Tab.");
    }

    static Task<string> FocusedAsync(IPage page, string property) => page.EvaluateAsync<string>("p => document.activeElement[p] ?? ''", property);
}
