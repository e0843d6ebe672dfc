using System.Collections.Concurrent;
using Hub.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Http.Tests.Hosting;

/// <summary>A hub that trusts an identity provider, with a clock of its own and everything it logs.</summary>
public sealed class HubWithIssuer : IAsyncDisposable
{
    readonly KestrelHub _hub;

    HubWithIssuer(KestrelHub hub, IdentityProvider issuer, SetClock clock, LogLines log)
    {
        (_hub, Issuer, Clock, Log) = (hub, issuer, clock, log);
        Http = new HttpClient { BaseAddress = hub.Address };
    }

    public IdentityProvider Issuer { get; }

    public SetClock Clock { get; }

    public LogLines Log { get; }

    public HttpClient Http { get; }

    public static async Task<HubWithIssuer> StartAsync(Dictionary<string, string?>? more = null, IdentityProvider? other = null, Func<IdentityProvider, Dictionary<string, string?>>? with = null)
    {
        IdentityProvider issuer = await IdentityProvider.StartAsync();
        var clock = new SetClock();
        var log = new LogLines();
        var settings = new Dictionary<string, string?> { ["Hub:Issuers:0:Issuer"] = issuer.Issuer, ["Hub:Issuers:0:Audience"] = IdentityProvider.Audience };
        if (other is not null) (settings["Hub:Issuers:1:Issuer"], settings["Hub:Issuers:1:Audience"]) = (other.Issuer, IdentityProvider.Audience);
        foreach ((string key, string? value) in (more ?? []).Concat(with?.Invoke(issuer) ?? [])) settings[key] = value;
        KestrelHub hub = await KestrelHub.StartAsync("secret", settings, services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton<ILoggerProvider>(log);
        });
        return new HubWithIssuer(hub, issuer, clock, log);
    }

    /// <summary>A token whose claims are changed before it is signed.</summary>
    public string Token(Action<Dictionary<string, object>>? change = null, string? type = "at+jwt")
    {
        Dictionary<string, object> claims = Issuer.Claims(Clock.Now);
        change?.Invoke(claims);
        return Issuer.Token(claims, type);
    }

    /// <summary>Asks for what providers and registrars may see.</summary>
    public Task<HttpResponseMessage> AskAsync(string token, string address = "/v1/submissions")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Asserts that the token is refused as this, and that nothing of it is told or logged.</summary>
    public async Task RefusesAsync(string token, string code)
    {
        HttpResponseMessage answer = await AskAsync(token);
        await answer.RefusedAsync(HttpStatusCode.Unauthorized, code);
        string challenge = Assert.Single(answer.Headers.WwwAuthenticate).ToString();
        Assert.Contains("error=\"invalid_token\"", challenge, StringComparison.Ordinal);
        string told = challenge + await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) + string.Join('\n', Log.Lines);
        foreach (string part in token.Split('.').Where(p => p.Length > 8)) Assert.DoesNotContain(part, told, StringComparison.Ordinal);
        Assert.DoesNotContain("maija", told, StringComparison.Ordinal);
    }

    public async Task<string> KeyAsync() =>
        (await _hub.Services.GetRequiredService<ApiKeys>().AddAsync(OrganisationId.Parse("FI-X"), [Role.Provider], null, TestContext.Current.CancellationToken)).Secret;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _hub.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

/// <summary>Stands still until it is set. Its timers are the system's.</summary>
public sealed class SetClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

public sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
