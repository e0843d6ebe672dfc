namespace Hub.Releases;

/// <summary>Reads a stream by lines of bytes. Lines of a release are records, a few hundred bytes to some hundred kilobytes.</summary>
public sealed class LineReader(Stream source) : IAsyncDisposable
{
    byte[] _buffer = new byte[256 * 1024];
    int _start, _end;

    /// <summary>The next line without its end, valid until the next call; null at the end of the stream.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancel)
    {
        for (int searched = 0; ;)
        {
            int at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, searched + at);
                _start += searched + at + 1;
                return line;
            }

            searched = _end - _start;
            MakeRoom();
            int read = await source.ReadAsync(_buffer.AsMemory(_end), cancel);
            if (read == 0) return searched == 0 ? null : throw new InvalidDataException("The last line has no end: the file is cut.");
            _end += read;
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
