using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Learners;

/// <summary>
/// A learner while something is written or read: the reference and the learner's own key, 64 random bytes, half to encrypt and half to
/// fingerprint content. Without the key neither the text nor the fingerprint says anything.
/// </summary>
sealed class Learner(LearnerReference reference, byte[] key) : IDisposable
{
    public const int KeyBytes = 64, NonceBytes = 12;

    /// <summary>What a sealed text is longer than the text.</summary>
    public const int ExtraBytes = NonceBytes + TagBytes;

    const int TagBytes = 16;

    readonly Lock _gate = new();
    AesGcm? _aes;

    public LearnerReference Reference => reference;

    /// <summary>The same for the same content of the same learner, meaningless once the key is gone.</summary>
    public string Fingerprint(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.AsSpan(KeyBytes / 2), json, hash);
        return Base64Url.EncodeToString(hash);
    }

    /// <param name="nonce">Random, and never used before.</param>
    /// <param name="place">Public id of the record: what is sealed for one record does not open in another.</param>
    /// <param name="box">Gets nonce, ciphertext and tag: <see cref="ExtraBytes"/> more than the text.</param>
    public void Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> nonce, string place, Span<byte> box)
    {
        nonce.CopyTo(box);
        lock (_gate) Cipher().Encrypt(nonce, plain, box.Slice(NonceBytes, plain.Length), box[(NonceBytes + plain.Length)..], Encoding.UTF8.GetBytes(place));
    }

    /// <summary>One text with a nonce of its own, in base64url.</summary>
    public string Seal(ReadOnlySpan<byte> plain, string place)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        RandomNumberGenerator.Fill(nonce);
        byte[] box = new byte[plain.Length + ExtraBytes];
        Seal(plain, nonce, place, box);
        return Base64Url.EncodeToString(box);
    }

    public byte[] Open(string sealedText, string place)
    {
        byte[] box = Base64Url.DecodeFromChars(sealedText);
        byte[] plain = new byte[box.Length - NonceBytes - TagBytes];
        lock (_gate) Cipher().Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(place));
        return plain;
    }

    public void Dispose()
    {
        _aes?.Dispose();
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Made when it is first needed: an import holds the keys of thousands of learners, but works for one at a time.</summary>
    AesGcm Cipher() => _aes ??= new AesGcm(key.AsSpan(0, KeyBytes / 2), TagBytes);
}
