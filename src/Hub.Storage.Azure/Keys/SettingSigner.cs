using System.Security.Cryptography;
using Hub.Ports;

namespace Hub.Storage.Azure.Keys;

/// <summary>
/// Signs with a key from configuration, where a reference to a key vault may stand for it; public keys that signed before are
/// configured beside it. A new key takes effect with a restart.
/// </summary>
public sealed class SettingSigner : ISigner, IDisposable
{
    readonly ECDsa signing;
    readonly PublicSigningKey current;
    readonly IReadOnlyList<PublicSigningKey> keys;

    /// <param name="signingKey">Private key on P-256: a JSON Web Key, as <c>hub keys</c> writes it, or PEM.</param>
    /// <param name="retiredKeys">JSON Web Key Set of public keys; null for none.</param>
    /// <exception cref="ArgumentException">A key cannot be read; the message does not show it.</exception>
    public SettingSigner(string? signingKey, string? retiredKeys)
    {
        (signing, current) = SigningKeys.ReadPrivate(signingKey);
        keys = [current, .. SigningKeys.ReadRetired(retiredKeys).Where(key => key.KeyId != current.KeyId)];
    }

    public Task<IReadOnlyList<PublicSigningKey>> KeysAsync(CancellationToken cancel) => Task.FromResult(keys);

    public Task<(string KeyId, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (signing)
            return Task.FromResult((current.KeyId, signing.SignData(data.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));
    }

    public void Dispose() => signing.Dispose();
}
