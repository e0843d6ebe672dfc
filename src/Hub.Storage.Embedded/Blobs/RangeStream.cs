namespace Hub.Storage.Embedded.Blobs;

/// <summary>Reads the next <paramref name="length"/> bytes of a file and owns it.</summary>
sealed class RangeStream(FileStream file, long length) : ReadingStream
{
    long position;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Advance(file.Read(buffer[..(int)Math.Min(buffer.Length, length - position)]));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Advance(await file.ReadAsync(buffer[..(int)Math.Min(buffer.Length, length - position)], cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    int Advance(int read)
    {
        position += read;
        return read;
    }
}
