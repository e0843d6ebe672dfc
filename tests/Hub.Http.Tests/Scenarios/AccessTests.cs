namespace Hub.Http.Tests.Scenarios;

public sealed class AccessTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithoutKey_EndpointOfProviders_IsChallenged()
    {
        HttpResponseMessage answer = await hub.Anyone.GetAsync("/v1/submissions", Cancel);
        await answer.RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Theory]
    [InlineData("hub_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("something")]
    public async Task UnknownKey_EndpointOfProviders_IsRefused(string secret)
    {
        using HttpClient client = hub.Client(secret);
        HttpResponseMessage answer = await client.GetAsync("/v1/submissions", Cancel);
        await answer.RefusedAsync(HttpStatusCode.Unauthorized, "auth.invalid");
        Assert.Contains("invalid_token", Assert.Single(answer.Headers.WwwAuthenticate).Parameter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownKey_PublicEndpoint_DoesNotMatter()
    {
        using HttpClient client = hub.Client("something");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/catalogue", Cancel)).StatusCode);
    }

    [Fact]
    public async Task AddKey_SameIdempotencyKey_GivesTheSameSecretToTheSameCaller()
    {
        Provider provider = await hub.NewProviderAsync(), other = await hub.NewProviderAsync("registrar");
        string key = Guid.NewGuid().ToString();
        JsonElement first = await (await AddAsync(hub.Registrar, provider.Id, key)).JsonAsync();
        JsonElement again = await (await AddAsync(hub.Registrar, provider.Id, key)).JsonAsync();
        Assert.Equal(first.GetRawText(), again.GetRawText());
        using HttpClient client = hub.Client(first.GetProperty("secret").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/submissions", Cancel)).StatusCode);
        await (await AddAsync(hub.Registrar, other.Id, key)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.idempotency-key-reused");
        await (await AddAsync(hub.Registrar, provider.Id, new string('k', 256))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.idempotency-key-invalid");
        Assert.NotEqual(first.GetProperty("secret").GetString(), (await (await AddAsync(other.Http, provider.Id, key)).JsonAsync()).GetProperty("secret").GetString());
        Assert.NotEqual(first.GetProperty("secret").GetString(), (await (await AddAsync(hub.Registrar, provider.Id, null)).JsonAsync()).GetProperty("secret").GetString());
    }

    static Task<HttpResponseMessage> AddAsync(HttpClient http, string organisation, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/keys") { Content = JsonContent.Create(new { organisation, roles = new[] { "provider" } }) };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return http.SendAsync(request, Cancel);
    }

    [Fact]
    public async Task KeyOfProvider_EndpointOfRegistrars_IsForbidden()
    {
        Provider provider = await hub.NewProviderAsync();
        await (await provider.Http.PostAsJsonAsync("/v1/keys", new { organisation = provider.Id, roles = new[] { "registrar" } }, Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await (await provider.Http.PostAsync("/v1/releases", null, Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task AddKey_WrongBodies_AreRefusedWithTheirCodes()
    {
        await (await hub.Registrar.PostAsJsonAsync("/v1/keys", new { organisation = "FI-NOBODY-KNOWS", roles = new[] { "provider" } }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "key.organisation-unknown");
        await (await hub.Registrar.PostAsJsonAsync("/v1/keys", new { roles = new[] { "provider" } }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "organisation.id-invalid");
        await (await hub.Registrar.PostAsJsonAsync("/v1/keys", new { organisation = "FI-X", roles = Array.Empty<string>() }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "key.no-role");
        await (await hub.Registrar.PostAsJsonAsync("/v1/keys", new { organisation = "FI-X", roles = new[] { "king" } }, Cancel)).RefusedAsync(HttpStatusCode.BadRequest, "request.invalid");
        using var broken = new StringContent("{\"organisation\":", Encoding.UTF8, "application/json");
        await (await hub.Registrar.PostAsync("/v1/keys", broken, Cancel)).RefusedAsync(HttpStatusCode.BadRequest, "request.invalid");
        using var text = new StringContent("hello", Encoding.UTF8, "text/plain");
        await (await hub.Registrar.PostAsync("/v1/keys", text, Cancel)).RefusedAsync(HttpStatusCode.UnsupportedMediaType, "request.unsupported-media");
    }

    [Fact]
    public async Task AddKey_ExpiringKey_IsShownOnceAndNotCached()
    {
        Provider provider = await hub.NewProviderAsync();
        HttpResponseMessage answer = await hub.Registrar.PostAsJsonAsync("/v1/keys", new { organisation = provider.Id, roles = new[] { "provider", "publisher" }, expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, Cancel);
        JsonElement key = await answer.JsonAsync();
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(["provider", "publisher"], key.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.StartsWith("hub_", key.GetProperty("secret").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokeKey_KeyThatWasJustUsed_WorksNoMoreAtOnce()
    {
        Provider provider = await hub.NewProviderAsync();
        JsonElement key = await (await AddAsync(hub.Registrar, provider.Id, null)).JsonAsync();
        using HttpClient client = hub.Client(key.GetProperty("secret").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/submissions", Cancel)).StatusCode);
        var address = new Uri($"/v1/keys/{key.GetProperty("id").GetString()}", UriKind.Relative);
        JsonElement revoked = await (await hub.Registrar.DeleteAsync(address, Cancel)).JsonAsync();
        await (await client.GetAsync("/v1/submissions", Cancel)).RefusedAsync(HttpStatusCode.Unauthorized, "auth.invalid");
        Assert.Equal(revoked.GetRawText(), (await (await hub.Registrar.DeleteAsync(address, Cancel)).JsonAsync()).GetRawText());
        Assert.Equal(HttpStatusCode.OK, (await provider.Http.GetAsync("/v1/submissions", Cancel)).StatusCode);

        string list = await hub.Registrar.GetStringAsync($"/v1/keys?organisation={provider.Id}", Cancel);
        using var keys = JsonDocument.Parse(list);
        Assert.Equal([false, true], keys.RootElement.GetProperty("items").EnumerateArray().Select(k => k.TryGetProperty("revokedAt", out JsonElement at) && at.ValueKind == JsonValueKind.String).Order());
        Assert.DoesNotContain("hub_", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0000000000000000")]
    [InlineData("X")]
    public async Task RevokeKey_UnknownId_IsNotFound(string id) =>
        await (await hub.Registrar.DeleteAsync($"/v1/keys/{id}", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "key.unknown");

    [Fact]
    public async Task RevokeKey_ByProvider_IsForbidden()
    {
        Provider provider = await hub.NewProviderAsync();
        await (await provider.Http.DeleteAsync("/v1/keys/0000000000000000", Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}
