using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Hub.Ports;

namespace Hub.Learners.Sealing;

/// <summary>A key as it is stored: <c>keyId.base64url(nonce, ciphertext, tag)</c>, AES-256-GCM under a key of the ring, bound to its place.</summary>
static class WrappedKey
{
    const int NonceBytes = 12, TagBytes = 16;

    /// <param name="place">What the key is for; one wrapped for another place does not open.</param>
    public static string Wrap(WrappingKey by, ReadOnlySpan<byte> key, string place)
    {
        byte[] box = new byte[NonceBytes + key.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(by.Key.Span, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), key, box.AsSpan(NonceBytes, key.Length), box.AsSpan(NonceBytes + key.Length), Encoding.UTF8.GetBytes(place));
        return $"{by.KeyId}.{Base64Url.EncodeToString(box)}";
    }

    /// <exception cref="CryptographicException">It was wrapped for another place, or changed.</exception>
    public static async Task<byte[]> UnwrapAsync(IKeyRing ring, string wrapped, string place, CancellationToken cancel)
    {
        int dot = wrapped.IndexOf('.', StringComparison.Ordinal);
        WrappingKey by = await ring.FindAsync(wrapped[..dot], cancel) ?? throw new InvalidOperationException($"The ring has no key '{wrapped[..dot]}'.");
        byte[] box = Base64Url.DecodeFromChars(wrapped.AsSpan(dot + 1));
        byte[] key = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(by.Key.Span, TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, key.Length), box.AsSpan(NonceBytes + key.Length), key, Encoding.UTF8.GetBytes(place));
        return key;
    }
}
