using System.Buffers.Binary;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Hub.Storage.Azure.Blobs;

/// <summary>
/// Takes a blob's content and stages it as blocks; only <see cref="PublishAsync"/> makes it visible. Disposing does not, so a
/// writer that throws, or closes the stream, publishes nothing. Blocks that are never published the cloud drops after a week.
/// </summary>
sealed class BlockStream(BlockBlobClient blob) : Stream
{
    /// <summary>With at most 50,000 blocks to a blob, 195 GiB.</summary>
    const int BlockBytes = 4 * 1024 * 1024;

    readonly MemoryStream block = new();
    readonly List<string> staged = [];

    /// <summary>So that writers of the same blob do not mix their blocks.</summary>
    readonly Guid writer = Guid.NewGuid();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>What fits in one block goes up in one request, which is atomic and cannot lose its block to another writer.</summary>
    public async Task PublishAsync(BlobRequestConditions? conditions, CancellationToken cancel)
    {
        if (staged.Count == 0)
        {
            block.Position = 0;
            await blob.UploadAsync(block, new BlobUploadOptions { Conditions = conditions }, cancel);
            return;
        }

        if (block.Length > 0) await StageAsync(cancel);
        await blob.CommitBlockListAsync(staged, new CommitBlockListOptions { Conditions = conditions }, cancel);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int taken = Room(buffer.Length);
            block.Write(buffer[..taken]);
            buffer = buffer[taken..];
            if (block.Length == BlockBytes) Stage();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int taken = Room(buffer.Length);
            block.Write(buffer.Span[..taken]);
            buffer = buffer[taken..];
            if (block.Length == BlockBytes) await StageAsync(cancellationToken);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Does nothing: blocks are staged when they are full.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int Room(int wanted) => (int)Math.Min(wanted, BlockBytes - block.Length);

    void Stage()
    {
        block.Position = 0;
        blob.StageBlock(NextId(), block, new BlockBlobStageBlockOptions());
        block.SetLength(0);
    }

    async Task StageAsync(CancellationToken cancel)
    {
        block.Position = 0;
        await blob.StageBlockAsync(NextId(), block, new BlockBlobStageBlockOptions(), cancel);
        block.SetLength(0);
    }

    string NextId()
    {
        Span<byte> id = stackalloc byte[20];
        writer.TryWriteBytes(id);
        BinaryPrimitives.WriteInt32BigEndian(id[16..], staged.Count);
        staged.Add(Convert.ToBase64String(id));
        return staged[^1];
    }
}
