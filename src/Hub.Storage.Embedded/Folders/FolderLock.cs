using System.Text.Json;

namespace Hub.Storage.Embedded.Folders;

/// <summary>Who writes a data folder: the content of its lock file.</summary>
/// <param name="Address">Where the process serves; null when it serves nothing.</param>
public sealed record FolderHolder(int ProcessId, string? Address);

/// <summary>
/// The right to write a data folder: a lock of the operating system on <c>hub.lock</c>, which ends with the process however
/// that ends. The file itself stays and means nothing.
/// </summary>
sealed class FolderLock : IDisposable
{
    const string FileName = "hub.lock";
    readonly FileStream file;

    FolderLock(FileStream file) => this.file = file;

    /// <exception cref="DataFolderInUseException">Another process has it.</exception>
    public static FolderLock Take(string folder)
    {
        string path = Path.Combine(folder, FileName);
        FileStream file;
        try
        {
            // On Unix only FileShare.None takes an exclusive flock, and it does not hinder a reader that asks for no lock.
            FileShare share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
        }
        catch (IOException) when (File.Exists(path))
        {
            FolderHolder? holder = Read(folder);
            throw new DataFolderInUseException(folder, holder?.ProcessId, holder?.Address);
        }

        var taken = new FolderLock(file);
        taken.Announce(null);
        return taken;
    }

    /// <summary>What the lock file says, or null when it says nothing; it does not tell whether that process still lives.</summary>
    public static FolderHolder? Read(string folder)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize<FolderHolder>(file);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FileNotFoundException)
        {
            return null;
        }
    }

    public void Announce(string? address)
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(new FolderHolder(Environment.ProcessId, address));
        file.Position = 0;
        file.Write(content);
        file.SetLength(content.Length);
        file.Flush();
    }

    public void Dispose() => file.Dispose();
}
