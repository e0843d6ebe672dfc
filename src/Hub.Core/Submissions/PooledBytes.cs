using System.Buffers;

namespace Hub.Submissions;

/// <summary>Bytes of a chunk in a rented array. Arrays of megabytes, made anew for every chunk, would fill the memory until the next full collection.</summary>
sealed class PooledBytes(int capacity) : IDisposable
{
    // A pool of its own: the shared one keeps arrays per thread, and steps of a submission change threads all the time.
    static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(maxArrayLength: 64 * 1024 * 1024, maxArraysPerBucket: 4);

    byte[] _array = Pool.Rent(capacity);

    public int Length { get; private set; }

    /// <summary>Valid until the next <see cref="Append"/>, and not after the bytes were given back.</summary>
    public Memory<byte> Memory => _array.AsMemory(0, Length);

    public static async Task<PooledBytes> ReadAsync(Stream stream, int length, CancellationToken cancel)
    {
        var bytes = new PooledBytes(length) { Length = length };
        try
        {
            await stream.ReadExactlyAsync(bytes.Memory, cancel);
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Reads the bytes where they are.</summary>
    public MemoryStream ToStream() => new(_array, 0, Length, writable: false);

    /// <summary>Room for that many more bytes, to be filled by the caller.</summary>
    public Span<byte> Append(int length)
    {
        if (_array.Length - Length < length) Grow(Length + length);
        Span<byte> added = _array.AsSpan(Length, length);
        Length += length;
        return added;
    }

    public void Dispose()
    {
        if (_array.Length > 0) Pool.Return(_array);
        (_array, Length) = ([], 0);
    }

    void Grow(int needed)
    {
        byte[] larger = Pool.Rent(Math.Max(needed, 2 * _array.Length));
        Memory.Span.CopyTo(larger);
        Pool.Return(_array);
        _array = larger;
    }
}
