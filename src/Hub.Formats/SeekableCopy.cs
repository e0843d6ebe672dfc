namespace Hub.Formats;

/// <summary>A body that can be read from any place: itself, or a temporary copy that goes when this does.</summary>
internal sealed class SeekableCopy : IAsyncDisposable
{
    readonly bool _isOwn;

    SeekableCopy(Stream stream, bool isOwn) => (Stream, _isOwn) = (stream, isOwn);

    public Stream Stream { get; }

    public static async Task<SeekableCopy> OfAsync(Stream body, CancellationToken cancel)
    {
        if (body.CanSeek) return new SeekableCopy(body, isOwn: false);
        string path = Path.Combine(Path.GetTempPath(), $"hub-{Guid.NewGuid():N}");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024, FileOptions.DeleteOnClose);
        var copy = new SeekableCopy(file, isOwn: true);
        try
        {
            await body.CopyToAsync(file, cancel);
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _isOwn ? Stream.DisposeAsync() : ValueTask.CompletedTask;
}
