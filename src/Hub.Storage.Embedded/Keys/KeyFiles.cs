using System.Text.Json;
using Hub.Storage.Embedded.Folders;

namespace Hub.Storage.Embedded.Keys;

/// <summary>The key files of a data folder: <c>keys/&lt;kid&gt;.json</c>, each readable by its owner only.</summary>
sealed class KeyFiles(string folder)
{
    const string Extension = ".json";

    public List<StoredKey> Load() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(Read).OrderBy(key => key.CreatedAt).ThenBy(key => key.KeyId, StringComparer.Ordinal)];

    /// <summary>Writes a key durably, over an earlier state of the same key.</summary>
    public void Save(StoredKey key)
    {
        PosixFiles.MakeFolder(folder);
        string path = Path.Combine(folder, key.KeyId + Extension);
        string temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, key);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        PosixFiles.SyncFolder(folder);
    }

    static StoredKey Read(string path) =>
        JsonSerializer.Deserialize<StoredKey>(File.ReadAllBytes(path)) ?? throw new InvalidDataException($"'{path}' holds no key.");
}
