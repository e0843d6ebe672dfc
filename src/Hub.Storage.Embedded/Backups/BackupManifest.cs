using System.Text.Json;

namespace Hub.Storage.Embedded.Backups;

/// <summary>A file of a backup.</summary>
/// <param name="Path">Below the folder, with slashes.</param>
/// <param name="Sha256">Hexadecimal.</param>
public sealed record BackupFile(string Path, long SizeBytes, string Sha256);

/// <summary>What a backup holds. Written last: a folder without it is no backup.</summary>
/// <param name="Version">Of this form; 1.</param>
/// <param name="TakenAt">The moment whose state it is.</param>
public sealed record BackupManifest(int Version, DateTimeOffset TakenAt, IReadOnlyList<BackupFile> Files)
{
    public const string FileName = "backup.json";

    const int Current = 1;

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static BackupManifest Of(DateTimeOffset takenAt, IReadOnlyList<BackupFile> files) => new(Current, takenAt, files);

    internal void Write(string folder) => File.WriteAllBytes(System.IO.Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Options));

    internal static Result<BackupManifest> Read(string folder)
    {
        string path = System.IO.Path.Combine(folder, FileName);
        if (!File.Exists(path)) return BackupProblems.Damaged($"'{folder}' has no {FileName}, which is written last.");
        try
        {
            BackupManifest? manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(path), Options);
            if (manifest is not { Version: Current, Files: not null }) return BackupProblems.Damaged($"'{path}' is of another version of this program.");
            BackupFile? outside = manifest.Files.FirstOrDefault(f => System.IO.Path.IsPathRooted(f.Path) || f.Path.Split('/').Any(part => part is ".." or "." or ""));
            return outside is null ? manifest : BackupProblems.Damaged($"'{path}' lists '{outside.Path}', which lies outside.");
        }
        catch (JsonException)
        {
            return BackupProblems.Damaged($"'{path}' can not be read.");
        }
    }
}
