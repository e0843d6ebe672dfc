using System.Net.Http.Headers;
using System.Xml.Linq;
using Hub.Http.Tests.Hosting;
using Hub.Learners;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Http.Tests.Scenarios;

/// <summary>The credit record of a learner in its forms, and links to it.</summary>
[Trait("Runs", "on one machine only")]
public sealed class CreditRecordTests : IAsyncLifetime
{
    const string Secret = "a-secret-of-the-tests", Mark = "MARKED";

    KestrelHub _hub = null!;
    HttpClient _school = null!;
    string _record = "";

    public async ValueTask InitializeAsync()
    {
        _hub = await KestrelHub.StartAsync(Secret);
        using HttpClient registrar = Client(Secret);
        (await registrar.PutAsJsonAsync("/v1/organisations/PT-ESCOLA", new { legalName = new { pt = "Escola de Soldadura" }, country = "PT" })).EnsureSuccessStatusCode();
        using HttpResponseMessage key = await registrar.PostAsJsonAsync("/v1/keys", new { organisation = "PT-ESCOLA", roles = new[] { "provider" } });
        string secret = (await key.JsonAsync()).GetProperty("secret").GetString()!;
        _school = Client(secret);
        const string csv = "localId,learnerScheme,learnerId,learnerGivenNames,learnerFamilyName,title@pt,awardedOn,creditSystem,creditPoints,grade,kind,status\r\n" +
            "A-1,NIF,MARKED-1,Ana,MARKED Silva,Soldar,2025-06-01,ECTS,6,17,module,\r\nA-2,NIF,MARKED-1,Ana,MARKED Silva,Cortar <b>,2025-07-01,ECTS,2.5,,module,\r\nA-3,NIF,MARKED-1,Ana,MARKED Silva,Pintar,2025-08-01,ECTS,3,,module,revoked\r\n";
        JsonElement done = await new Provider("PT-ESCOLA", secret, _school).SubmitAsync(csv, "kind=achievements");
        Assert.Equal(3, done.GetProperty("totals").GetProperty("accepted").GetInt32());
        LearnerReference? learner = await _hub.Services.GetRequiredService<LearnerRecords>().LearnerOfAsync("PT-ESCOLA~A-1", TestContext.Current.CancellationToken);
        _record = $"/v1/learners/{learner!.Value.Value}/record";
    }

    public async ValueTask DisposeAsync()
    {
        _school.Dispose();
        await _hub.DisposeAsync();
    }

    HttpClient Client(string? secret)
    {
        var client = new HttpClient { BaseAddress = _hub.Address };
        if (secret is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, string? accept = null, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Record_AsJson_IsTheDefault()
    {
        using HttpResponseMessage answer = await GetAsync(_school, _record);
        Assert.Equal((HttpStatusCode.OK, "no-store"), (answer.StatusCode, answer.Headers.CacheControl!.ToString()));
        JsonElement record = (await answer.JsonAsync()).GetProperty("record");
        Assert.Equal(8.5m, record.GetProperty("credits")[0].GetProperty("credits").GetDecimal());
        Assert.Equal(["revoked", "counted", "counted"], record.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("standing").GetString()));
    }

    [Theory]
    [InlineData("?format=csv", null, "text/csv")]
    [InlineData("", "text/csv", "text/csv")]
    [InlineData("?format=elmo", null, "application/xml")]
    [InlineData("", "application/xml", "application/xml")]
    [InlineData("", "text/html", "text/html")]
    [InlineData("?format=json", "text/html", "application/json")]
    public async Task Record_InEachForm_IsGivenOut(string query, string? accept, string mediaType)
    {
        using HttpResponseMessage answer = await GetAsync(_school, _record + query, accept);
        Assert.Equal((HttpStatusCode.OK, mediaType, "no-store"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.ToString()));
        string text = await TextAsync(answer);
        Assert.Contains("Soldar", text, StringComparison.Ordinal);
        if (mediaType == "application/xml") Assert.Equal(2, XDocument.Parse(text).Descendants().Count(e => e.Name.LocalName == "learningOpportunitySpecification"));
    }

    [Theory]
    [InlineData("en", "Credit record")]
    [InlineData("pt", "Registo de créditos")]
    [InlineData("lt", "Kreditų išrašas")]
    [InlineData("sl", "Evidenca kreditnih točk")]
    [InlineData("es", "Registro de créditos")]
    public async Task Page_InEachLanguage_SaysWhichAndHoldsNothingInline(string language, string title)
    {
        using HttpResponseMessage answer = await GetAsync(_school, _record, "text/html", language);
        string html = await TextAsync(answer);
        Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("<span lang=\"pt\" dir=\"auto\">Cortar &lt;b&gt;</span>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        string policy = string.Join(";", answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_WhatCanNotBeGiven_IsRefused()
    {
        Assert.Equal("record.form-unknown", (await (await GetAsync(_school, _record + "?format=pdf")).JsonAsync()).GetProperty("code").GetString());
        Assert.Equal("record.as-of-invalid", (await (await GetAsync(_school, _record + "?as-of=yesterday")).JsonAsync()).GetProperty("code").GetString());
        Assert.Equal("record.award-unknown", (await (await GetAsync(_school, _record + "/progress?towards=PT-ESCOLA~Q")).JsonAsync()).GetProperty("code").GetString());
        Assert.Equal("learner.not-found", (await (await GetAsync(_school, "/v1/learners/me/record")).JsonAsync()).GetProperty("code").GetString());
        Assert.Equal(0, (await (await GetAsync(_school, _record + "/guidance")).JsonAsync()).GetProperty("awards").GetArrayLength());
        Assert.Equal(6m, (await (await GetAsync(_school, _record + "?as-of=2025-06-15")).JsonAsync()).GetProperty("record").GetProperty("credits")[0].GetProperty("credits").GetDecimal());
        using HttpClient anyone = Client(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(anyone, _record)).StatusCode);
    }

    [Fact]
    public async Task Link_FromMakingToWithdrawing_ShowsWhatWasChosen()
    {
        string shares = _record.Replace("/record", "/shares", StringComparison.Ordinal);
        using HttpResponseMessage made = await _school.PostAsJsonAsync(shares, new { achievements = new[] { "PT-ESCOLA~A-1" }, parts = new[] { "grades" }, expiresAt = DateTimeOffset.UtcNow.AddDays(3) }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        JsonElement share = await made.JsonAsync();
        string href = share.GetProperty("href").GetString()!;
        using HttpClient anyone = Client(null);
        using HttpResponseMessage page = await GetAsync(anyone, href, "text/html", "pt");
        string html = await TextAsync(page);
        Assert.Equal((HttpStatusCode.OK, "no-store"), (page.StatusCode, page.Headers.CacheControl!.ToString()));
        Assert.Contains("Soldar", html, StringComparison.Ordinal);
        Assert.Contains("17", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Cortar", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Mark, html, StringComparison.Ordinal);
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());

        JsonElement listed = (await (await GetAsync(_school, shares)).JsonAsync())[0];
        Assert.Equal((share.GetProperty("id").GetString(), 1), (listed.GetProperty("id").GetString(), listed.GetProperty("opened").GetArrayLength()));
        using HttpResponseMessage withdrawn = await _school.DeleteAsync($"{shares}/{share.GetProperty("id").GetString()}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(anyone, href, "application/json")).StatusCode);
        using HttpResponseMessage gone = await GetAsync(anyone, href, "text/html", "lt");
        Assert.Contains("Ši nuoroda neveikia", WebUtility.HtmlDecode(await TextAsync(gone)), StringComparison.Ordinal);
    }
}
