namespace Hub.Storage.Embedded.Blobs;

/// <summary>
/// Times of writing that never come twice: a file's time is set to one and is its ETag. Neither size nor inode nor the system's
/// own file time would do, for two quick writes can share them; and a time survives a copy of the folder.
/// </summary>
sealed class BlobClock(TimeProvider clock)
{
    long last;

    public DateTime Next()
    {
        long now = clock.GetUtcNow().UtcTicks;
        long before, next;
        do
        {
            before = Interlocked.Read(ref last);
            next = Math.Max(now, before + 1);
        }
        while (Interlocked.CompareExchange(ref last, next, before) != before);
        return new DateTime(next, DateTimeKind.Utc);
    }

    public static string ETag(FileInfo file) => $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}";
}
