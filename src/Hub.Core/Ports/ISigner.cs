namespace Hub.Ports;

/// <summary>Signs with the hub's key: ECDSA on P-256 with SHA-256 (JWS <c>ES256</c>, RFC 7518 section 3.4).</summary>
public interface ISigner
{
    /// <summary>The key that signs now and those that signed before: retired public keys stay published.</summary>
    Task<IReadOnlyList<PublicSigningKey>> KeysAsync(CancellationToken cancel);

    /// <summary>Signature in the fixed 64-byte form r || s, and the id of the key that made it.</summary>
    Task<(string KeyId, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancel);
}

/// <summary>A public key on P-256; <paramref name="X"/> and <paramref name="Y"/> are 32 bytes, base64url (RFC 7517).</summary>
/// <param name="RetiredAt">When it stopped signing; null for the key in use.</param>
public sealed record PublicSigningKey(string KeyId, string X, string Y, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt);
