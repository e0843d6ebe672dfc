namespace Hub.Submissions;

/// <summary>Where the chunks of a local file are read from: the file itself, or a rewritten copy that goes when this does.</summary>
sealed class TemporaryCopy : IAsyncDisposable
{
    readonly FileStream _read;

    public TemporaryCopy(string path, bool needed)
    {
        SourcePath = path;
        if (needed)
        {
            string copy = Path.Combine(Path.GetTempPath(), $"hub-{Guid.NewGuid():N}");
            Destination = new FileStream(copy, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, 256 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
            _read = new FileStream(copy, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        }
        else
        {
            _read = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        }
    }

    public string SourcePath { get; }

    /// <summary>Takes the rewritten body; null when the file is read as it stands.</summary>
    public FileStream? Destination { get; }

    public PooledBytes Read(Chunk chunk)
    {
        var bytes = new PooledBytes(chunk.LengthBytes);
        Span<byte> left = bytes.Append(chunk.LengthBytes);
        while (!left.IsEmpty)
        {
            int read = RandomAccess.Read(_read.SafeFileHandle, left, chunk.Offset + chunk.LengthBytes - left.Length);
            if (read == 0) throw new EndOfStreamException("The file became shorter while it was read.");
            left = left[read..];
        }

        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        await _read.DisposeAsync();
        if (Destination is not null) await Destination.DisposeAsync();
    }
}
