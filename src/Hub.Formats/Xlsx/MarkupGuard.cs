namespace Hub.Formats.Xlsx;

/// <summary>Passes XML on and stops at what no spreadsheet writes: megabytes without a single angle bracket, which the XML reader would hold in memory.</summary>
internal sealed class MarkupGuard(Stream inner, int tagBytes) : ReadingStream
{
    long _open;

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
}
