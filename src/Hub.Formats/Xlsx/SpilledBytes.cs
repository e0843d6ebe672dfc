namespace Hub.Formats.Xlsx;

/// <summary>JSON strings in a temporary file, read back through a window: what is asked for mostly lies behind what was asked for last.</summary>
internal sealed class SpilledBytes : IDisposable
{
    const int WindowBytes = 256 * 1024;

    FileStream? _file;
    byte[] _window = [];
    int _windowStart;
    int _windowLength;
    int _length;

    /// <summary>Adds a string's content, in quotes; where it begins.</summary>
    public int Add(ReadOnlySpan<byte> json)
    {
        _file ??= new FileStream(Path.Combine(Path.GetTempPath(), $"hub-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024, FileOptions.DeleteOnClose);
        int start = _length;
        _file.WriteByte((byte)'"');
        _file.Write(json);
        _file.WriteByte((byte)'"');
        _length += json.Length + 2;
        return start;
    }

    /// <summary>Valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Read(int start, int length)
    {
        if (length == 0) return default;
        if (start < _windowStart || start + length > _windowStart + _windowLength) Fill(start, length);
        return _window.AsSpan(start - _windowStart, length);
    }

    void Fill(int start, int length)
    {
        _file!.Flush();
        if (_window.Length < Math.Max(length, WindowBytes)) _window = new byte[Math.Max(length, WindowBytes)];
        (_windowStart, _windowLength) = (start, 0);
        while (_windowLength < length)
        {
            int read = RandomAccess.Read(_file.SafeFileHandle, _window.AsSpan(_windowLength), start + _windowLength);
            if (read == 0) throw new IOException("The temporary file of texts became shorter.");
            _windowLength += read;
        }
    }

    public void Dispose() => _file?.Dispose();
}
