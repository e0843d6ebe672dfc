using System.Diagnostics;

namespace Hub.Crash.Tests.Faults;

/// <summary>A file system of its own, so small that it can be filled, and can be made read-only.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    const int SizeMebibytes = 96;

    SmallDisk(string path) => Path = path;

    public string Path { get; }

    string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Null where this process may not mount.</summary>
    public static async Task<SmallDisk?> MountAsync(CancellationToken cancel)
    {
        string path = Directory.CreateTempSubdirectory("hub-disk-").FullName;
        if (OperatingSystem.IsLinux() && await RunAsync(["-t", "tmpfs", "-o", $"size={SizeMebibytes}m", "tmpfs", path], cancel)) return new SmallDisk(path);
        Directory.Delete(path);
        return null;
    }

    /// <summary>Leaves not a byte.</summary>
    public async Task FillAsync(CancellationToken cancel)
    {
        byte[] block = new byte[4096];
        await using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true) await file.WriteAsync(block, cancel);
        }
        catch (IOException)
        {
            // full
        }
    }

    public void Free() => File.Delete(Filler);

    public async Task SetReadOnlyAsync(bool readOnly, CancellationToken cancel) =>
        Assert.True(await RunAsync(["-o", readOnly ? "remount,ro" : "remount,rw", Path], cancel), "The file system can not be mounted otherwise while it is written.");

    public async ValueTask DisposeAsync()
    {
        using (var unmount = Process.Start("umount", ["-l", Path])!) await unmount.WaitForExitAsync(CancellationToken.None);
        Directory.Delete(Path);
    }

    static async Task<bool> RunAsync(string[] arguments, CancellationToken cancel)
    {
        try
        {
            using var mount = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true })!;
            await mount.WaitForExitAsync(cancel);
            return mount.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;       // there is no such command
        }
    }
}
