using System.Runtime.InteropServices;

namespace Hub.Storage.Embedded.Folders;

/// <summary>What .NET has no call for: making the entries of a folder durable.</summary>
static partial class PosixFiles
{
    const int ReadOnly = 0;

    /// <summary>
    /// fsync(2) of a folder, so that a rename or a new file in it survives a power cut. Only Linux needs and has it:
    /// elsewhere nothing is done.
    /// </summary>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        int handle = Open(path, ReadOnly);
        if (handle < 0) throw Fault("open", path);
        try
        {
            if (Sync(handle) != 0) throw Fault("fsync", path);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>Makes the content of a closed file durable.</summary>
    public static void SyncFile(string path)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Makes a folder that only its owner may enter, with its parents, durably.</summary>
    public static void MakeFolder(string path)
    {
        var missing = new Stack<string>();
        for (string? folder = Path.GetFullPath(path); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            missing.Push(folder);
        foreach (string folder in missing)
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (Path.GetDirectoryName(folder) is { } parent) SyncFolder(parent);
        }
    }

    static IOException Fault(string call, string path) => new($"{call} of '{path}' failed with errno {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
