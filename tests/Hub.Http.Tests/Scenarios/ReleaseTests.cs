using System.Net.Http.Headers;
using System.Security.Cryptography;
using Hub.Releases;
using Hub.Submissions;

namespace Hub.Http.Tests.Scenarios;

public sealed class ReleaseTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cut_AfterASubmission_CanBeDownloadedAndVerified()
    {
        Provider provider = await hub.NewProviderAsync();
        await provider.SubmitAsync(provider.Csv("Released", "r1", "r2"));
        HttpResponseMessage cut = await hub.Registrar.PostAsync("/v1/releases?wait=true", null, Cancel);
        Assert.Equal(HttpStatusCode.Created, cut.StatusCode);
        string release = (await cut.JsonAsync()).GetProperty("id").GetString()!;
        Assert.Equal($"/open/catalogue/{release}/manifest.json", cut.Headers.Location!.ToString());

        Jwks keys = (await hub.Anyone.GetFromJsonAsync<Jwks>("/.well-known/jwks.json", HubJson.Options, Cancel))!;
        VerifyReleaseResult verified = await new VerifyReleaseHandler(new Downloads(hub.Anyone), [.. keys.ToKeys()]).HandleAsync(release, Cancel);
        Assert.True(verified.Ok, verified.Problem?.ToString());
        Assert.True(verified.Entries >= 2);

        JsonElement list = await (await hub.Anyone.GetAsync("/v1/releases?limit=1000", Cancel)).JsonAsync();
        Assert.Contains(list.GetProperty("items").EnumerateArray(), r => r.GetProperty("id").GetString() == release);
        string html = await hub.Anyone.GetStringAsync("/", Cancel);
        Assert.Contains("entries.ndjson.gz", html, StringComparison.Ordinal);
        await CheckDownloadAsync($"/open/catalogue/{release}/entries.ndjson.gz", await FileAsync(release, "entries.ndjson.gz"));
    }

    [Fact]
    [Trait("Runs", "on one machine only")]
    public async Task Cut_WhileAWholeFileIsApplied_SaysWhenToTryAgain()
    {
        await using KestrelHub busy = await KestrelHub.StartAsync("secret", new() { ["Hub:ReleaseWait"] = "00:00:00" });
        using var http = new HttpClient { BaseAddress = busy.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "secret") } };
        var whole = (WholeApplies)busy.Services.GetService(typeof(WholeApplies))!;
        var applied = new SubmissionId(OrganisationId.Parse("FI-X"), 1);
        await whole.EnterAsync(applied, Cancel);
        HttpResponseMessage refused = await http.PostAsync("/v1/releases?wait=true", null, Cancel);
        await refused.RefusedAsync(HttpStatusCode.ServiceUnavailable, "release.busy");
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter?.Delta);

        await whole.LeaveAsync(applied, Cancel);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync("/v1/releases?wait=true", null, Cancel)).StatusCode);
    }

    async Task<JsonElement> FileAsync(string release, string name)
    {
        JsonElement manifest = await (await hub.Anyone.GetAsync($"/open/catalogue/{release}/manifest.json", Cancel)).JsonAsync();
        return manifest.GetProperty("files").EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);
    }

    async Task CheckDownloadAsync(string address, JsonElement file)
    {
        HttpResponseMessage whole = await hub.Anyone.GetAsync(address, Cancel);
        byte[] bytes = await whole.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal("application/gzip", whole.Content.Headers.ContentType?.MediaType);
        Assert.Empty(whole.Content.Headers.ContentEncoding);
        Assert.Contains("immutable", whole.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        await RangeAsync(address, new RangeHeaderValue(10, 19), bytes[10..20], $"bytes 10-19/{bytes.Length}");
        await RangeAsync(address, new RangeHeaderValue(null, 5), bytes[^5..], $"bytes {bytes.Length - 5}-{bytes.Length - 1}/{bytes.Length}");
        await RangeAsync(address, new RangeHeaderValue(bytes.Length - 3, null), bytes[^3..], $"bytes {bytes.Length - 3}-{bytes.Length - 1}/{bytes.Length}");
        using var beyond = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(bytes.Length, null) } };
        HttpResponseMessage unsatisfiable = await hub.Anyone.SendAsync(beyond, Cancel);
        Assert.Equal($"bytes */{bytes.Length}", unsatisfiable.Content.Headers.ContentRange?.ToString());
        await unsatisfiable.RefusedAsync(HttpStatusCode.RequestedRangeNotSatisfiable, "file.range-invalid");

        using var known = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await hub.Anyone.SendAsync(known, Cancel)).StatusCode);
        using var changed = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(0, 1), IfRange = new RangeConditionHeaderValue("\"another\"") } };
        Assert.Equal(HttpStatusCode.OK, (await hub.Anyone.SendAsync(changed, Cancel)).StatusCode);
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        HttpResponseMessage headers = await hub.Anyone.SendAsync(head, Cancel);
        Assert.Equal(bytes.Length, headers.Content.Headers.ContentLength);
    }

    async Task RangeAsync(string address, RangeHeaderValue range, byte[] expected, string contentRange)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = range } };
        HttpResponseMessage part = await hub.Anyone.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(contentRange, part.Content.Headers.ContentRange?.ToString());
        Assert.Equal(expected, await part.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Cut_Queued_BecomesTheNewest()
    {
        Provider provider = await hub.NewProviderAsync();
        await provider.SubmitAsync(provider.Csv("Queued", "q1"));
        HttpResponseMessage cut = await hub.Registrar.PostAsync("/v1/releases", null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, cut.StatusCode);
        Assert.Equal("/v1/releases", cut.Headers.Location!.ToString());
        JsonElement answer = await cut.JsonAsync();
        string? before = answer.TryGetProperty("newest", out JsonElement newest) ? newest.GetProperty("id").GetString() : null;
        for (int look = 0; look < 300; look++)
        {
            HttpResponseMessage latest = await hub.Anyone.GetAsync("/open/catalogue/latest.json", Cancel);
            Assert.True(latest.StatusCode == HttpStatusCode.NotFound || latest.Headers.CacheControl!.MaxAge <= TimeSpan.FromMinutes(1));
            if (latest.IsSuccessStatusCode && (await latest.JsonAsync()).GetProperty("release").GetString() != before) return;
            await Task.Delay(200, Cancel);
        }

        Assert.Fail("No new release came within a minute.");
    }

    [Theory]
    [InlineData("/open/")]
    [InlineData("/open/nothing.json")]
    [InlineData("/open/..%2Fuploads")]
    [InlineData("/open/catalogue/%2e%2e/%2e%2e/uploads/x")]
    [InlineData("/open/catalogue//latest.json")]
    [InlineData("/uploads/x")]
    public async Task Download_AnythingElse_IsNotFound(string path)
    {
        HttpResponseMessage answer = await hub.Anyone.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>A release as anyone sees it.</summary>
    sealed class Downloads(HttpClient http) : IReleaseSource
    {
        public async Task<Stream?> OpenAsync(string release, string file, CancellationToken cancel)
        {
            HttpResponseMessage answer = await http.GetAsync($"/open/catalogue/{release}/{file}", cancel);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStreamAsync(cancel) : null;
        }
    }
}
