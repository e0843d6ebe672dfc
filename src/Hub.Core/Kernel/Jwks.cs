using System.Text.Json.Serialization;
using Hub.Ports;

namespace Hub;

/// <summary>Public keys as a JSON Web Key Set (RFC 7517), retired ones included: what they signed stays checkable.</summary>
public sealed record Jwks(IReadOnlyList<Jwk> Keys)
{
    public static Jwks Of(IEnumerable<PublicSigningKey> keys) => new([.. keys.Select(k => new Jwk("EC", "P-256", k.KeyId, k.X, k.Y, "ES256", "sig", k.CreatedAt, k.RetiredAt))]);

    public IReadOnlyList<PublicSigningKey> ToKeys() => [.. Keys.Where(k => k is { Type: "EC", Curve: "P-256" }).Select(k => new PublicSigningKey(k.KeyId, k.X, k.Y, k.CreatedAt ?? default, k.RetiredAt))];
}

public sealed record Jwk(
    [property: JsonPropertyName("kty")] string Type,
    [property: JsonPropertyName("crv")] string Curve,
    [property: JsonPropertyName("kid")] string KeyId,
    string X,
    string Y,
    [property: JsonPropertyName("alg")] string? Algorithm,
    string? Use,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? RetiredAt);
