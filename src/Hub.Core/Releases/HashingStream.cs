using System.Security.Cryptography;

namespace Hub.Releases;

/// <summary>Passes bytes on and hashes them: the whole and, where asked for, every block of 4 MiB.</summary>
sealed class HashingStream(Stream? destination, bool inBlocks = true) : Stream
{
    public const int BlockBytes = 4 * 1024 * 1024;

    readonly IncrementalHash _whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly IncrementalHash _block = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly List<string> _blocks = [];
    int _inBlock;

    public long Bytes { get; private set; }

    public (string Sha256, IReadOnlyList<string> Blocks) Finish()
    {
        EndBlock();
        return (Convert.ToHexStringLower(_whole.GetHashAndReset()), _blocks);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Hash(buffer);
        destination?.Write(buffer);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Hash(buffer.Span);
        if (destination is not null) await destination.WriteAsync(buffer, cancellationToken);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => destination?.Flush();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Bytes;

    public override long Position { get => Bytes; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _whole.Dispose();
        _block.Dispose();
        base.Dispose(disposing);
    }

    void Hash(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        _whole.AppendData(bytes);
        while (inBlocks && !bytes.IsEmpty)
        {
            ReadOnlySpan<byte> part = bytes[..Math.Min(bytes.Length, BlockBytes - _inBlock)];
            _block.AppendData(part);
            _inBlock += part.Length;
            if (_inBlock == BlockBytes) EndBlock();
            bytes = bytes[part.Length..];
        }
    }

    void EndBlock()
    {
        if (_inBlock == 0) return;
        _blocks.Add(Convert.ToHexStringLower(_block.GetHashAndReset()));
        _inBlock = 0;
    }
}
