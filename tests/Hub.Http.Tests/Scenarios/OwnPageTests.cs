using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Hub.Learners;

namespace Hub.Http.Tests.Scenarios;

/// <summary>A learner's pages as a browser without a script uses them: cookie, forms, and what comes from elsewhere.</summary>
public sealed partial class OwnPageTests : IAsyncLifetime
{
    const string Secret = "a-secret-of-the-tests";

    KestrelHub _hub = null!;
    Provider _school = null!;
    HttpClient _browser = null!;
    LearnerReference _ana;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await KestrelHub.StartAsync(Secret);
        _school = await LearnerScene.SchoolAsync(_hub.Address, Secret);
        _ana = await LearnerScene.LearnerOfAsync(_hub, "PT-ESCOLA~A-1");
        // Cookies go by hand: one that is for encrypted connections alone is not sent over this one.
        _browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _hub.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        _school.Http.Dispose();
        await _hub.DisposeAsync();
    }

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? cookie, Dictionary<string, string>? form = null, string? site = "same-origin", string? origin = null, string language = "en")
    {
        using var request = new HttpRequestMessage(method, path) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (cookie is not null) request.Headers.Add("Cookie", $"__Host-learner={cookie}");
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await _browser.SendAsync(request, Cancel);
    }

    Task<HttpResponseMessage> GetAsync(string path, string? cookie, string language = "en") => SendAsync(HttpMethod.Get, path, cookie, site: "none", language: language);

    static async Task<string> HtmlAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));

    /// <summary>The cookie of a new session.</summary>
    async Task<string> ComeAsync()
    {
        string link = await LearnerScene.LinkAsync(_hub.Address, _school.Secret, _ana);
        using HttpResponseMessage opened = await SendAsync(HttpMethod.Post, "/me/open", null, new() { ["link"] = link });
        Assert.Equal((HttpStatusCode.SeeOther, "/me"), (opened.StatusCode, opened.Headers.Location!.ToString()));
        string cookie = opened.Headers.GetValues("Set-Cookie").Single();
        foreach (string rule in (string[])["secure", "httponly", "samesite=strict", "path=/"]) Assert.Contains(rule, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        return CookieValue().Match(cookie).Groups[1].Value;
    }

    [Fact]
    public async Task Link_LookedAt_IsUsedUpByItsButtonAlone()
    {
        string link = await LearnerScene.LinkAsync(_hub.Address, _school.Secret, _ana);
        for (int look = 0; look < 3; look++)
        {
            using HttpResponseMessage page = await GetAsync($"/me/open/{link}", null, "pt");
            Assert.Equal((HttpStatusCode.OK, "no-store"), (page.StatusCode, page.Headers.CacheControl!.ToString()));
            Assert.Contains("Abrir o seu registo", await HtmlAsync(page), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(HttpMethod.Post, "/me/open", null, new() { ["link"] = link })).StatusCode);
        using HttpResponseMessage gone = await SendAsync(HttpMethod.Post, "/me/open", null, new() { ["link"] = link });
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("This link does not work", await HtmlAsync(gone), StringComparison.Ordinal);
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
        string cookie = await ComeAsync();
        foreach (string path in (string[])["/me/open", "/me/links", "/me/links/withdraw", "/me/requests", "/me/leave"])
            await (await SendAsync(HttpMethod.Post, path, cookie, new() { ["kind"] = "erasure", ["statement"] = "x" }, site, origin)).RefusedAsync(HttpStatusCode.Forbidden, "request.cross-site");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/me", cookie)).StatusCode);
    }

    [Fact]
    public async Task Forms_OfAnOlderBrowser_AreTakenByTheirOrigin()
    {
        string cookie = await ComeAsync();
        using HttpResponseMessage sent = await SendAsync(HttpMethod.Post, "/me/requests", cookie, new() { ["kind"] = "restriction", ["statement"] = "x" }, null, _hub.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
    }

    [Theory]
    [InlineData("en", "Who looked", "Your record opens")]
    [InlineData("pt", "Quem consultou", "O seu registo abre-se")]
    [InlineData("lt", "Kas žiūrėjo", "Jūsų išrašas atveriamas")]
    [InlineData("sl", "Kdo je gledal", "Vaša evidenca se odpre")]
    [InlineData("es", "Quién ha consultado", "Su registro se abre")]
    public async Task Pages_InEachLanguage_AreTheLearnersAlone(string language, string accesses, string needed)
    {
        string cookie = await ComeAsync();
        foreach (string path in (string[])["/me", "/me/accesses", "/me/links", "/me/requests"])
        {
            using HttpResponseMessage page = await GetAsync(path, cookie, language);
            string html = await HtmlAsync(page);
            Assert.Equal((HttpStatusCode.OK, "no-store"), (page.StatusCode, page.Headers.CacheControl!.ToString()));
            Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
            Assert.Contains(accesses, html, StringComparison.Ordinal);
            foreach (string inline in (string[])["<script", "style=", "<style", "onclick"]) Assert.DoesNotContain(inline, html, StringComparison.Ordinal);
            using HttpResponseMessage stranger = await GetAsync(path, null, language);
            Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
            Assert.Contains(needed, await HtmlAsync(stranger), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(path, "lrn_00" + new string('A', 43))).StatusCode);
        }
    }

    [Fact]
    public async Task Cookie_AtTheApi_OpensNothingAndTheTokenNoPage()
    {
        string cookie = await ComeAsync();
        await (await GetAsync("/v1/me", cookie)).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", cookie) } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await _browser.SendAsync(request, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Links_MadeOpenedAndWithdrawn_StandOnThePage()
    {
        string cookie = await ComeAsync();
        using HttpResponseMessage nothing = await SendAsync(HttpMethod.Post, "/me/links", cookie, new() { ["days"] = "7" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        Assert.Contains("Choose one or more achievements.", await HtmlAsync(nothing), StringComparison.Ordinal);
        using HttpResponseMessage made = await SendAsync(HttpMethod.Post, "/me/links", cookie, new() { ["achievement"] = "PT-ESCOLA~A-1", ["part"] = "grades", ["days"] = "30" });
        string html = await HtmlAsync(made), address = SharedAddress().Match(html).Groups[1].Value;
        Assert.Contains("Grades", html, StringComparison.Ordinal);
        Assert.Contains("Soldar", await HtmlAsync(await GetAsync(address, null)), StringComparison.Ordinal);
        html = await HtmlAsync(await GetAsync("/me/links", cookie));
        Assert.DoesNotContain(address, html, StringComparison.Ordinal);
        Assert.Contains("Opened: 1", html, StringComparison.Ordinal);
        using HttpResponseMessage withdrawn = await SendAsync(HttpMethod.Post, "/me/links/withdraw", cookie, new() { ["id"] = ShareId().Match(html).Groups[1].Value });
        Assert.Equal("/me/links", withdrawn.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(address, null)).StatusCode);
        Assert.Contains("Withdrawn on", await HtmlAsync(await GetAsync("/me/links", cookie)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_SentOrNotTaken_StandOnThePage()
    {
        string cookie = await ComeAsync();
        using HttpResponseMessage wrong = await SendAsync(HttpMethod.Post, "/me/requests", cookie, new() { ["kind"] = "rectification", ["statement"] = "The grade <b>is</b> 18." });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        string html = await HtmlAsync(wrong);
        Assert.Contains("Choose the achievement it is about.", html, StringComparison.Ordinal);
        Assert.Contains("The grade <b>is</b> 18.</textarea>", html, StringComparison.Ordinal);
        using HttpResponseMessage sent = await SendAsync(HttpMethod.Post, "/me/requests?lang=sl", cookie, new() { ["kind"] = "rectification", ["achievement"] = "PT-ESCOLA~A-1", ["statement"] = "Ocena je 18." });
        Assert.Equal("/me/requests?lang=sl", sent.Headers.Location!.ToString());
        html = await HtmlAsync(await GetAsync("/me/requests?lang=sl", cookie));
        Assert.Contains("Ocena je 18.", html, StringComparison.Ordinal);
        Assert.Contains("Odprto", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesAndLeaving_OfTheLearner_Work()
    {
        string cookie = await ComeAsync();
        Assert.Equal("text/csv", (await GetAsync("/me?format=csv", cookie)).Content.Headers.ContentType!.MediaType);
        Assert.Equal("application/xml", (await GetAsync("/me?format=elmo", cookie)).Content.Headers.ContentType!.MediaType);
        Assert.Equal(2, (await (await GetAsync("/me/data.json", cookie)).JsonAsync()).GetProperty("achievements").GetArrayLength());
        using HttpResponseMessage left = await SendAsync(HttpMethod.Post, "/me/leave", cookie, []);
        Assert.Contains("expires=Thu, 01 Jan 1970", left.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/me", cookie)).StatusCode);
    }

    [GeneratedRegex("__Host-learner=([^;]+)")]
    private static partial Regex CookieValue();

    [GeneratedRegex("value=\"http[^\"]+(/shared/[A-Za-z0-9_-]+)\"")]
    private static partial Regex SharedAddress();

    [GeneratedRegex("name=\"id\" value=\"([0-9a-f]+)\"")]
    private static partial Regex ShareId();
}
