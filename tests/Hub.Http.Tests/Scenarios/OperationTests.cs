namespace Hub.Http.Tests.Scenarios;

public sealed class OperationTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Health_Running_Answers(string path, string status)
    {
        HttpResponseMessage answer = await hub.Anyone.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(status, (await answer.JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task PublicKeys_Always_AreEs256()
    {
        HttpResponseMessage answer = await hub.Anyone.GetAsync("/.well-known/jwks.json", Cancel);
        JsonElement key = (await answer.JsonAsync()).GetProperty("keys")[0];
        Assert.Equal("ES256", key.GetProperty("alg").GetString());
        Assert.Equal("P-256", key.GetProperty("crv").GetString());
        Assert.False(key.TryGetProperty("d", out _));
    }

    [Fact]
    public async Task LandingPage_ForPeople_IsHtmlUnderAStrictPolicy()
    {
        HttpResponseMessage answer = await hub.Anyone.GetAsync("/", Cancel);
        string html = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\"", html, StringComparison.Ordinal);
        Assert.Contains("/openapi/v1.json", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LandingPage_ForPrograms_IsJson()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept", "application/json" } } };
        JsonElement body = await (await hub.Anyone.SendAsync(request, Cancel)).JsonAsync();
        Assert.Equal("/v1/catalogue", body.GetProperty("links").GetProperty("catalogue").GetString());
    }

    [Fact]
    public async Task ApiDescription_EveryOperation_IsDescribed()
    {
        JsonElement api = await (await hub.Anyone.GetAsync("/openapi/v1.json", Cancel)).JsonAsync();
        Assert.EndsWith(" API", api.GetProperty("info").GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Single(api.GetProperty("servers").EnumerateArray());
        Assert.Equal("bearer", api.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
        var ids = new HashSet<string>();
        foreach (JsonProperty path in api.GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty operation in path.Value.EnumerateObject())
            {
                string id = operation.Value.GetProperty("operationId").GetString()!;
                Assert.True(ids.Add(id), id);
                Assert.NotEqual("", operation.Value.GetProperty("summary").GetString());
                Assert.True(operation.Value.GetProperty("description").GetString()!.Length > 20, id);
                Assert.Single(operation.Value.GetProperty("tags").EnumerateArray());
                if (!operation.Value.TryGetProperty("parameters", out JsonElement parameters)) continue;
                foreach (JsonElement parameter in parameters.EnumerateArray())
                    Assert.True(parameter.TryGetProperty("description", out _), $"{id}: {parameter.GetProperty("name").GetString()}");
            }
        }

        Assert.Contains("SendSubmission", ids);
        JsonElement send = api.GetProperty("paths").GetProperty("/v1/submissions").GetProperty("post");
        Assert.True(send.GetProperty("requestBody").GetProperty("content").TryGetProperty("text/csv", out _));
        Assert.True(send.GetProperty("responses").GetProperty("413").GetProperty("content").TryGetProperty("application/problem+json", out _));
        Assert.NotEmpty(send.GetProperty("security").EnumerateArray());
    }

    [Fact]
    public async Task UnknownPath_Any_IsProblem() => await (await hub.Anyone.GetAsync("/v1/nothing-here", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "request.unknown-path");

    [Fact]
    public async Task UnknownMethod_KnownPath_IsProblem()
    {
        HttpResponseMessage answer = await hub.Anyone.DeleteAsync("/v1/catalogue", Cancel);
        await answer.RefusedAsync(HttpStatusCode.MethodNotAllowed, "request.unknown-method");
        Assert.Contains("GET", answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Rulesets_ByCountry_AreServedAsOfADay()
    {
        JsonElement list = await (await hub.Anyone.GetAsync("/v1/rulesets", Cancel)).JsonAsync();
        Assert.Contains(list.GetProperty("items").EnumerateArray(), r => r.GetProperty("country").GetString() == "EU");
        JsonElement baseline = await (await hub.Anyone.GetAsync("/v1/rulesets/eu?as-of=2026-01-15", Cancel)).JsonAsync();
        Assert.Equal("EU", baseline.GetProperty("country").GetString());
        Assert.Equal(64, baseline.GetProperty("version").GetString()!.Length);
        Assert.NotEmpty(baseline.GetProperty("basis").EnumerateArray());
        await (await hub.Anyone.GetAsync("/v1/rulesets/ZZ", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "ruleset.not-found");
        await (await hub.Anyone.GetAsync("/v1/rulesets/EU?as-of=tomorrow", Cancel)).RefusedAsync(HttpStatusCode.BadRequest, "request.invalid");
    }
}
