using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Hub.Access;
using Microsoft.Extensions.Options;

namespace Hub.Http.SignIn;

/// <summary>Who a bearer token is: a key of the store, remembered for a short time, or the operator's bootstrap key.</summary>
sealed class BearerKeys(ApiKeys keys, IOptions<HubOptions> options, TimeProvider clock) : IDisposable
{
    /// <summary>Keys remembered; beyond it all are forgotten and asked for again.</summary>
    const int MaxRemembered = 10_000;

    static readonly FrozenSet<Role> BootstrapRoles = new[] { Role.Registrar, Role.Publisher }.ToFrozenSet();

    readonly byte[]? _bootstrap = options.Value.BootstrapKeySha256 is { } hex ? Convert.FromHexString(hex) : null;
    readonly ConcurrentDictionary<string, (ApiKey Key, Caller Caller, DateTimeOffset Until)> _found = new(StringComparer.Ordinal);

    readonly SlidingWindowRateLimiter _strangers = new(new SlidingWindowRateLimiterOptions
    {
        PermitLimit = options.Value.UnknownKeysPerMinute,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = 6,
        QueueLimit = 0,
    });

    /// <summary>
    /// Whether the key is to be looked for at all: too many that nobody knows have been tried, and this one was not known lately.
    /// Who guesses keys can so keep out a caller that is new, for a minute, but none that has been here.
    /// </summary>
    public bool IsShutOut(string secret)
    {
        using RateLimitLease room = _strangers.AttemptAcquire(0);
        return !room.IsAcquired && !_found.ContainsKey(HashOf(secret)) && !IsBootstrap(secret);
    }

    public void Dispose() => _strangers.Dispose();

    public async ValueTask<Caller?> FindAsync(string secret, CancellationToken cancel)
    {
        if (IsBootstrap(secret)) return new Caller("bootstrap", OrganisationId.Parse(options.Value.Operator), BootstrapRoles);

        DateTimeOffset now = clock.GetUtcNow();
        string hashed = HashOf(secret);                             // the secret itself is not kept in memory
        if (_found.TryGetValue(hashed, out (ApiKey Key, Caller Caller, DateTimeOffset Until) known) && now < known.Until && known.Key.IsUsable(now) && !keys.IsRevokedHere(known.Key.Id)) return known.Caller;
        if (await keys.FindAsync(secret, cancel) is not { } key)
        {
            _found.TryRemove(hashed, out _);
            _strangers.AttemptAcquire().Dispose();
            return null;
        }

        if (_found.Count >= MaxRemembered) _found.Clear();
        Caller caller = key.ToCaller();
        _found[hashed] = (key, caller, now + options.Value.KeyCache);
        return caller;
    }

    bool IsBootstrap(string secret) => _bootstrap is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), _bootstrap);

    static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
