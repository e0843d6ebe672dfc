using System.Net.Http.Headers;

namespace Hub.Http.Tests.Hosting;

/// <summary>
/// The hub the scenarios run against: one in this process, or the one at <c>HUB_URL</c> with the bootstrap secret
/// <c>HUB_KEY</c>. Scenarios share it, so each registers organisations of its own.
/// </summary>
public sealed class HubUnderTest : IAsyncLifetime
{
    KestrelHub? _own;
    string _secret = "";

    /// <summary>A client without a key.</summary>
    public HttpClient Anyone { get; private set; } = null!;

    /// <summary>A client that is registrar and publisher.</summary>
    public HttpClient Registrar { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        string? address = Environment.GetEnvironmentVariable("HUB_URL");
        _secret = Environment.GetEnvironmentVariable("HUB_KEY") ?? "a-secret-of-the-tests";
        if (address is null) _own = await KestrelHub.StartAsync(_secret);
        Address = _own?.Address ?? new Uri(address!);
        Anyone = Client(null);
        Registrar = Client(_secret);
    }

    public Uri Address { get; private set; } = null!;

    public HttpClient Client(string? secret)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(100) };
        if (secret is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    /// <summary>Registers a new organisation and gives it a key.</summary>
    public Task<Provider> NewProviderAsync(params string[] roles) => NewProviderOfAsync("FI", roles);

    public async Task<Provider> NewProviderOfAsync(string country, params string[] roles)
    {
        string id = $"{country}-T{Guid.NewGuid():N}"[..20].ToUpperInvariant();
        using HttpResponseMessage registered = await Registrar.PutAsJsonAsync($"/v1/organisations/{id}", new { legalName = new { en = "A school" }, country });
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        using HttpResponseMessage added = await Registrar.PostAsJsonAsync("/v1/keys", new { organisation = id, roles = roles.Length == 0 ? ["provider"] : roles });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        string secret = (await added.JsonAsync()).GetProperty("secret").GetString()!;
        return new Provider(id, secret, Client(secret));
    }

    public async ValueTask DisposeAsync()
    {
        Anyone.Dispose();
        Registrar.Dispose();
        if (_own is not null) await _own.DisposeAsync();
    }
}
