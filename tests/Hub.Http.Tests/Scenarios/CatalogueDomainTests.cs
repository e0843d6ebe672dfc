using System.Net.Http.Headers;
using Hub.Client;

namespace Hub.Http.Tests.Scenarios;

/// <summary>Outcomes, versions, structure and filters as a client of the API sees them.</summary>
public sealed class CatalogueDomainTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    const string Skill = "http://data.europa.eu/esco/skill/5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11";

    static async Task PutAsync(Provider provider, string localId, Action<Dictionary<string, object>> change)
    {
        Dictionary<string, object> entry = provider.Entry(null, $"Entry {localId}");
        change(entry);
        using HttpResponseMessage put = await provider.Http.PutAsJsonAsync($"/v1/catalogue/{provider.Id}~{localId}", entry, Cancel);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Cancel));
    }

    async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage answer = await hub.Anyone.GetAsync(path, Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Cancel)}");
        return await answer.JsonAsync();
    }

    /// <summary>Asks until the index has followed, for some seconds.</summary>
    async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isThere)
    {
        for (int look = 0; look < 200; look++)
        {
            JsonElement now = await GetAsync(path);
            if (isThere(now)) return now;
            await Task.Delay(50, Cancel);
        }

        throw new TimeoutException(path);
    }

    [Fact]
    public async Task Outcomes_WithTypesAndSkills_AreReadOneByOne()
    {
        Provider provider = await hub.NewProviderAsync();
        await PutAsync(provider, "O", entry =>
        {
            entry["learningOutcomes"] = new Dictionary<string, string[]> { ["en"] = ["Can weld", "Knows metals"], ["fi"] = ["Osaa hitsata", "Tuntee metallit"] };
            entry["learningOutcomeTypes"] = new[] { "skill", null };
            entry["learningOutcomeSkills"] = new[] { null, Skill };
            entry["escoSkills"] = new[] { Skill };
        });
        JsonElement stored = await GetAsync($"/v1/catalogue/{provider.Id}~O");
        Assert.Equal("""["skill",null]""", stored.GetProperty("learningOutcomeTypes").GetRawText());
        JsonElement view = await GetAsync($"/v1/catalogue/{provider.Id}~O/outcomes");
        JsonElement[] outcomes = [.. view.GetProperty("learningOutcomes").EnumerateArray()];
        Assert.Equal(("Can weld", "Osaa hitsata"), (outcomes[0].GetProperty("text").GetProperty("en").GetString(), outcomes[0].GetProperty("text").GetProperty("fi").GetString()));
        Assert.Equal("http://data.europa.eu/snb/skill-type/skill", outcomes[0].GetProperty("typeUri").GetString());
        Assert.False(outcomes[1].TryGetProperty("type", out _));
        Assert.Equal(Skill, outcomes[1].GetProperty("skill").GetProperty("uri").GetString());
        Assert.Equal(Skill, Assert.Single(view.GetProperty("skills").EnumerateArray()).GetProperty("uri").GetString());
        await (await hub.Anyone.GetAsync($"/v1/catalogue/{provider.Id}~none/outcomes", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
    }

    [Fact]
    public async Task Changes_BetweenVersions_AreJsonPatch()
    {
        Provider provider = await hub.NewProviderAsync();
        await PutAsync(provider, "V", _ => { });
        await PutAsync(provider, "V", entry => entry["title"] = new { en = "Entry V", fi = "Uusi" });
        string address = $"/v1/catalogue/{provider.Id}~V/versions";
        JsonElement versions = await UntilAsync(address, v => v.GetProperty("items").EnumerateArray().All(i => i.TryGetProperty("sequence", out _)));
        JsonElement second = versions.GetProperty("items")[1];
        Assert.Equal($"{address}/2/changes", second.GetProperty("changes").GetString());
        Assert.True(second.GetProperty("at").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(-10));
        Assert.StartsWith(provider.Id, second.GetProperty("submission").GetString(), StringComparison.Ordinal);

        using HttpResponseMessage answer = await hub.Anyone.GetAsync($"{address}/2/changes?since=1", Cancel);
        Assert.Equal("application/json-patch+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("""[{"op":"replace","path":"/version","value":2},{"op":"add","path":"/title/fi","value":"Uusi"}]""", await answer.Content.ReadAsStringAsync(Cancel));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{address}/2/changes?since=1") { Headers = { IfNoneMatch = { new EntityTagHeaderValue(answer.Headers.ETag!.Tag) } } };
        Assert.Equal(HttpStatusCode.NotModified, (await hub.Anyone.SendAsync(again, Cancel)).StatusCode);
        foreach (string none in (string[])["/3/changes", "/2/changes?since=7", "/2/changes?since=-1"])
            await (await hub.Anyone.GetAsync(address + none, Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
    }

    [Fact]
    public async Task Structure_PartsOfAWhole_ComeUpAndDown()
    {
        Provider provider = await hub.NewProviderAsync();
        await PutAsync(provider, "Q", _ => { });
        foreach (string part in (string[])["P1", "P2"])
            await PutAsync(provider, part, entry => (entry["partOf"], entry["relativeWeight"]) = (new[] { "Q" }, 60));
        await PutAsync(provider, "D", entry => entry["derivedFrom"] = new[] { $"{provider.Id}~Q" });
        string address = $"/v1/catalogue/{provider.Id}~Q";
        JsonElement structure = await UntilAsync($"{address}/structure", s => s.GetProperty("parts").GetArrayLength() == 2 && s.GetProperty("derived").GetArrayLength() == 1);
        Assert.Equal(120, structure.GetProperty("totals").GetProperty("relativeWeight").GetInt32());
        Assert.Equal("structure.weights-exceed-whole", Assert.Single(structure.GetProperty("problems").EnumerateArray()).GetProperty("code").GetString());
        JsonElement parts = await GetAsync($"{address}/parts?limit=1");
        JsonElement rest = await GetAsync($"{address}/parts?limit=1&after={parts.GetProperty("next").GetString()}");
        Assert.NotEqual(parts.GetProperty("items")[0].GetProperty("id").GetString(), rest.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal($"{provider.Id}~D", (await GetAsync($"{address}/derived")).GetProperty("items")[0].GetProperty("id").GetString());
        JsonElement below = await GetAsync($"/v1/catalogue/{provider.Id}~P1/structure");
        Assert.Equal($"{provider.Id}~Q", below.GetProperty("stacksInto")[0].GetProperty("entry").GetProperty("id").GetString());
        foreach (string path in (string[])["structure", "parts", "derived"])
            await (await hub.Anyone.GetAsync($"/v1/catalogue/{provider.Id}~none/{path}", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
    }

    [Fact]
    public async Task List_Filters_ComeFromAddressAndClient()
    {
        Provider provider = await hub.NewProviderAsync();
        for (int i = 0; i < 5; i++) await PutAsync(provider, $"F{i}", entry => (entry["title"], entry["iscedF"]) = (new { en = i < 3 ? $"Zither building {i}" : "Bread" }, new[] { i == 0 ? "0215" : "0721" }));
        string address = $"/v1/catalogue?provider={provider.Id}";
        Assert.Equal(5, (await GetAsync(address)).GetProperty("items").GetArrayLength());
        Assert.Equal(3, (await GetAsync($"{address}&q=zith")).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await GetAsync($"{address}&field=02")).GetProperty("items").GetArrayLength());
        Assert.Equal(4, (await GetAsync($"{address}&field=07&kind=micro-credential&mode=online,blended&eqfLevel=5")).GetProperty("items").GetArrayLength());
        JsonElement page = await GetAsync($"{address}&limit=2");
        Assert.Equal(2, page.GetProperty("items").GetArrayLength());
        Assert.Equal(3, (await GetAsync($"{address}&after={page.GetProperty("next").GetString()}")).GetProperty("items").GetArrayLength());

        using var client = new HubClient(hub.Address, null);
        List<JsonElement> found = await client.Catalogue.ListAsync(new HubCatalogueFilter { Provider = provider.Id, Title = "Zither", Fields = ["07"], EqfLevels = [5] }, Cancel).ToListAsync(Cancel);
        Assert.Equal(2, found.Count);
        HubException refused = await Assert.ThrowsAsync<HubException>(() => client.Catalogue.ListAsync(new HubCatalogueFilter { Kinds = ["course"] }, Cancel).ToListAsync(Cancel).AsTask());
        Assert.Equal("catalogue.filter-invalid", refused.Code);
    }

    [Fact]
    public async Task List_UnknownNamesAndValues_AreRefusedWithThoseThatAre()
    {
        await (await hub.Anyone.GetAsync("/v1/catalogue?kind=course", Cancel)).RefusedAsync(HttpStatusCode.BadRequest, "catalogue.filter-invalid");
        using HttpResponseMessage misspelt = await hub.Anyone.GetAsync("/v1/catalogue?knd=unit", Cancel);
        await misspelt.RefusedAsync(HttpStatusCode.BadRequest, "catalogue.filter-unknown");
        Assert.Contains("awardingBody", (await misspelt.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        await (await hub.Anyone.GetAsync("/v1/catalogue?kind=unit&after=nonsense!", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "page.cursor-invalid");
    }

    [Fact]
    public async Task Description_EveryFilter_HasWordsAndAnExample()
    {
        JsonElement api = await GetAsync("/openapi/v1.json");
        JsonElement[] parameters = [.. api.GetProperty("paths").GetProperty("/v1/catalogue").GetProperty("get").GetProperty("parameters").EnumerateArray()];
        Assert.Equal(18, parameters.Length);
        foreach (JsonElement parameter in parameters.Where(p => p.GetProperty("name").GetString() is not ("after" or "limit")))
        {
            Assert.NotEmpty(parameter.GetProperty("description").GetString()!);
            Assert.True(parameter.TryGetProperty("example", out _), parameter.GetProperty("name").GetString());
        }

        JsonElement changes = api.GetProperty("paths").GetProperty("/v1/catalogue/{id}/versions/{version}/changes").GetProperty("get");
        Assert.True(changes.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("application/json-patch+json", out _));
    }

    [Fact]
    public async Task Esco_NothingLoaded_SaysSo()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("HUB_URL") is not null, "The hub under test may have loaded ESCO.");
        await (await hub.Anyone.GetAsync("/v1/esco", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "esco.not-loaded");
        await (await hub.Anyone.GetAsync("/v1/esco/skills/x", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "esco.not-loaded");
    }
}
