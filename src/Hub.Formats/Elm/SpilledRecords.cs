using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Hub.Formats.Elm;

/// <summary>Records in a temporary file, each behind its length; read back in order, or one by one where it is known where they begin.</summary>
internal sealed class SpilledRecords : IDisposable
{
    readonly FileStream _file = new(Path.Combine(Path.GetTempPath(), $"hub-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 256 * 1024, FileOptions.DeleteOnClose);
    public long Length { get; private set; }

    /// <summary>Adds a record; where it begins.</summary>
    public long Add(ReadOnlySpan<byte> record)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, record.Length);
        _file.Write(length);
        _file.Write(record);
        long start = Length;
        Length += sizeof(int) + record.Length;
        return start;
    }

    /// <summary>From now on records are read.</summary>
    public void Seal() => _file.Flush();

    /// <param name="bytes">Read at a time: much for reading on, little for reading here and there.</param>
    public RecordWindow Window(int bytes) => new(_file.SafeFileHandle, bytes);

    public void Dispose() => _file.Dispose();
}

/// <summary>A look into <see cref="SpilledRecords"/>.</summary>
internal sealed class RecordWindow(SafeFileHandle file, int bytes)
{
    byte[] _window = new byte[bytes];
    long _start;
    int _length;

    /// <summary>The record that begins there, and where the next one does. Valid until another is read.</summary>
    public (ReadOnlyMemory<byte> Record, long Next) Read(long start)
    {
        Fill(start, sizeof(int));
        int length = BinaryPrimitives.ReadInt32LittleEndian(_window.AsSpan((int)(start - _start)));
        Fill(start, sizeof(int) + length);
        return (_window.AsMemory((int)(start - _start) + sizeof(int), length), start + sizeof(int) + length);
    }

    void Fill(long start, int length)
    {
        if (start >= _start && start + length <= _start + _length) return;
        if (_window.Length < length) _window = new byte[length];
        (_start, _length) = (start, 0);
        while (_length < length)
        {
            int read = RandomAccess.Read(file, _window.AsSpan(_length), start + _length);
            if (read == 0) throw new IOException("The temporary file of records became shorter.");
            _length += read;
        }
    }
}
