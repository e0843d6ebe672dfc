using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Hub.Ports;

namespace Hub.Learners.Sealing;

/// <summary>
/// Keys as they are stored: <c>keyId.base64url(nonce, ciphertext, tag)</c>, AES-256-GCM under a key of the ring, bound to their place.
/// For one thread, and for as many keys as there are: setting up a cipher costs more than wrapping a key.
/// </summary>
sealed class KeyWrapping(IKeyRing ring) : IDisposable
{
    const int NonceBytes = 12, TagBytes = 16;

    readonly Dictionary<string, AesGcm> _ciphers = new(StringComparer.Ordinal);
    WrappingKey? _current;

    /// <param name="place">What the key is for; one wrapped for another place does not open.</param>
    public async ValueTask<string> WrapAsync(byte[] key, string place, CancellationToken cancel)
    {
        _current ??= await ring.CurrentAsync(cancel);
        byte[] box = new byte[NonceBytes + key.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        CipherOf(_current).Encrypt(box.AsSpan(0, NonceBytes), key, box.AsSpan(NonceBytes, key.Length), box.AsSpan(NonceBytes + key.Length), Encoding.UTF8.GetBytes(place));
        return $"{_current.KeyId}.{Base64Url.EncodeToString(box)}";
    }

    /// <exception cref="CryptographicException">It was wrapped for another place, or changed.</exception>
    public async ValueTask<byte[]> UnwrapAsync(string wrapped, string place, CancellationToken cancel)
    {
        string id = KeyIdOf(wrapped);
        if (!_ciphers.TryGetValue(id, out AesGcm? aes)) aes = CipherOf(await ring.FindAsync(id, cancel) ?? throw new InvalidOperationException($"The ring has no key '{id}'."));
        byte[] box = Base64Url.DecodeFromChars(wrapped.AsSpan(id.Length + 1));
        byte[] key = new byte[box.Length - NonceBytes - TagBytes];
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, key.Length), box.AsSpan(NonceBytes + key.Length), key, Encoding.UTF8.GetBytes(place));
        return key;
    }

    /// <summary>Which key of the ring it is wrapped by.</summary>
    public static string KeyIdOf(string wrapped) => wrapped[..wrapped.IndexOf('.', StringComparison.Ordinal)];

    public void Dispose()
    {
        foreach (AesGcm cipher in _ciphers.Values) cipher.Dispose();
    }

    AesGcm CipherOf(WrappingKey key)
    {
        if (!_ciphers.TryGetValue(key.KeyId, out AesGcm? aes)) _ciphers.Add(key.KeyId, aes = new AesGcm(key.Key.Span, TagBytes));
        return aes;
    }
}
