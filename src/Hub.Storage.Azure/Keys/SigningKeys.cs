using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Ports;

namespace Hub.Storage.Azure.Keys;

/// <summary>Reads keys as an operator pastes them into a setting. Never says what a key was, only what is wrong with it.</summary>
static class SigningKeys
{
    public static (ECDsa Signing, PublicSigningKey Public) ReadPrivate(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw Unusable("is not set");
        try
        {
            return text.TrimStart().StartsWith('{') ? FromJwk(text) : FromPem(text);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or CryptographicException or ArgumentException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unusable("is neither a private JSON Web Key on P-256 nor a PEM of one");
        }
    }

    public static IEnumerable<PublicSigningKey> ReadRetired(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        try
        {
            Jwks set = JsonSerializer.Deserialize<Jwks>(text, HubJson.Options)!;
            // Without a day of its own a key counts as retired since ever: it must not be taken for the one in use.
            return [.. set.ToKeys().Select(key => key with { RetiredAt = key.RetiredAt ?? DateTimeOffset.UnixEpoch })];
        }
        catch (JsonException)
        {
            throw new ArgumentException("The setting of the retired keys is no JSON Web Key Set: {\"keys\":[...]}.");
        }
    }

    static (ECDsa, PublicSigningKey) FromJwk(string text)
    {
        using JsonDocument jwk = JsonDocument.Parse(text);
        JsonElement root = jwk.RootElement;
        ECDsa key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes("x"), Y = Bytes("y") },
            D = Bytes("d"),
        });
        DateTimeOffset createdAt = root.TryGetProperty("createdAt", out JsonElement at) ? at.GetDateTimeOffset() : DateTimeOffset.UnixEpoch;
        return (key, PublicOf(key, root.TryGetProperty("kid", out JsonElement kid) ? kid.GetString() : null, createdAt));

        byte[] Bytes(string name) => Base64Url.DecodeFromChars(root.GetProperty(name).GetString());
    }

    /// <summary>Settings that hold one line write the line ends of a PEM as <c>\n</c>.</summary>
    static (ECDsa, PublicSigningKey) FromPem(string text)
    {
        ECDsa key = ECDsa.Create();
        key.ImportFromPem(text.Replace("\\n", "\n", StringComparison.Ordinal));
        if (key.KeySize != 256) throw new CryptographicException();
        key.ExportParameters(includePrivateParameters: true);       // throws for a public key
        return (key, PublicOf(key, null, DateTimeOffset.UnixEpoch));
    }

    static PublicSigningKey PublicOf(ECDsa key, string? keyId, DateTimeOffset createdAt)
    {
        ECParameters parts = key.ExportParameters(includePrivateParameters: false);
        string x = Base64Url.EncodeToString(parts.Q.X), y = Base64Url.EncodeToString(parts.Q.Y);
        return new PublicSigningKey(keyId ?? Thumbprint(x, y), x, y, createdAt, null);
    }

    /// <summary>RFC 7638: SHA-256 of the required members in lexical order, without white space.</summary>
    public static string Thumbprint(string x, string y) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));

    static ArgumentException Unusable(string why) => new($"The signing key {why}.");
}
