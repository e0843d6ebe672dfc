using System.Net.Http.Headers;

namespace Hub.Http.Tests.Pages;

/// <summary>Pages as programs see them; what people see of them the browser tests look at.</summary>
public sealed class PageTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    async Task<HttpResponseMessage> GetAsync(string path, string accept = "text/html", string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        return await hub.Anyone.SendAsync(request, Cancel);
    }

    [Theory]
    [InlineData(null, "", "en")]
    [InlineData("sl-SI,sl;q=0.9,en;q=0.5", "", "sl")]
    [InlineData("de,fr;q=0.9,pt-BR;q=0.4", "", "pt")]
    [InlineData("es;q=0.2,lt;q=0.8", "", "lt")]
    [InlineData("lt", "?lang=es", "es")]
    [InlineData("lt", "?lang=xx", "lt")]
    public async Task Language_AskedOrPreferred_IsThatOfThePage(string? preferred, string query, string expected)
    {
        using HttpResponseMessage answer = await GetAsync("/search" + query, language: preferred);
        Assert.Contains($"<html lang=\"{expected}\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Single(answer.Content.Headers.ContentLanguage));
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("/search")]
    [InlineData("/compare")]
    [InlineData("/releases")]
    public async Task Page_AskedForJson_IsJson(string path)
    {
        using HttpResponseMessage byAddress = await GetAsync(path + "?format=json"), byAccept = await GetAsync(path, "application/json");
        Assert.Equal(JsonValueKind.Object, (await byAddress.JsonAsync()).ValueKind);
        Assert.Equal("application/json", byAccept.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Search_EntryOfAProvider_IsFoundShownAndCompared()
    {
        Provider provider = await hub.NewProviderAsync();
        string word = $"w{Guid.NewGuid():N}"[..12];
        await provider.SubmitAsync(provider.Csv($"Testing <b>{word}</b>", "M-1"));
        JsonElement found = await UntilFoundAsync(word);
        Assert.Equal($"{provider.Id}~M-1", found.GetProperty("items")[0].GetProperty("id").GetString());
        using HttpResponseMessage page = await GetAsync($"/entries/{provider.Id}~M-1");
        string html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.Contains($"Testing &lt;b&gt;{word}&lt;/b&gt;", html, StringComparison.Ordinal);
        JsonElement compared = await (await GetAsync($"/compare?id={provider.Id}~M-1&id={provider.Id}~M-9&format=json")).JsonAsync();
        Assert.Equal(1, compared.GetProperty("entries").GetArrayLength());
        Assert.Equal($"{provider.Id}~M-9", compared.GetProperty("missing")[0].GetString());
    }

    [Fact]
    public async Task Search_WhatCanNotBeRead_IsSaidAndLeftOut()
    {
        using HttpResponseMessage answer = await GetAsync("/search?creditsMin=many&format=json");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        JsonElement body = await answer.JsonAsync();
        Assert.Equal("catalogue.filter-invalid", body.GetProperty("problem").GetString());
        Assert.Equal("creditsMin", body.GetProperty("form").GetProperty("wrong")[0].GetString());
    }

    [Theory]
    [InlineData("/entries/XX-NOBODY~1", "entry.not-found")]
    [InlineData("/entries/x", "entry.not-found")]
    [InlineData("/providers/XX-NOBODY", "organisation.not-found")]
    [InlineData("/releases/x", "release.not-found")]
    [InlineData("/releases/..%2F..%2Fx", "release.not-found")]
    public async Task Page_OfNothing_SaysSo(string path, string code)
    {
        using HttpResponseMessage people = await GetAsync(path), programs = await GetAsync(path + "?format=json");
        Assert.Equal(HttpStatusCode.NotFound, people.StatusCode);
        Assert.Equal("text/html", people.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (await programs.JsonAsync()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task UnknownPath_ForPeople_IsAPageAndForProgramsAProblem()
    {
        using HttpResponseMessage people = await GetAsync("/nowhere");
        Assert.Equal("text/html", people.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, people.StatusCode);
        await (await GetAsync("/nowhere", "application/json")).RefusedAsync(HttpStatusCode.NotFound, "request.unknown-path");
    }

    [Fact]
    public async Task Assets_ByTheirHash_AreKeptForAYear()
    {
        string html = await (await GetAsync("/")).Content.ReadAsStringAsync(Cancel);
        string address = html.Split("href=\"").First(part => part.StartsWith("/assets/", StringComparison.Ordinal) && part.Contains("site.css", StringComparison.Ordinal)).Split('"')[0];
        using HttpResponseMessage style = await GetAsync(address, "text/css");
        Assert.Equal(new MediaTypeHeaderValue("text/css", "utf-8"), style.Content.Headers.ContentType);
        Assert.Equal("public, max-age=31536000, immutable", style.Headers.CacheControl?.ToString());
        using HttpResponseMessage old = await GetAsync("/assets/0000/site.css", "text/css");
        Assert.Equal("no-store", old.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/assets/0000/other.css", "text/css")).StatusCode);
    }

    /// <summary>The index follows the feed a moment later.</summary>
    async Task<JsonElement> UntilFoundAsync(string word)
    {
        for (int look = 0; look < 300; look++)
        {
            JsonElement found = await (await GetAsync($"/search?format=json&q={word}")).JsonAsync();
            if (found.GetProperty("count").GetInt32() > 0) return found;
            await Task.Delay(200, Cancel);
        }

        throw new TimeoutException($"{word} is not found within a minute.");
    }
}
