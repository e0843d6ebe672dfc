using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Hub.Access;
using Microsoft.Extensions.Options;

namespace Hub.Http.SignIn;

/// <summary>Who a bearer token is: a key of the store, remembered for a short time, or the operator's bootstrap key.</summary>
sealed class BearerKeys(ApiKeys keys, IOptions<HubOptions> options, TimeProvider clock)
{
    /// <summary>Keys remembered; beyond it all are forgotten and asked for again.</summary>
    const int MaxRemembered = 10_000;

    static readonly FrozenSet<Role> BootstrapRoles = new[] { Role.Registrar, Role.Publisher }.ToFrozenSet();

    readonly byte[]? _bootstrap = options.Value.BootstrapKeySha256 is { } hex ? Convert.FromHexString(hex) : null;
    readonly ConcurrentDictionary<string, (ApiKey Key, Caller Caller, DateTimeOffset Until)> _found = new(StringComparer.Ordinal);

    public async ValueTask<Caller?> FindAsync(string secret, CancellationToken cancel)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        if (_bootstrap is not null && CryptographicOperations.FixedTimeEquals(hash, _bootstrap))
            return new Caller("bootstrap", OrganisationId.Parse(options.Value.Operator), BootstrapRoles);

        DateTimeOffset now = clock.GetUtcNow();
        string hashed = Convert.ToHexString(hash);                   // the secret itself is not kept in memory
        if (_found.TryGetValue(hashed, out (ApiKey Key, Caller Caller, DateTimeOffset Until) known) && now < known.Until && known.Key.IsUsable(now)) return known.Caller;
        if (await keys.FindAsync(secret, cancel) is not { } key)
        {
            _found.TryRemove(hashed, out _);
            return null;
        }

        if (_found.Count >= MaxRemembered) _found.Clear();
        Caller caller = key.ToCaller();
        _found[hashed] = (key, caller, now + options.Value.KeyCache);
        return caller;
    }
}
