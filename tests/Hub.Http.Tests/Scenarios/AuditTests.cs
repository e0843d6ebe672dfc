using System.Security.Cryptography;

namespace Hub.Http.Tests.Scenarios;

public sealed class AuditTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    async Task<(Provider Provider, HttpClient Auditor)> SceneAsync()
    {
        Provider provider = await hub.NewProviderAsync();
        using HttpResponseMessage added = await hub.Registrar.PostAsJsonAsync("/v1/keys", new { organisation = provider.Id, roles = new[] { "auditor" } }, Cancel);
        return (provider, hub.Client((await added.JsonAsync()).GetProperty("secret").GetString()));
    }

    /// <summary>Entries come a moment after the act.</summary>
    static async Task<JsonElement[]> EntriesAsync(HttpClient auditor, int count, string query = "")
    {
        for (int look = 0; look < 300; look++)
        {
            JsonElement page = await (await auditor.GetAsync($"/v1/audit{query}", Cancel)).JsonAsync();
            if (page.GetProperty("items").GetArrayLength() >= count) return [.. page.GetProperty("items").EnumerateArray()];
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException($"There were no {count} entries within half a minute.");
    }

    [Fact]
    public async Task Acts_OfAProvider_StandInItsLogAndCanBeHashedAgain()
    {
        (Provider provider, HttpClient auditor) = await SceneAsync();
        using HttpResponseMessage put = await provider.Http.PutAsJsonAsync($"/v1/catalogue/{provider.Id}~A", provider.Entry("A", "Testing"), Cancel);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        await EntriesAsync(auditor, 1);
        JsonElement submission = await provider.SubmitAsync(provider.Csv("Testing", "B", "C", "bad1"));
        JsonElement[] entries = await EntriesAsync(auditor, 2);
        Assert.Equal(["record.put", "submission.finished"], entries.Select(e => e.GetProperty("action").GetString()));
        Assert.Equal($"submissions/{submission.GetProperty("id").GetString()}/0", entries[1].GetProperty("object").GetString());
        string previous = new('0', 64);
        foreach (JsonElement entry in entries)
        {
            string hash = entry.GetProperty("hash").GetString()!;
            string without = entry.GetRawText().Replace($",\"hash\":\"{hash}\"", "", StringComparison.Ordinal);
            Assert.Equal((previous, hash), (entry.GetProperty("previous").GetString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(without)))));
            previous = hash;
        }

        Assert.Single(await EntriesAsync(auditor, 1, "?action=record.put"));
        JsonElement page = await (await auditor.GetAsync("/v1/audit?limit=1", Cancel)).JsonAsync();
        JsonElement next = await (await auditor.GetAsync($"/v1/audit?limit=1&after={page.GetProperty("next").GetString()}", Cancel)).JsonAsync();
        Assert.Equal(2, next.GetProperty("items")[0].GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Export_OfALog_IsItsHeaderAndItsEntries()
    {
        (Provider provider, HttpClient auditor) = await SceneAsync();
        await provider.Http.PutAsJsonAsync($"/v1/catalogue/{provider.Id}~A", provider.Entry("A", "Testing"), Cancel);
        await EntriesAsync(auditor, 1);
        using HttpResponseMessage answer = await auditor.GetAsync("/v1/audit/export", Cancel);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        string[] lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((provider.Id, 1), (JsonElement.Parse(lines[0]).GetProperty("export").GetProperty("body").GetString(), lines.Length - 1));
        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync("/v1/audit/checkpoints", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Logs_OfOthers_AreForAuditorsOfTheOperatorOnly()
    {
        (Provider provider, HttpClient auditor) = await SceneAsync();
        await (await auditor.GetAsync("/v1/audit?body=~hub", Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "audit.not-yours");
        await (await auditor.GetAsync("/v1/audit/export?body=FI-OTHER", Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "audit.not-yours");
        await (await auditor.GetAsync("/v1/audit/checkpoints?body=!", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "audit.body-invalid");
        await (await auditor.GetAsync("/v1/audit?after=x", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "page.cursor-invalid");
        await (await provider.Http.GetAsync("/v1/audit", Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await (await hub.Anyone.GetAsync("/v1/audit", Cancel)).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }

    [Fact]
    [Trait("Runs", "on one machine only")]
    public async Task Logs_AuditorOfTheOperator_SeesAll()
    {
        await using KestrelHub own = await KestrelHub.StartAsync("secret");
        using var registrar = new HttpClient { BaseAddress = own.Address };
        registrar.DefaultRequestHeaders.Authorization = new("Bearer", "secret");
        await registrar.PutAsJsonAsync($"/v1/organisations/{KestrelHub.Operator}", new { legalName = new { en = "An operator" }, country = "FI" }, Cancel);
        JsonElement key = await (await registrar.PostAsJsonAsync("/v1/keys", new { organisation = KestrelHub.Operator, roles = new[] { "auditor" } }, Cancel)).JsonAsync();
        using var auditor = new HttpClient { BaseAddress = own.Address };
        auditor.DefaultRequestHeaders.Authorization = new("Bearer", key.GetProperty("secret").GetString());
        Assert.Equal(HttpStatusCode.Created, (await registrar.PostAsync("/v1/releases?wait=true", null, Cancel)).StatusCode);
        Assert.Equal("release.published", (await EntriesAsync(auditor, 1, "?body=~hub"))[0].GetProperty("action").GetString());
        Assert.Equal(["key.added", "record.put"], (await EntriesAsync(auditor, 2)).Select(e => e.GetProperty("action").GetString()!).Order());
    }
}
