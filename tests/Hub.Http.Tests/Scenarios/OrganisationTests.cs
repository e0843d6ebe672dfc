using System.Net.Http.Headers;

namespace Hub.Http.Tests.Scenarios;

public sealed class OrganisationTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_NewThenChanged_KeepsVersionsApart()
    {
        Provider provider = await hub.NewProviderAsync();
        HttpResponseMessage first = await hub.Anyone.GetAsync($"/v1/organisations/{provider.Id}", Cancel);
        EntityTagHeaderValue seen = first.Headers.ETag!;
        Assert.Equal(1, (await first.JsonAsync()).GetProperty("version").GetInt32());

        HttpResponseMessage changed = await PutAsync(provider.Id, "Another name", r => r.Headers.IfMatch.Add(seen));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(seen, changed.Headers.ETag);
        Assert.Equal("Another name", (await changed.JsonAsync()).GetProperty("record").GetProperty("legalName").GetProperty("en").GetString());

        await (await PutAsync(provider.Id, "A third name", r => r.Headers.IfMatch.Add(seen))).RefusedAsync(HttpStatusCode.PreconditionFailed, "record.version-differs");
        await (await PutAsync(provider.Id, "A fourth name", r => r.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any))).RefusedAsync(HttpStatusCode.PreconditionFailed, "record.version-differs");
        await (await PutAsync(provider.Id, "A fifth name", r => r.Headers.IfMatch.Add(new EntityTagHeaderValue("\"mine\"")))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "request.condition-invalid");
    }

    [Fact]
    public async Task Put_WrongRecords_AreRefusedWithTheirCodes()
    {
        await (await hub.Registrar.PutAsJsonAsync("/v1/organisations/-", new { country = "FI" }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "organisation.id-invalid");
        await (await hub.Registrar.PutAsJsonAsync("/v1/organisations/FI-NAMELESS", new { country = "FI" }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "record.refused");
        await (await hub.Anyone.GetAsync("/v1/organisations/FI-NAMELESS", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "organisation.not-found");
    }

    [Fact]
    public async Task List_SmallPages_ComeToAllOfThem()
    {
        Provider one = await hub.NewProviderAsync(), two = await hub.NewProviderAsync();
        var seen = new HashSet<string>();
        string? next = null;
        do
        {
            JsonElement page = await (await hub.Anyone.GetAsync($"/v1/organisations?limit=1&after={next}", Cancel)).JsonAsync();
            foreach (JsonElement item in page.GetProperty("items").EnumerateArray()) Assert.True(seen.Add(item.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out JsonElement cursor) ? cursor.GetString() : null;
        }
        while (next is not null);
        Assert.Contains(one.Id, seen);
        Assert.Contains(two.Id, seen);
    }

    async Task<HttpResponseMessage> PutAsync(string id, string name, Action<HttpRequestMessage> condition)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/organisations/{id}") { Content = JsonContent.Create(new { legalName = new { en = name }, country = "FI" }) };
        condition(request);
        return await hub.Registrar.SendAsync(request, Cancel);
    }
}
