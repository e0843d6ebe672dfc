using Hub.Storage.Embedded.Folders;

namespace Hub.Storage.Embedded.Backups;

/// <summary>
/// Copies a data folder while a hub serves it: the databases as of one moment, then the blobs. A blob is written before a record
/// names it, so every blob that the databases name is there; some that came later may be too, and disturb nobody.
/// </summary>
public sealed class FolderBackup(TimeProvider clock)
{
    /// <param name="data">The data folder.</param>
    /// <param name="target">A folder that is not there yet, or empty.</param>
    public async Task<Result<BackupManifest>> MakeAsync(string data, string target, CancellationToken cancel)
    {
        (data, target) = (Path.GetFullPath(data), Path.GetFullPath(target));
        string[] databases = [.. Databases.Names.Select(name => Path.Combine(data, name))];
        if (databases.FirstOrDefault(path => !File.Exists(path)) is { } missing) return BackupProblems.NoDataFolder(data, Path.GetFileName(missing));
        if (BackupFiles.IsInside(target, data)) return BackupProblems.InsideData();
        if (BackupFiles.IsTaken(target)) return BackupProblems.FolderTaken(target);
        PosixFiles.MakeFolder(target);

        // What points at other blobs is copied first, so that what it points at is copied after it.
        var files = new List<BackupFile>();
        files.AddRange(await CopyAsync(data, target, BackupFiles.Below(data, "blobs").Where(IsPointer), cancel));
        DateTimeOffset takenAt = clock.GetUtcNow();
        using (DatabaseSnapshot snapshot = DatabaseSnapshot.Take(databases))
        {
            foreach (string copy in snapshot.CopyTo(target, cancel)) files.Add(await BackupFiles.DescribeAsync(target, Path.GetFileName(copy), cancel));
            // As long as this reads, no rotation destroys the key that wraps what was copied.
            files.AddRange(await CopyAsync(data, target, BackupFiles.Below(data, "keys"), cancel));
        }

        files.AddRange(await CopyAsync(data, target, BackupFiles.Below(data, "blobs").Where(path => !IsPointer(path)), cancel));

        BackupManifest manifest = BackupManifest.Of(takenAt, [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)]);
        manifest.Write(target);
        BackupFiles.Sync(target);
        return manifest;
    }

    static bool IsPointer(string path) => path.Split('/').Any(part => part.StartsWith("latest", StringComparison.Ordinal));

    static async Task<List<BackupFile>> CopyAsync(string data, string target, IEnumerable<string> paths, CancellationToken cancel)
    {
        var copied = new List<BackupFile>();
        foreach (string path in paths)
            if (await BackupFiles.CopyAsync(data, target, path, cancel) is { } file) copied.Add(file);
        return copied;
    }
}
