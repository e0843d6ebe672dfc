namespace Hub.Ports;

/// <summary>
/// Secrets that stay outside the store: keys that wrap the keys of learners and submissions, and the pepper under which identifiers
/// of learners are hashed. Handed out to be used in memory, since a bulk import wraps hundreds of thousands of keys.
/// </summary>
/// <remarks>
/// Losing a wrapping key loses what is under it; changing the pepper makes every learner a new one. Keys are added, never taken away
/// while something is wrapped by them.
/// </remarks>
public interface IKeyRing
{
    /// <summary>At least 32 bytes; always the same ones.</summary>
    Task<ReadOnlyMemory<byte>> PepperAsync(CancellationToken cancel);

    /// <summary>The key that wraps now.</summary>
    Task<WrappingKey> CurrentAsync(CancellationToken cancel);

    /// <summary>A key that wraps now or did before; null when the ring has none of this id.</summary>
    Task<WrappingKey?> FindAsync(string keyId, CancellationToken cancel);
}

/// <param name="KeyId">1 to 64 letters, digits and dashes.</param>
/// <param name="Key">32 bytes, for AES-256.</param>
public sealed record WrappingKey(string KeyId, ReadOnlyMemory<byte> Key);
