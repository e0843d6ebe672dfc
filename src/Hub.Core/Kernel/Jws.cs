using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Ports;

namespace Hub;

/// <summary>JSON Web Signature in compact form (RFC 7515) with ES256: what the hub signs, and how it is checked.</summary>
public static class Jws
{
    /// <summary>Signs a JSON payload; the payload travels inside.</summary>
    /// <param name="type">Media type of the payload without <c>application/</c>, for the <c>typ</c> header.</param>
    public static async Task<string> SignAsync(ISigner signer, string type, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        PublicSigningKey key = (await signer.KeysAsync(cancel)).First(k => k.RetiredAt is null);
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(new JwsHeader("ES256", key.KeyId, type), HubJson.Options);
        string signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload.Span)}";
        (string keyId, byte[] signature) = await signer.SignAsync(Encoding.ASCII.GetBytes(signed), cancel);
        if (keyId != key.KeyId) throw new InvalidOperationException("The signing key changed while signing; sign again.");
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The payload when the signature is by one of the keys; otherwise what is wrong.</summary>
    public static Result<(byte[] Payload, string KeyId)> Verify(string jws, IReadOnlyCollection<PublicSigningKey> keys)
    {
        string[] parts = jws.Trim().Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[0]) || !Base64Url.IsValid(parts[1]) || !Base64Url.IsValid(parts[2])) return Malformed("It is not three parts of base64url.");
        if (ReadHeader(parts[0]) is not { } header) return Malformed("Its header is not JSON with alg and kid.");
        if (header.Algorithm != "ES256") return Malformed($"Algorithm {header.Algorithm} is not accepted; only ES256 is.");
        if (keys.FirstOrDefault(k => k.KeyId == header.KeyId) is not { } key)
            return new Problem(ProblemKind.Invalid, "signature.unknown-key", "The signature is by a key that is not trusted here.", $"Key id {header.KeyId}.");

        using ECDsa ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
        });
        byte[] signature = Base64Url.DecodeFromChars(parts[2]);
        bool valid = ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return valid
            ? (Base64Url.DecodeFromChars(parts[1]), header.KeyId)
            : new Problem(ProblemKind.Invalid, "signature.invalid", "The signature does not fit the content.");
    }

    /// <summary>Whether the header says this type. Only together with <see cref="Verify"/>: it keeps one signed thing from passing for another (RFC 8725, 3.11).</summary>
    public static bool IsOfType(string jws, string type)
    {
        string header = jws.Split('.', 2)[0].Trim();
        if (!Base64Url.IsValid(header)) return false;
        try
        {
            using JsonDocument read = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
            return read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty("typ", out JsonElement typ) && typ.ValueKind == JsonValueKind.String && typ.GetString() == type;
        }
        catch (JsonException)
        {
            return false;   // not JSON: of no type
        }
    }

    static Problem Malformed(string detail) => new(ProblemKind.Invalid, "signature.malformed", "The signature is not a JWS.", detail);

    static (string Algorithm, string KeyId)? ReadHeader(string part)
    {
        try
        {
            using JsonDocument header = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return header.RootElement.ValueKind == JsonValueKind.Object
                && header.RootElement.TryGetProperty("alg", out JsonElement alg) && alg.ValueKind == JsonValueKind.String
                && header.RootElement.TryGetProperty("kid", out JsonElement kid) && kid.ValueKind == JsonValueKind.String
                ? (alg.GetString()!, kid.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return null;    // not JSON: the caller says so
        }
    }
}

/// <summary>Protected header (RFC 7515, 4.1): algorithm, name of the key, type of what is signed.</summary>
sealed record JwsHeader(string Alg, string Kid, string Typ);
