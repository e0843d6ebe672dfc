using System.Security.Cryptography;

namespace Hub.Learners.Sealing;

/// <summary>Decrypts segments as they are read.</summary>
/// <param name="source">Begins at the first segment wanted.</param>
/// <param name="segment">Its number.</param>
/// <param name="segments">How many the blob has.</param>
/// <param name="skip">Bytes of the first segment's text that are passed over.</param>
/// <param name="left">Bytes of text to give.</param>
sealed class OpeningStream(Stream source, SegmentCipher cipher, long segment, long segments, int skip, long left) : Stream
{
    readonly byte[] _box = new byte[SegmentCipher.SegmentBytes + SegmentCipher.TagBytes];
    readonly byte[] _text = new byte[SegmentCipher.SegmentBytes];
    ReadOnlyMemory<byte> _ready;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left <= 0 || buffer.IsEmpty) return 0;
        if (_ready.IsEmpty) Open(await source.ReadAtLeastAsync(_box, _box.Length, throwOnEndOfStream: false, cancellationToken));
        return Give(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (left <= 0 || buffer.IsEmpty) return 0;
        if (_ready.IsEmpty) Open(source.ReadAtLeast(_box, _box.Length, throwOnEndOfStream: false));
        return Give(buffer);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            cipher.Dispose();
        }

        CryptographicOperations.ZeroMemory(_text);
        base.Dispose(disposing);
    }

    void Open(int length)
    {
        if (length < SegmentCipher.TagBytes) throw new InvalidDataException("A sealed blob ends too early.");
        cipher.Open(segment, segment == segments - 1, _box.AsSpan(0, length), _text);
        _ready = _text.AsMemory(0, length - SegmentCipher.TagBytes)[skip..];
        (segment, skip) = (segment + 1, 0);
        if (_ready.IsEmpty) left = 0;
    }

    int Give(Span<byte> buffer)
    {
        int given = (int)Math.Min(Math.Min(buffer.Length, _ready.Length), left);
        _ready.Span[..given].CopyTo(buffer);
        _ready = _ready[given..];
        left -= given;
        return given;
    }
}
