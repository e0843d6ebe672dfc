namespace Hub.Http.Tests.Scenarios;

/// <summary>The reviewers' desk as a browser without a script uses it: who comes in, what they see, and what comes from elsewhere.</summary>
public sealed class DeskTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<DeskScene> SceneAsync() => DeskScene.MakeAsync(hub.Address, hub.Registrar);

    [Fact]
    public async Task SignIn_WithTheKeyOfAReviewer_OpensTheDeskAndKeepsTheKeyOutOfSight()
    {
        DeskScene scene = await SceneAsync();
        using DeskBrowser browser = await DeskBrowser.SignedInAsync(hub.Address, scene.Reviewer);
        foreach (string rule in (string[])["secure", "httponly", "samesite=strict", "path=/", "expires="]) Assert.Contains(rule, browser.SetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", browser.SetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(scene.Reviewer, browser.SetCookie, StringComparison.Ordinal);
        string html = await browser.HtmlAsync("/desk");
        Assert.DoesNotContain(scene.Reviewer, html, StringComparison.Ordinal);
        Assert.Contains("An institute of Lisbon", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithAnyOtherKey_IsRefusedInTheSameWords()
    {
        DeskScene scene = await SceneAsync();
        using var browser = new DeskBrowser(hub.Address);
        foreach (string key in (string[])[scene.School.Secret, "hub_unknown", ""])
        {
            using HttpResponseMessage answer = await browser.PostAsync("/desk/sign-in", ("key", key));
            string html = await DeskBrowser.HtmlOfAsync(answer);
            Assert.Equal((HttpStatusCode.Forbidden, null), (answer.StatusCode, browser.Cookie));
            Assert.Contains("desk.key-unusable", html, StringComparison.Ordinal);
            if (key.Length > 0) Assert.DoesNotContain(key, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_OfNobody_AskToSignInAndLeadBack()
    {
        DeskScene scene = await SceneAsync();
        string id = await scene.InReviewAsync();
        using var browser = new DeskBrowser(hub.Address);
        foreach (string path in (string[])["/desk", $"/desk/cases/{id}", $"/desk/cases/{id}/decision", $"/desk/cases/{id}/evidence/1"])
        {
            using HttpResponseMessage asked = await browser.GetAsync(path);
            Assert.Equal((HttpStatusCode.Unauthorized, "no-store"), (asked.StatusCode, asked.Headers.CacheControl!.ToString()));
            Assert.Contains("name=\"key\"", await DeskBrowser.HtmlOfAsync(asked), StringComparison.Ordinal);
        }

        using HttpResponseMessage came = await browser.PostAsync("/desk/sign-in", ("key", scene.Reviewer), ("to", $"/desk/cases/{id}"));
        Assert.Equal($"/desk/cases/{id}", came.Headers.Location!.ToString());
        foreach (string elsewhere in (string[])["https://evil.example/", "//evil.example", "/desk/cases/../../me", "/desk/cases/\\evil", "/v1/reviews"])
        {
            using HttpResponseMessage home = await browser.PostAsync("/desk/sign-in", ("key", scene.Reviewer), ("to", elsewhere));
            Assert.Equal("/desk", home.Headers.Location!.ToString());
        }
    }

    /// <summary>No page of somebody else makes a browser do anything here.</summary>
    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData("none", null)]
    [InlineData(null, null)]
    [InlineData(null, "null")]
    [InlineData(null, "https://evil.example")]
    public async Task Forms_FromElsewhere_AreRefused(string? site, string? origin)
    {
        DeskScene scene = await SceneAsync();
        string id = await scene.InReviewAsync();
        using DeskBrowser browser = await DeskBrowser.SignedInAsync(hub.Address, scene.Reviewer);
        foreach (string path in (string[])["/desk/sign-in", "/desk/sign-out", $"/desk/cases/{id}/note", $"/desk/cases/{id}/decide", $"/desk/cases/{id}/hearing"])
            await (await browser.PostFromAsync(path, site, origin)).RefusedAsync(HttpStatusCode.Forbidden, "request.cross-site");
        Assert.DoesNotContain("signed-first", await browser.HtmlAsync($"/desk/cases/{id}"), StringComparison.Ordinal);
        Assert.Equal("review", (await scene.UntilAsync(id, "review")).GetProperty("stage").GetString());
    }

    [Fact]
    public async Task Cookie_AtTheApi_OpensNothingAndLeavingEndsIt()
    {
        DeskScene scene = await SceneAsync();
        using DeskBrowser browser = await DeskBrowser.SignedInAsync(hub.Address, scene.Reviewer);
        await (await browser.GetAsync("/v1/reviews")).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        using HttpClient bearer = hub.Client(browser.Cookie);
        await (await bearer.GetAsync("/v1/reviews", Cancel)).RefusedAsync(HttpStatusCode.Unauthorized, "auth.invalid");
        string kept = browser.Cookie!;
        using HttpResponseMessage left = await browser.PostAsync("/desk/sign-out");
        Assert.Contains("expires=Thu, 01 Jan 1970", browser.SetCookie, StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/desk") { Headers = { { "Cookie", $"__Host-desk={kept}" } } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await hub.Anyone.SendAsync(again, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Case_OfAnotherInstitution_DoesNotExist()
    {
        DeskScene scene = await SceneAsync(), other = await SceneAsync();
        string id = await scene.InReviewAsync();
        using DeskBrowser stranger = await DeskBrowser.SignedInAsync(hub.Address, other.Reviewer);
        using HttpResponseMessage page = await stranger.GetAsync($"/desk/cases/{id}");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.DoesNotContain("Soldadura", await DeskBrowser.HtmlOfAsync(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/desk/cases/{id}/decision")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/desk/cases/{id}/evidence/1")).StatusCode);
        foreach (string act in (string[])["note", "assign-me", "assign-nobody", "hearing", "hearing-end", "information", "close", "window-end", "decide", "no-such-act"])
            await stranger.RefusedAsync(id, act, HttpStatusCode.NotFound, ("text", "x"), ("owed", "x"), ("outcome", "full"));
        Assert.DoesNotContain(id.Split('~')[^1], await stranger.HtmlAsync("/desk"), StringComparison.Ordinal);
    }

    /// <summary>While the clock stands a case has no due time: it comes last, and is not forgotten.</summary>
    [Fact]
    public async Task Queue_CasesWithoutADueTime_ComeLastAndAreFound()
    {
        DeskScene scene = await SceneAsync();
        string stands = await scene.InReviewAsync(), runs = await scene.RequestAsync();
        using DeskBrowser browser = await DeskBrowser.SignedInAsync(hub.Address, scene.Reviewer);
        await browser.DoAsync(stands, "hearing");
        await UntilQueuedAsync(browser, runs, stands);
        using HttpClient api = hub.Client(scene.Reviewer);
        JsonElement listed = await (await api.GetAsync("/v1/reviews", Cancel)).JsonAsync();
        Assert.Equal([Uri.UnescapeDataString(runs), Uri.UnescapeDataString(stands)], listed.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        await browser.DoAsync(stands, "assign-me");
        string mine = await browser.HtmlAsync("/desk?mine=on");
        Assert.True(Has(mine, stands) && !Has(mine, runs));
        Assert.True(Has(await browser.HtmlAsync("/desk?state=completeness"), runs));
        Assert.False(Has(await browser.HtmlAsync($"/desk?provider={scene.Institution.Id}"), runs));
        Assert.False(Has(await browser.HtmlAsync("/desk?due=2020-01-01"), runs));
        Assert.True(Has(await browser.HtmlAsync($"/desk?due=2099-01-01&provider={scene.School.Id}"), runs));
        Assert.Contains("A filter could not be read", await browser.HtmlAsync("/desk?due=soon&state=lost&year=1"), StringComparison.Ordinal);
    }

    static bool Has(string html, string id) => html.Contains($"/desk/cases/{Uri.UnescapeDataString(id)}", StringComparison.Ordinal);

    /// <summary>Until the dates of both are told: then the first stands before the second.</summary>
    static async Task UntilQueuedAsync(DeskBrowser browser, string first, string second)
    {
        for (int look = 0; look < 300; look++)
        {
            string html = await browser.HtmlAsync("/desk");
            if (Has(html, first) && Has(html, second) && html.IndexOf(Uri.UnescapeDataString(first), StringComparison.Ordinal) < html.IndexOf(Uri.UnescapeDataString(second), StringComparison.Ordinal)) return;
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException(await browser.HtmlAsync("/desk"));
    }

    [Theory]
    [InlineData("en", "Outcomes side by side")]
    [InlineData("pt", "Resultados lado a lado")]
    [InlineData("lt", "Rezultatai greta")]
    [InlineData("sl", "Izidi drug ob drugem")]
    [InlineData("es", "Resultados lado a lado")]
    public async Task Pages_InEachLanguage_SayEverythingInIt(string language, string heading)
    {
        DeskScene scene = await SceneAsync();
        string id = await scene.InReviewAsync();
        using DeskBrowser browser = await DeskBrowser.SignedInAsync(hub.Address, scene.Reviewer);
        foreach (string path in (string[])["/desk/sign-in", "/desk", $"/desk/cases/{id}"])
        {
            string html = await browser.HtmlAsync(path, language);
            Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
            foreach (string inline in (string[])["<script", "style=", "<style", "onclick", "<chapas>"]) Assert.DoesNotContain(inline, html.Replace("Soldar <chapas>", "", StringComparison.Ordinal).Replace("soldar <chapas>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Contains(heading, await browser.HtmlAsync($"/desk/cases/{id}", language), StringComparison.Ordinal);
    }
}
