using System.Security.Cryptography;

namespace Hub.Learners.Sealing;

/// <summary>Encrypts what is written and hands it on, a segment at a time. <see cref="CompleteAsync"/> writes the last one.</summary>
sealed class SealingStream(Stream destination, byte[] key, string blob) : Stream
{
    readonly byte[] _text = new byte[SegmentCipher.SegmentBytes];
    readonly byte[] _box = new byte[SegmentCipher.SegmentBytes + SegmentCipher.TagBytes];
    SegmentCipher? _cipher;
    int _filled;
    long _segment;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            // A full segment waits for more: only then it is known not to be the last.
            if (_filled == _text.Length) await destination.WriteAsync(Seal(isLast: false), cancellationToken);
            buffer = buffer[Take(buffer.Span)..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_filled == _text.Length) destination.Write(Seal(isLast: false).Span);
            buffer = buffer[Take(buffer)..];
        }
    }

    public async Task CompleteAsync(CancellationToken cancel) => await destination.WriteAsync(Seal(isLast: true), cancel);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _cipher?.Dispose();
        CryptographicOperations.ZeroMemory(_text);
        base.Dispose(disposing);
    }

    int Take(ReadOnlySpan<byte> buffer)
    {
        int taken = Math.Min(buffer.Length, _text.Length - _filled);
        buffer[..taken].CopyTo(_text.AsSpan(_filled));
        _filled += taken;
        return taken;
    }

    /// <summary>The next segment sealed; before the first, the salt.</summary>
    ReadOnlyMemory<byte> Seal(bool isLast)
    {
        byte[] salt = [];
        if (_cipher is null)
        {
            salt = RandomNumberGenerator.GetBytes(SegmentCipher.SaltBytes);
            _cipher = new SegmentCipher(key, salt, blob);
        }

        _cipher.Seal(_segment++, isLast, _text.AsSpan(0, _filled), _box);
        ReadOnlyMemory<byte> box = _box.AsMemory(0, _filled + SegmentCipher.TagBytes);
        _filled = 0;
        return salt.Length == 0 ? box : (byte[])[.. salt, .. box.Span];
    }
}
