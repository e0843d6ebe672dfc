using System.Security.Cryptography;
using Hub.Storage.Embedded.Folders;

namespace Hub.Storage.Embedded.Backups;

/// <summary>Copies and describes files for backups. Paths are those below a folder, with slashes.</summary>
static class BackupFiles
{
    const int BufferBytes = 256 * 1024;

    public static IEnumerable<string> Below(string folder, string name)
    {
        string root = Path.Combine(folder, name);
        return Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')) : [];
    }

    public static bool IsInside(string path, string folder) => !Path.GetRelativePath(folder, path).StartsWith("..", StringComparison.Ordinal);

    public static bool IsTaken(string folder) => File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());

    /// <summary>Copies a file and hashes what was copied; null when it is gone.</summary>
    public static async Task<BackupFile?> CopyAsync(string from, string to, string path, CancellationToken cancel)
    {
        string target = Path.Combine(to, path);
        try
        {
            await using var source = new FileStream(Path.Combine(from, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
            PosixFiles.MakeFolder(Path.GetDirectoryName(target)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = BufferBytes, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var destination = new FileStream(target, options);
            return await PassAsync(path, source, destination, cancel);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static async Task<BackupFile> DescribeAsync(string folder, string path, CancellationToken cancel)
    {
        await using FileStream file = File.OpenRead(Path.Combine(folder, path));
        return await PassAsync(path, file, Stream.Null, cancel);
    }

    /// <summary>Makes the files and folders durable.</summary>
    public static void Sync(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) PosixFiles.SyncFile(file);
        foreach (string below in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories)) PosixFiles.SyncFolder(below);
        PosixFiles.SyncFolder(folder);
    }

    static async Task<BackupFile> PassAsync(string path, Stream source, Stream destination, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferBytes];
        long size = 0;
        for (int read; (read = await source.ReadAsync(buffer, cancel)) > 0; size += read)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            await destination.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return new BackupFile(path, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
