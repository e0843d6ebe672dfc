using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Http.Tests.Hosting;

/// <summary>A small OpenID Connect server on a loopback port: discovery, keys that can be changed, and outages. Tokens are put together by hand, so that wrong ones can be too.</summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    public const string Audience = "the-hub";

    readonly WebApplication _app;
    readonly List<SigningKey> _published = [];
    int _keysRead;

    IdentityProvider()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => IsDown ? Results.StatusCode(503) : Results.Json(new Dictionary<string, object> { ["issuer"] = Named ?? Issuer, ["jwks_uri"] = $"{Issuer}/keys" }));
        _app.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref _keysRead);
            return Results.Json(new { keys = _published.Select(k => k.Jwk) });
        });
    }

    public string Issuer => _app.Urls.First();

    public bool IsDown { get; set; }

    /// <summary>The issuer that the discovery document names; null: itself.</summary>
    public string? Named { get; set; }

    /// <summary>How often the keys were asked for.</summary>
    public int KeysRead => Volatile.Read(ref _keysRead);

    /// <summary>The key that signs now.</summary>
    public SigningKey Key { get; private set; } = null!;

    public static async Task<IdentityProvider> StartAsync()
    {
        var provider = new IdentityProvider();
        provider.Rotate(keepOld: false);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Signs with a new key from now on.</summary>
    public SigningKey Rotate(bool keepOld, bool elliptic = false)
    {
        if (!keepOld) _published.Clear();
        Key = new SigningKey($"key-{Guid.NewGuid():N}", elliptic);
        _published.Add(Key);
        return Key;
    }

    /// <summary>Claims of a token that is good for five minutes from <paramref name="now"/>.</summary>
    public Dictionary<string, object> Claims(DateTimeOffset now, string subject = "maija") => new()
    {
        ["iss"] = Issuer,
        ["aud"] = Audience,
        ["sub"] = subject,
        ["iat"] = now.ToUnixTimeSeconds(),
        ["nbf"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        ["roles"] = new[] { "provider" },
        ["organisation"] = "FI-X",
    };

    public string Token(Dictionary<string, object> claims, string? type = "at+jwt", string? keyId = null) => Key.Sign(Header(Key.Algorithm, keyId ?? Key.Id, type), claims);

    public static Dictionary<string, object> Header(string algorithm, string? keyId, string? type)
    {
        var header = new Dictionary<string, object> { ["alg"] = algorithm };
        if (keyId is not null) header["kid"] = keyId;
        if (type is not null) header["typ"] = type;
        return header;
    }

    public static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

/// <summary>A key pair of an issuer.</summary>
public sealed class SigningKey(string id, bool elliptic)
{
    readonly RSA? _rsa = elliptic ? null : RSA.Create(2048);
    readonly ECDsa? _curve = elliptic ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;

    public string Id => id;

    public string Algorithm => _rsa is null ? "ES256" : "RS256";

    /// <summary>The public key as others would find it, for those who take it for a shared secret.</summary>
    public byte[] PublicPem => Encoding.ASCII.GetBytes(_rsa is null ? _curve!.ExportSubjectPublicKeyInfoPem() : _rsa.ExportSubjectPublicKeyInfoPem());

    public object Jwk
    {
        get
        {
            if (_curve is not null)
            {
                ECPoint point = _curve.ExportParameters(false).Q;
                return new { kty = "EC", crv = "P-256", use = "sig", kid = id, x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) };
            }

            RSAParameters key = _rsa!.ExportParameters(false);
            return new { kty = "RSA", use = "sig", kid = id, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) };
        }
    }

    public string Sign(object header, object claims)
    {
        string signed = $"{IdentityProvider.Part(header)}.{IdentityProvider.Part(claims)}";
        byte[] bytes = Encoding.ASCII.GetBytes(signed);
        byte[] signature = _rsa is not null ? _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : _curve!.SignData(bytes, HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
