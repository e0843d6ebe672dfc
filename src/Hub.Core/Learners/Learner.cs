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
    public const int KeyBytes = 64;
    const int NonceBytes = 12, TagBytes = 16;

    readonly AesGcm _aes = new(key.AsSpan(0, KeyBytes / 2), TagBytes);
    readonly Lock _gate = new();

    public LearnerReference Reference => reference;

    /// <summary>The same for the same content of the same learner, meaningless once the key is gone.</summary>
    public string Fingerprint(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.AsSpan(KeyBytes / 2), json, hash);
        return Base64Url.EncodeToString(hash);
    }

    /// <param name="place">Public id of the record: what is sealed for one record does not open in another.</param>
    public string Seal(ReadOnlySpan<byte> plain, string place)
    {
        byte[] box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        lock (_gate) _aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(place));
        return Base64Url.EncodeToString(box);
    }

    public byte[] Open(string sealedText, string place)
    {
        byte[] box = Base64Url.DecodeFromChars(sealedText);
        byte[] plain = new byte[box.Length - NonceBytes - TagBytes];
        lock (_gate) _aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(place));
        return plain;
    }

    public void Dispose()
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(key);
    }
}
