using System.Text.Json;

namespace Hub.Storage.Embedded.Folders;

/// <summary>Who writes a data folder.</summary>
/// <param name="Address">Where the process serves; null when it serves nothing.</param>
public sealed record FolderHolder(int ProcessId, string? Address);

/// <summary>
/// The right to write a data folder: a lock of the operating system on <c>hub.lock</c>, which ends with the process however
/// that ends. The files themselves stay and prove nothing.
/// </summary>
sealed class FolderLock : IDisposable
{
    public const string LockName = "hub.lock";

    /// <summary>Beside the locked file, because .NET lets nobody read a file that is locked.</summary>
    public const string HolderName = "hub.lock.json";

    readonly string folder;
    readonly FileStream locked;

    FolderLock(string folder, FileStream locked) => (this.folder, this.locked) = (folder, locked);

    /// <exception cref="DataFolderInUseException">Another process has it.</exception>
    public static FolderLock Take(string folder)
    {
        string path = Path.Combine(folder, LockName);
        FileStream locked;
        try
        {
            locked = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException refused) when (IsHeld(refused))
        {
            FolderHolder? holder = Read(folder);
            throw new DataFolderInUseException(folder, holder?.ProcessId, holder?.Address);
        }

        var taken = new FolderLock(folder, locked);
        taken.Announce(null);
        return taken;
    }

    /// <summary>Who writes the folder now; null when nobody does.</summary>
    public static FolderHolder? HolderOf(string folder)
    {
        string path = Path.Combine(folder, LockName);
        if (!File.Exists(path)) return null;
        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException refused) when (IsHeld(refused))
        {
            return Read(folder) ?? new FolderHolder(0, null);
        }
    }

    /// <summary>Only then: a file system that is read-only or broken is refused in words of its own.</summary>
    static bool IsHeld(IOException refused)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        const int WouldBlockOnLinux = 11, WouldBlockOnMac = 35;
        return refused.HResult == (OperatingSystem.IsWindows() ? SharingViolation : OperatingSystem.IsMacOS() ? WouldBlockOnMac : WouldBlockOnLinux);
    }

    /// <summary>Who took the folder last, or null when it never was; it does not tell whether that process still lives.</summary>
    public static FolderHolder? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<FolderHolder>(File.ReadAllBytes(Path.Combine(folder, HolderName)));
        }
        catch (Exception unreadable) when (unreadable is JsonException or FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Renamed into place, so that nobody reads a half of it.</summary>
    public void Announce(string? address)
    {
        string temporary = Path.Combine(folder, HolderName + ".new");
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(new FolderHolder(Environment.ProcessId, address)));
        File.Move(temporary, Path.Combine(folder, HolderName), overwrite: true);
    }

    public void Dispose() => locked.Dispose();
}
