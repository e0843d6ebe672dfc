using System.Net.Http.Headers;

namespace Hub.Http.Tests.Scenarios;

public sealed class CatalogueTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_Published_HasETagAndAnswers304()
    {
        Provider provider = await hub.NewProviderAsync();
        await provider.SubmitAsync(provider.Csv("Welding", "w1"));
        string address = $"/v1/catalogue/{provider.Id}~w1";
        HttpResponseMessage answer = await hub.Anyone.GetAsync(address, Cancel);
        JsonElement entry = await answer.JsonAsync();
        Assert.Equal($"{provider.Id}~w1", entry.GetProperty("id").GetString());
        Assert.Equal(1, entry.GetProperty("version").GetInt32());
        Assert.Equal("Welding", entry.GetProperty("title").GetProperty("en").GetString());
        Assert.Matches("^\"v1-[A-Za-z0-9_-]{12}\"$", answer.Headers.ETag!.Tag);

        foreach (string tag in new[] { answer.Headers.ETag.Tag, $"\"other\", {answer.Headers.ETag.Tag}", $"W/{answer.Headers.ETag.Tag}", "*" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            HttpResponseMessage unchanged = await hub.Anyone.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
            Assert.Empty(await unchanged.Content.ReadAsByteArrayAsync(Cancel));
        }

        using var changed = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { new EntityTagHeaderValue("\"v0-x\"") } } };
        Assert.Equal(HttpStatusCode.OK, (await hub.Anyone.SendAsync(changed, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("CNQ/481/2.1")]
    [InlineData("with space")]
    [InlineData("a~b")]
    [InlineData("100%")]
    [InlineData("Maalaus-äö")]
    [InlineData("a+b&c=d")]
    public async Task Read_LocalIdWithOddCharacters_IsFoundByEncodedPath(string localId)
    {
        Provider provider = await hub.NewProviderAsync();
        JsonElement ended = await provider.SubmitAsync(provider.Csv("Odd", localId));
        Assert.Equal(1, ended.GetProperty("totals").GetProperty("accepted").GetInt32());
        string address = $"/v1/catalogue/{Uri.EscapeDataString($"{provider.Id}~{localId}")}";
        HttpResponseMessage answer = await hub.Anyone.GetAsync(address, Cancel);
        Assert.Equal($"{provider.Id}~{localId}", (await answer.JsonAsync()).GetProperty("id").GetString());
        JsonElement versions = await (await hub.Anyone.GetAsync($"{address}/versions", Cancel)).JsonAsync();
        string one = Assert.Single(versions.GetProperty("items").EnumerateArray()).GetProperty("href").GetString()!;
        Assert.Equal($"{provider.Id}~{localId}", (await (await hub.Anyone.GetAsync(one, Cancel)).JsonAsync()).GetProperty("id").GetString());
    }

    [Fact]
    [Trait("Runs", "on one machine only")]      // the Functions host decodes a path and encodes it again, Decision 0008
    public Task Read_LocalIdThatLooksEncoded_IsFoundByEncodedPath() => Read_LocalIdWithOddCharacters_IsFoundByEncodedPath("50%2F50");

    [Fact]
    public async Task Read_Missing_IsProblem()
    {
        await (await hub.Anyone.GetAsync("/v1/catalogue/FI-NOBODY~nothing", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
        await (await hub.Anyone.GetAsync("/v1/catalogue/nonsense", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
    }

    [Fact]
    public async Task Versions_AfterAChange_ShowBoth()
    {
        Provider provider = await hub.NewProviderAsync();
        await provider.SubmitAsync(provider.Csv("First", "v"));
        await provider.SubmitAsync(provider.Csv("Second", "v"));
        string address = $"/v1/catalogue/{provider.Id}~v";
        JsonElement versions = (await (await hub.Anyone.GetAsync($"{address}/versions", Cancel)).JsonAsync()).GetProperty("items");
        Assert.Equal([1, 2], versions.EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
        Assert.Equal([false, true], versions.EnumerateArray().Select(v => v.GetProperty("current").GetBoolean()));
        Assert.Equal("First", await TitleAsync($"{address}/versions/1"));
        Assert.Equal("Second", await TitleAsync($"{address}/versions/2"));
        Assert.Equal("Second", await TitleAsync(address));
        await (await hub.Anyone.GetAsync($"{address}/versions/3", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
        await (await hub.Anyone.GetAsync($"{address}/versions/first", Cancel)).RefusedAsync(HttpStatusCode.BadRequest, "request.invalid");

        JsonElement page = await (await hub.Anyone.GetAsync($"{address}/versions?limit=1", Cancel)).JsonAsync();
        JsonElement rest = await (await hub.Anyone.GetAsync($"{address}/versions?limit=1&after={page.GetProperty("next").GetString()}", Cancel)).JsonAsync();
        Assert.Equal(2, Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("version").GetInt32());
        Assert.False(rest.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task Read_Withdrawn_IsGoneWithItsVersions()
    {
        Provider provider = await hub.NewProviderAsync();
        await provider.SubmitAsync(provider.Csv("Soon gone", "gone"));
        await provider.SubmitAsync(provider.Csv("Soon gone", "gone").Replace("published", "withdrawn", StringComparison.Ordinal));
        string address = $"/v1/catalogue/{provider.Id}~gone";
        foreach (string path in new[] { address, $"{address}/versions", $"{address}/versions/1" })
            await (await hub.Anyone.GetAsync(path, Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
    }

    [Fact]
    public async Task List_SmallPages_ComeToAllEntries()
    {
        Provider provider = await hub.NewProviderAsync();
        string[] ids = [.. Enumerable.Range(0, 12).Select(i => $"l{i}")];
        await provider.SubmitAsync(provider.Csv("Listed", ids));
        var seen = new HashSet<string>();
        string? next = null;
        do
        {
            JsonElement page = await (await hub.Anyone.GetAsync($"/v1/catalogue?limit=5&after={next}", Cancel)).JsonAsync();
            foreach (JsonElement item in page.GetProperty("items").EnumerateArray()) Assert.True(seen.Add(item.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out JsonElement cursor) ? cursor.GetString() : null;
        }
        while (next is not null);
        Assert.Superset(ids.Select(id => $"{provider.Id}~{id}").ToHashSet(), seen);
    }

    [Theory]
    [InlineData("after=nonsense")]
    [InlineData("after=MDAh")]              // 00!: the rows of the storage scheme
    [InlineData("after=MDAhb3V0fg")]        // 00!out~
    public async Task List_ForgedCursor_IsRefused(string query) =>
        await (await hub.Anyone.GetAsync($"/v1/catalogue?{query}", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "page.cursor-invalid");

    [Theory]
    [InlineData("limit=1001", HttpStatusCode.UnprocessableEntity, "page.limit-invalid")]
    [InlineData("limit=many", HttpStatusCode.BadRequest, "request.invalid")]
    public async Task List_WrongLimit_IsRefused(string query, HttpStatusCode status, string code) =>
        await (await hub.Anyone.GetAsync($"/v1/catalogue?{query}", Cancel)).RefusedAsync(status, code);

    [Fact]
    public async Task Changes_AfterASubmission_AreNumberedAndPaged()
    {
        Provider provider = await hub.NewProviderAsync();
        long after = await EndOfFeedAsync();
        await provider.SubmitAsync(provider.Csv("Changing", "c1", "c2", "c3"));
        string[] expected = [.. new[] { "c1", "c2", "c3" }.Select(id => $"{provider.Id}~{id}")];
        var found = new List<JsonElement>();
        for (int look = 0; look < 300 && found.Count < 3; look++)
        {
            JsonElement page = await (await hub.Anyone.GetAsync($"/v1/changes?after={after}&limit=2", Cancel)).JsonAsync();
            JsonElement items = page.GetProperty("items");
            long before = after;
            after = page.GetProperty("next").GetInt64();
            Assert.True(items.GetArrayLength() <= 2);
            foreach (JsonElement change in items.EnumerateArray())
            {
                Assert.True(change.GetProperty("sequence").GetInt64() > before);
                if (expected.Contains(change.GetProperty("id").GetString())) found.Add(change);
            }

            if (items.GetArrayLength() == 0) await Task.Delay(100, Cancel);
        }

        Assert.Equal(expected, found.Select(c => c.GetProperty("id").GetString()).Order());
        Assert.All(found, c => Assert.Equal("upsert", c.GetProperty("operation").GetString()));
        await (await hub.Anyone.GetAsync("/v1/changes?after=-1", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "page.cursor-invalid");
    }

    async Task<long> EndOfFeedAsync()
    {
        for (long after = 0; ;)
        {
            JsonElement page = await (await hub.Anyone.GetAsync($"/v1/changes?after={after}&limit=1000", Cancel)).JsonAsync();
            after = page.GetProperty("next").GetInt64();
            if (page.GetProperty("items").GetArrayLength() == 0) return after;
        }
    }

    async Task<string?> TitleAsync(string address) =>
        (await (await hub.Anyone.GetAsync(address, Cancel)).JsonAsync()).GetProperty("title").GetProperty("en").GetString();
}
