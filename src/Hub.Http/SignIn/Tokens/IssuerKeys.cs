using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Hub.Http.SignIn.Tokens;

/// <summary>
/// Public keys of an issuer, fetched by discovery and kept. A token by a key that is not among them has them fetched again,
/// once a minute at most: keys change, and anyone can make up names of keys.
/// </summary>
sealed partial class IssuerKeys(IssuerOptions issuer, IDocumentRetriever documents, TimeProvider clock, ILogger logger) : IDisposable
{
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>An issuer that is out of reach for longer is not believed any more: it may have taken keys back.</summary>
    public static readonly TimeSpan MostStale = TimeSpan.FromHours(24);

    public static readonly TimeSpan BetweenLooksForNewKeys = TimeSpan.FromMinutes(1);

    /// <summary>After a failure the next is not tried at once, however many ask.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim _turn = new(1);
    volatile Known? _known;
    DateTimeOffset _looked = DateTimeOffset.MinValue;
    DateTimeOffset _failed = DateTimeOffset.MinValue;

    /// <summary>Keys that may have made the signature, none when the issuer has no such key; null when that can not be told now.</summary>
    /// <param name="keyId">Name of the key in the token; null: any of them.</param>
    public async ValueTask<IReadOnlyList<SecurityKey>?> FindAsync(string? keyId, CancellationToken cancel)
    {
        if (_known is { } known && clock.GetUtcNow() - known.At < Fresh && known.Of(keyId) is { Count: > 0 } fresh) return fresh;
        bool usable = Usable()?.Of(keyId).Count > 0;
        // Who could do with what is there does not wait for another's fetching.
        if (!await _turn.WaitAsync(usable ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancel)) return Usable()?.Of(keyId);
        try
        {
            if (MustFetch(keyId)) await FetchAsync();
            IReadOnlyList<SecurityKey>? found = Usable()?.Of(keyId);
            // Not there, and the last look failed: it may be a new key.
            return found is { Count: 0 } && _failed > _known!.At ? null : found;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    Known? Usable() => _known is { } known && clock.GetUtcNow() - known.At < MostStale ? known : null;

    bool MustFetch(string? keyId)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (now - _failed < AfterFailure) return false;
        if (_known is not { } known || now - known.At >= Fresh) return true;
        if (known.Of(keyId).Count > 0 || now - _looked < BetweenLooksForNewKeys) return false;
        _looked = now;
        return true;
    }

    /// <summary>Not broken off with the request that happens to be first: others wait for it.</summary>
    async Task FetchAsync()
    {
        try
        {
            OpenIdConnectConfiguration found = await OpenIdConnectConfigurationRetriever.GetAsync(issuer.Discovery, documents, CancellationToken.None);
            // OpenID Connect Discovery 1.0, 4.3: another's document would be another's keys.
            if (found.Issuer != issuer.Issuer) throw new InvalidDataException("The discovery document names another issuer.");
            _known = new Known(clock.GetUtcNow(), [.. found.SigningKeys.Where(key => key is not SymmetricSecurityKey)]);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidOperationException or ArgumentException or OperationCanceledException or InvalidDataException or System.Text.Json.JsonException or SecurityTokenException)
        {
            _failed = clock.GetUtcNow();
            LogFailure(logger, issuer.Issuer, e.GetBaseException().GetType().Name);
        }
    }

    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "The keys of issuer {Issuer} can not be fetched ({Fault}).")]
    static partial void LogFailure(ILogger logger, string issuer, string fault);

    sealed record Known(DateTimeOffset At, IReadOnlyList<SecurityKey> Keys)
    {
        public IReadOnlyList<SecurityKey> Of(string? keyId) => keyId is null ? Keys : [.. Keys.Where(key => key.KeyId == keyId)];
    }
}
