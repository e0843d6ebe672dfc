using System.Runtime.CompilerServices;
using Hub.Ports;
using Hub.Storage.Embedded.Folders;

namespace Hub.Storage.Embedded.Blobs;

/// <summary>
/// Blobs as files. Content is written to a staging folder of the same file system, made durable and then renamed: readers see
/// the old content or the new, never a part. Safe for one writing process and any number of readers.
/// </summary>
public sealed class FolderBlobs : IBlobs
{
    const int BufferBytes = 64 * 1024;

    readonly string root;
    readonly string? staging;
    readonly BlobClock stamps;
    readonly NameLocks locks = new();

    FolderBlobs(string root, string? staging, TimeProvider clock) => (this.root, this.staging, stamps) = (root, staging, new BlobClock(clock));

    /// <summary>Opens <c>blobs</c> and <c>blobs-staging</c> below the data folder to write; what an earlier process left half written is removed.</summary>
    public static FolderBlobs Open(string dataFolder, TimeProvider clock)
    {
        string root = Path.Combine(dataFolder, "blobs");
        string staging = Path.Combine(dataFolder, "blobs-staging");
        PosixFiles.MakeFolder(root);
        PosixFiles.MakeFolder(staging);
        foreach (string abandoned in Directory.EnumerateFiles(staging)) File.Delete(abandoned);
        return new FolderBlobs(root, staging, clock);
    }

    /// <summary>Opens the blobs beside the process that writes them. Writing throws <see cref="InvalidOperationException"/>.</summary>
    public static FolderBlobs OpenForReading(string dataFolder) => new(Path.Combine(dataFolder, "blobs"), null, TimeProvider.System);

    public Task<BlobProperties?> FindAsync(string name, CancellationToken cancel)
    {
        string path = PathOf(name);
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(Find(name, path));
    }

    public Task<Stream?> OpenReadAsync(string name, long offset, long? length, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (length is { } asked) ArgumentOutOfRangeException.ThrowIfNegative(asked, nameof(length));
        string path = PathOf(name);
        cancel.ThrowIfCancellationRequested();
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.Asynchronous);
            long from = Math.Min(offset, file.Length);
            file.Position = from;
            return Task.FromResult<Stream?>(new RangeStream(file, Math.Min(length ?? long.MaxValue, file.Length - from)));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public async Task<BlobOutcome> WriteAsync(string name, BlobCondition condition, Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
    {
        string path = PathOf(name);
        string temporary = Path.Combine(Staging, Guid.NewGuid().ToString("n"));
        // Not worth the content's time when it fails already; what counts is the second look.
        if (!Holds(condition, name, path)) return BlobOutcome.ConditionFailed;
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, FileOptions.Asynchronous))
                await write(file, cancel);
            using IDisposable alone = await locks.TakeAsync(name, cancel);
            if (!Holds(condition, name, path)) return BlobOutcome.ConditionFailed;
            return Publish(temporary, path, condition);
        }
        finally
        {
            // After the rename there is nothing of this name.
            File.Delete(temporary);
        }
    }

    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        (string folder, string start) = BlobPath.SplitPrefix(prefix);
        foreach (string name in BlobNames.List(root, folder, start))
        {
            cancel.ThrowIfCancellationRequested();
            // It may have gone since the folder was read.
            if (Find(name, PathOf(name)) is { } found) yield return found;
        }
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancel)
    {
        string path = PathOf(name);
        _ = Staging;
        using IDisposable alone = await locks.TakeAsync(name, cancel);
        if (!File.Exists(path)) return false;
        File.Delete(path);
        PosixFiles.SyncFolder(Path.GetDirectoryName(path)!);
        return true;
    }

    static BlobProperties? Find(string name, string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new BlobProperties(name, file.Length, BlobClock.ETag(file), file.LastWriteTimeUtc) : null;
    }

    static bool Holds(BlobCondition condition, string name, string path)
    {
        if (condition.CreateOnly) return !File.Exists(path);
        return condition.IfMatch is null || Find(name, path)?.ETag == condition.IfMatch;
    }

    BlobOutcome Publish(string temporary, string path, BlobCondition condition)
    {
        File.SetLastWriteTimeUtc(temporary, stamps.Next());
        PosixFiles.SyncFile(temporary);
        string folder = Path.GetDirectoryName(path)!;
        PosixFiles.MakeFolder(folder);
        try
        {
            // Without overwriting this is link(2) and unlink(2): the file system itself admits one creator.
            File.Move(temporary, path, overwrite: !condition.CreateOnly);
        }
        catch (IOException) when (condition.CreateOnly && File.Exists(path))
        {
            return BlobOutcome.ConditionFailed;
        }

        PosixFiles.SyncFolder(folder);
        return BlobOutcome.Written;
    }

    string PathOf(string name) => Path.Combine(root, BlobPath.Of(name));

    string Staging => staging ?? throw new InvalidOperationException("This data folder was opened for reading only.");
}
