using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Hub.Ports;

namespace Hub.Storage.Embedded.Keys;

/// <summary>A signing key as a JSON Web Key (RFC 7517) with two members of our own. A retired key has no private part.</summary>
/// <param name="D">The private part, base64url; null once retired.</param>
sealed record StoredKey(
    [property: JsonPropertyName("kid")] string KeyId,
    [property: JsonPropertyName("x")] string X,
    [property: JsonPropertyName("y")] string Y,
    [property: JsonPropertyName("d"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? D,
    [property: JsonPropertyName("createdAt")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("retiredAt"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? RetiredAt)
{
    [JsonPropertyName("kty")]
    public string KeyType { get; init; } = "EC";

    [JsonPropertyName("crv")]
    public string Curve { get; init; } = "P-256";

    [JsonPropertyName("alg")]
    public string Algorithm { get; init; } = "ES256";

    [JsonPropertyName("use")]
    public string Use { get; init; } = "sig";

    public static StoredKey Make(DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECParameters parts = key.ExportParameters(includePrivateParameters: true);
        string x = Base64Url.EncodeToString(parts.Q.X);
        string y = Base64Url.EncodeToString(parts.Q.Y);
        return new StoredKey(Thumbprint(x, y), x, y, Base64Url.EncodeToString(parts.D), now, null);
    }

    public PublicSigningKey ToPublic() => new(KeyId, X, Y, CreatedAt, RetiredAt);

    public StoredKey Retire(DateTimeOffset now) => this with { D = null, RetiredAt = now };

    public ECDsa ToSigner() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
        D = Base64Url.DecodeFromChars(D),
    });

    /// <summary>RFC 7638: SHA-256 of the required members in lexical order, without white space.</summary>
    static string Thumbprint(string x, string y)
    {
        string members = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members)));
    }
}
