using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Sqlite;

namespace Hub.Storage.Embedded.Backups;

/// <summary>Makes a data folder out of a backup. Every byte is held against the backup's list first; the folder appears whole or not at all.</summary>
public static class FolderRestore
{
    /// <param name="backup">Folder of the backup.</param>
    /// <param name="data">A folder that is not there yet, or empty.</param>
    public static async Task<Result<BackupManifest>> MakeAsync(string backup, string data, CancellationToken cancel)
    {
        (backup, data) = (Path.GetFullPath(backup), Path.GetFullPath(data));
        Result<BackupManifest> manifest = BackupManifest.Read(backup);
        if (manifest.Problem is not null) return manifest;
        if (BackupFiles.IsTaken(data)) return BackupProblems.FolderTaken(data);
        string making = data.TrimEnd(Path.DirectorySeparatorChar) + ".restoring";
        if (Directory.Exists(making)) Directory.Delete(making, recursive: true);        // of a restore that was killed
        PosixFiles.MakeFolder(making);
        try
        {
            if (await CopyAsync(manifest.Value, backup, making, cancel) is { } damaged) return damaged;
            BackupFiles.Sync(making);
            if (Directory.Exists(data)) Directory.Delete(data);
            Directory.Move(making, data);
            PosixFiles.SyncFolder(Path.GetDirectoryName(data)!);
            return manifest;
        }
        finally
        {
            if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        }
    }

    static async Task<Problem?> CopyAsync(BackupManifest manifest, string backup, string making, CancellationToken cancel)
    {
        foreach (BackupFile listed in manifest.Files)
        {
            BackupFile? copied = await BackupFiles.CopyAsync(backup, making, listed.Path, cancel);
            if (copied is null) return BackupProblems.Damaged($"{listed.Path} is missing.");
            if (copied != listed) return BackupProblems.Damaged($"{listed.Path} is not what was backed up.");
        }

        foreach (string name in Databases.Names)
        {
            string path = Path.Combine(making, name);
            if (!File.Exists(path)) return BackupProblems.Damaged($"{name} is missing.");
            if (SqliteDatabase.FaultOf(path) is { } fault) return BackupProblems.Damaged($"{name}: {fault}.");
        }

        return null;
    }
}
