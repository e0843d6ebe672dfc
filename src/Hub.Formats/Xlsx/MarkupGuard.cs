namespace Hub.Formats.Xlsx;

/// <summary>Passes XML on and stops at what no spreadsheet writes: megabytes without a single angle bracket, which the XML reader would hold in memory.</summary>
internal sealed class MarkupGuard(Stream inner, int tagBytes) : Stream
{
    long _open;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int count = inner.Read(buffer);
        int last = buffer[..count].LastIndexOfAny((byte)'<', (byte)'>');
        _open = last < 0 ? _open + count : count - last;
        return _open <= tagBytes ? count : throw new InvalidDataException("A text or attribute of the workbook is too long.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
