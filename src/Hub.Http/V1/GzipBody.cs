using System.Buffers.Binary;
using System.IO.Compression;

namespace Hub.Http.V1;

/// <summary>
/// Unpacks a body and sees to it that it was whole: the framework's own stream takes one that ended early for its end. The last
/// four bytes of a gzip are the length of its content modulo 2^32 (RFC 1952, 2.3.1); so it must be one gzip, not several joined.
/// </summary>
sealed class GzipBody : ReadingStream
{
    readonly Tail _packed;
    readonly GZipStream _unpacked;
    uint _read;

    public GzipBody(Stream packed)
    {
        _packed = new Tail(packed);
        _unpacked = new GZipStream(_packed, CompressionMode.Decompress);
    }

    /// <exception cref="InvalidDataException">It is no gzip, or not a whole one.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await _unpacked.ReadAsync(buffer, cancellationToken);
        _read = unchecked(_read + (uint)read);
        if (read == 0 && !buffer.IsEmpty && _packed.LastFour != _read) throw new InvalidDataException("The gzip ended early.");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Passes bytes on and remembers the last ones.</summary>
    sealed class Tail(Stream body) : ReadingStream
    {
        ulong _last;

        public uint LastFour => BinaryPrimitives.ReverseEndianness((uint)_last);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await body.ReadAsync(buffer, cancellationToken);
            foreach (byte b in buffer.Span[Math.Max(0, read - sizeof(uint))..read]) _last = (_last << 8) | b;
            return read;
        }
    }
}
