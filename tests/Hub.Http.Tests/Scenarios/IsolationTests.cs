using System.Net.Http.Headers;

namespace Hub.Http.Tests.Scenarios;

/// <summary>What belongs to another organisation answers, byte for byte, as what is not there.</summary>
public sealed class IsolationTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submissions_OfAnotherOrganisation_AnswerLikeMissingOnes()
    {
        Provider owner = await hub.NewProviderAsync(), other = await hub.NewProviderAsync();
        string theirs = (await owner.SubmitAsync(owner.Csv("Mine", "a", "bad-1"))).GetProperty("id").GetString()!;
        foreach (string part in await PartsAsync("/v1/submissions/{id}"))
        {
            (HttpMethod method, string path) = (new HttpMethod(part.Split(' ')[0]), part.Split(' ')[1]);
            string there = await AnswerAsync(other, method, path, theirs);
            Assert.Equal(await AnswerAsync(other, method, path, $"{owner.Id}~99"), there);
            Assert.Equal(await AnswerAsync(other, method, path, $"{other.Id}~99"), there);
            Assert.StartsWith("404 ", there, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OwnEntries_WithADraft_AreForTheOwnerOnly()
    {
        Provider owner = await hub.NewProviderAsync(), other = await hub.NewProviderAsync();
        await owner.SubmitAsync($"localId,kind,title@en,status\na,unit,A,draft\nb,unit,B,published\n");
        JsonElement drafts = await owner.Http.GetFromJsonAsync<JsonElement>($"/v1/organisations/{owner.Id}/entries?status=draft", Cancel);
        Assert.Equal([$"{owner.Id}~a"], drafts.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!));
        using HttpResponseMessage refused = await other.Http.GetAsync(new Uri($"/v1/organisations/{owner.Id}/entries", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using HttpResponseMessage nobody = await other.Http.GetAsync(new Uri("/v1/organisations/XX-NOBODY/entries", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, nobody.StatusCode);
        using HttpResponseMessage wrong = await owner.Http.GetAsync(new Uri($"/v1/organisations/{owner.Id}/entries?status=secret", UriKind.Relative), Cancel);
        Assert.Equal("catalogue.filter-invalid", (await wrong.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Entries_OfAnotherOrganisation_AnswerLikeMissingOnes()
    {
        Provider owner = await hub.NewProviderAsync(), other = await hub.NewProviderAsync();
        Assert.Equal(HttpStatusCode.Created, (await owner.Http.PutAsJsonAsync($"/v1/catalogue/{owner.Id}~a", owner.Entry("a", "Mine"), Cancel)).StatusCode);
        foreach (HttpMethod method in new[] { HttpMethod.Put, HttpMethod.Delete })
        {
            string there = await AnswerAsync(other, method, "/v1/catalogue/{id}", $"{owner.Id}~a");
            Assert.Equal(await AnswerAsync(other, method, "/v1/catalogue/{id}", $"{owner.Id}~nothing"), there);
            Assert.StartsWith("404 ", there, StringComparison.Ordinal);
        }

        Assert.Equal(await AnswerAsync(other, HttpMethod.Delete, "/v1/catalogue/{id}", $"{owner.Id}~a"), await AnswerAsync(other, HttpMethod.Delete, "/v1/catalogue/{id}", $"{other.Id}~nothing"));
    }

    /// <summary>All operations below one submission, from the API description: new ones are tested unasked.</summary>
    async Task<string[]> PartsAsync(string prefix)
    {
        JsonElement api = await (await hub.Anyone.GetAsync("/openapi/v1.json", Cancel)).JsonAsync();
        string[] parts = [.. api.GetProperty("paths").EnumerateObject().Where(p => p.Name.StartsWith(prefix, StringComparison.Ordinal))
            .SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name.ToUpperInvariant()} {p.Name}"))];
        Assert.True(parts.Length >= 4);
        return parts;
    }

    /// <summary>Status, headers and body, with the id and the time taken out.</summary>
    static async Task<string> AnswerAsync(Provider provider, HttpMethod method, string path, string id)
    {
        var request = new HttpRequestMessage(method, path.Replace("{id}", id, StringComparison.Ordinal));
        if (method == HttpMethod.Put) request.Content = JsonContent.Create(provider.Entry(null, "Whose"));
        if (method == HttpMethod.Post) request.Content = new StringContent("", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage answer = await provider.Http.SendAsync(request, Cancel);
        IEnumerable<string> headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order(StringComparer.Ordinal);
        string body = await answer.Content.ReadAsStringAsync(Cancel);
        return $"{(int)answer.StatusCode} {string.Join('\n', headers)}\n{body}".Replace(id, "ID", StringComparison.Ordinal);
    }
}
