using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Learners.Sealing;

/// <summary>
/// Encrypts a blob in segments, so that it streams and a range of it can be read: 16 random bytes, then segments of 64 KiB of text,
/// each AES-256-GCM with its own tag. The key is derived for this one blob (HKDF, RFC 5869), the nonce is the segment's number with a
/// mark on the last: segments can not be swapped, cut off or brought from another blob.
/// </summary>
sealed class SegmentCipher : IDisposable
{
    public const int SaltBytes = 16, SegmentBytes = 64 * 1024, TagBytes = 16;

    const int NonceBytes = 12;

    readonly AesGcm _aes;

    public SegmentCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, string blob)
    {
        Span<byte> derived = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt, Encoding.UTF8.GetBytes(blob));
        _aes = new AesGcm(derived, TagBytes);
        CryptographicOperations.ZeroMemory(derived);
    }

    /// <param name="to">As long as the text and a tag.</param>
    public void Seal(long segment, bool isLast, ReadOnlySpan<byte> text, Span<byte> to) =>
        _aes.Encrypt(Nonce(segment, isLast, stackalloc byte[NonceBytes]), text, to[..text.Length], to.Slice(text.Length, TagBytes));

    /// <exception cref="CryptographicException">It is not what was written here.</exception>
    public void Open(long segment, bool isLast, ReadOnlySpan<byte> box, Span<byte> to) =>
        _aes.Decrypt(Nonce(segment, isLast, stackalloc byte[NonceBytes]), box[..^TagBytes], box[^TagBytes..], to[..(box.Length - TagBytes)]);

    /// <summary>Length of the text in a blob of this length. Also an empty text has one segment.</summary>
    public static long TextBytes(long sealedBytes) => sealedBytes - SaltBytes - TagBytes * SegmentsOf(sealedBytes);

    public static long SegmentsOf(long sealedBytes) => (sealedBytes - SaltBytes + SegmentBytes + TagBytes - 1) / (SegmentBytes + TagBytes);

    public void Dispose() => _aes.Dispose();

    static Span<byte> Nonce(long segment, bool isLast, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[3..], segment);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
