using System.Net.Http.Headers;

namespace Hub.Http.Tests.Scenarios;

/// <summary>Files below /open/ that are no longer published, those that always are the newest, and following changes.</summary>
[Trait("Runs", "on one machine only")]
public sealed class TakeDownTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<(KestrelHub Hub, HttpClient Http)> StartAsync()
    {
        KestrelHub hub = await KestrelHub.StartAsync("secret");
        var http = new HttpClient { BaseAddress = hub.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "secret") } };
        await PutAsync(http, "/v1/organisations/FI-X", """{"legalName":{"en":"X"},"country":"FI","roles":["provider"]}""");
        return (hub, http);
    }

    static async Task PutAsync(HttpClient http, string address, string json, string? match = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        if (match is not null) request.Headers.TryAddWithoutValidation(match[0] == '*' ? "If-None-Match" : "If-Match", match);
        HttpResponseMessage answer = await http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    static Task PutEntryAsync(HttpClient http, string localId) => PutAsync(http, $"/v1/catalogue/FI-X~{localId}", $$"""
        {"kind":"unit","title":{"en":"{{localId}}"},"learningOutcomes":{"en":["Does"]},"iscedF":["0715"],"languages":["en"],"workloadHours":50,"hoursKind":"notional","status":"published"}
        """, "*");

    static async Task<string> CutAsync(HttpClient http)
    {
        HttpResponseMessage cut = await http.PostAsync("/v1/releases?wait=true", null, Cancel);
        Assert.True(cut.IsSuccessStatusCode, await cut.Content.ReadAsStringAsync(Cancel));
        return (await cut.JsonAsync()).GetProperty("id").GetString()!;
    }

    [Fact]
    public async Task TakeDown_PublishedEntry_IsGoneEverywhereAndSaysWhy()
    {
        (KestrelHub hub, HttpClient http) = await StartAsync();
        await using KestrelHub _ = hub;
        using HttpClient __ = http;
        await PutEntryAsync(http, "bad");
        await PutEntryAsync(http, "good");
        string release = await CutAsync(http);
        HttpResponseMessage taken = await http.PostAsJsonAsync("/v1/takedowns", new { id = "FI-X~bad", reason = "A court forbade it", basis = "Order 7" }, Cancel);
        Assert.Equal("done", (await taken.JsonAsync()).GetProperty("state").GetString());

        foreach (string path in (string[])["/v1/catalogue/FI-X~bad", "/v1/catalogue/FI-X~bad/versions", "/v1/catalogue/FI-X~bad/versions/1"])
        {
            HttpResponseMessage gone = await http.GetAsync(path, Cancel);
            Assert.Contains("Order 7", (await gone.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
            await gone.RefusedAsync(HttpStatusCode.Gone, "entry.taken-down");
        }

        HttpResponseMessage file = await http.GetAsync($"/open/catalogue/{release}/entries.ndjson.gz", Cancel);
        Assert.Contains("latest", file.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        await file.RefusedAsync(HttpStatusCode.Gone, "file.taken-down");
        await (await http.GetAsync($"/open/catalogue/{release}/entries.ndjson", Cancel)).RefusedAsync(HttpStatusCode.Gone, "file.taken-down");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"/open/catalogue/{release}/manifest.jws", Cancel)).StatusCode);

        string newest = await CutAsync(http);
        Assert.NotEqual(release, newest);
        string lines = await http.GetStringAsync("/open/catalogue/latest/entries.ndjson", Cancel);
        Assert.Contains("FI-X~good", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("FI-X~bad", lines, StringComparison.Ordinal);
        Assert.Single((await (await http.GetAsync("/v1/takedowns", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());

        Assert.Equal("lifted", (await (await http.DeleteAsync("/v1/takedowns/catalogue/FI-X~bad", Cancel)).JsonAsync()).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/catalogue/FI-X~bad", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Newest_AtItsAddresses_IsOfTheNewestRelease()
    {
        (KestrelHub hub, HttpClient http) = await StartAsync();
        await using KestrelHub _ = hub;
        using HttpClient __ = http;
        await (await http.GetAsync("/open/catalogue/latest/loq.xml.gz", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "file.not-found");
        await PutEntryAsync(http, "one");
        await CutAsync(http);
        await PutEntryAsync(http, "two");
        string release = await CutAsync(http);
        foreach (string path in (string[])["/open/loq/FI.xml.gz", "/open/catalogue/latest/loq.xml.gz"])
        {
            HttpResponseMessage loq = await http.GetAsync(path, Cancel);
            Assert.Equal($"/open/catalogue/{release}/loq.xml.gz", loq.Content.Headers.ContentLocation?.ToString());
            Assert.True(loq.Headers.CacheControl!.MaxAge <= TimeSpan.FromMinutes(1));
            Assert.Equal(await http.GetByteArrayAsync($"/open/catalogue/{release}/loq.xml.gz", Cancel), await loq.Content.ReadAsByteArrayAsync(Cancel));
        }

        await (await http.GetAsync("/open/loq/SE.xml.gz", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "file.not-found");
        Assert.Equal(release, (await (await http.GetAsync("/open/catalogue/latest", Cancel)).JsonAsync()).GetProperty("release").GetString());
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/open/catalogue/latest") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/ld+json") } } };
        Assert.Equal("application/ld+json", (await http.SendAsync(asked, Cancel)).Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Download_Conditions_AreHeeded()
    {
        (KestrelHub hub, HttpClient http) = await StartAsync();
        await using KestrelHub _ = hub;
        using HttpClient __ = http;
        await PutEntryAsync(http, "one");
        string packed = $"/open/catalogue/{await CutAsync(http)}/search.json.gz", plain = packed[..^3];
        HttpResponseMessage file = await http.GetAsync(packed, Cancel);
        DateTimeOffset modified = file.Content.Headers.LastModified!.Value;
        Assert.False(file.Headers.ETag!.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(http, packed, r => r.Headers.IfModifiedSince = modified));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, packed, r => r.Headers.IfModifiedSince = modified.AddSeconds(-1)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, packed, r => (r.Headers.IfModifiedSince = modified, r.Headers.IfNoneMatch.TryParseAdd("\"x\""))));
        Assert.Equal(HttpStatusCode.PartialContent, await StatusAsync(http, packed, r => (r.Headers.Range = new RangeHeaderValue(0, 1), r.Headers.IfRange = new RangeConditionHeaderValue(modified))));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, packed, r => (r.Headers.Range = new RangeHeaderValue(0, 1), r.Headers.IfRange = new RangeConditionHeaderValue(modified.AddSeconds(-1)))));

        HttpResponseMessage content = await http.GetAsync(plain, Cancel);
        Assert.Equal(("application/json", 0), (content.Content.Headers.ContentType?.MediaType, content.Content.Headers.ContentEncoding.Count));
        Assert.StartsWith("{\"format\":\"hub-search/1\"", await content.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var coded = new HttpRequestMessage(HttpMethod.Get, plain) { Headers = { AcceptEncoding = { new StringWithQualityHeaderValue("gzip") } } };
        HttpResponseMessage gzip = await http.SendAsync(coded, Cancel);
        Assert.Equal("gzip", gzip.Content.Headers.ContentEncoding.Single());
        Assert.Equal(await file.Content.ReadAsByteArrayAsync(Cancel), await gzip.Content.ReadAsByteArrayAsync(Cancel));
        Assert.NotEqual(content.Headers.ETag, gzip.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(http, plain, r => r.Headers.IfNoneMatch.TryParseAdd(content.Headers.ETag!.ToString())));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, plain, r => r.Method = HttpMethod.Head));
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient http, string address, Func<HttpRequestMessage, object?> condition)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        condition(request);
        return (await http.SendAsync(request, Cancel)).StatusCode;
    }

    [Fact]
    public async Task Changes_WithWait_AnswerWhenSomethingComes()
    {
        (KestrelHub hub, HttpClient http) = await StartAsync();
        await using KestrelHub _ = hub;
        using HttpClient __ = http;
        await PutEntryAsync(http, "one");
        long next = 0;
        for (int looks = 0; looks < 300 && next < 2; looks++) next = (await (await http.GetAsync($"/v1/changes?after={next}&wait=1", Cancel)).JsonAsync()).GetProperty("next").GetInt64();
        Assert.Equal(2, next);
        Task<HttpResponseMessage> waiting = http.GetAsync($"/v1/changes?after={next}&wait=60", Cancel);
        Assert.Empty((await (await http.GetAsync($"/v1/changes?after={next}", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.False(waiting.IsCompleted);
        await PutEntryAsync(http, "two");
        Assert.Equal("FI-X~two", (await (await waiting).JsonAsync()).GetProperty("items")[0].GetProperty("id").GetString());
        await (await http.GetAsync("/v1/changes?wait=61", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "changes.wait-invalid");
    }
}
