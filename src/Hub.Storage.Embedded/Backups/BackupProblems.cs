namespace Hub.Storage.Embedded.Backups;

/// <summary>Refusals of backups. Codes are public contract.</summary>
public static class BackupProblems
{
    public static Problem NoDataFolder(string folder, string missing) => new(ProblemKind.NotFound, "backup.no-data-folder", "There is no data folder.", $"'{folder}' has no {missing}.");

    public static Problem FolderTaken(string folder) => new(ProblemKind.Conflict, "backup.folder-taken", "Something lies in that folder.", $"'{folder}': a folder that is not there yet is needed, or an empty one.");

    public static Problem InsideData() => new(ProblemKind.Invalid, "backup.inside-data", "A backup can not lie in the data folder itself.");

    public static Problem Damaged(string detail) => new(ProblemKind.Invalid, "backup.damaged", "The backup is not whole, or damaged.", detail);
}
