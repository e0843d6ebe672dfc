namespace Hub.Pipeline.Tests.Support;

/// <summary>A folder of its own for a test, in memory where the system offers that: these tests are about order, not about disks.</summary>
public sealed class TemporaryFolder : IDisposable
{
    const string InMemory = "/dev/shm";

    public string Path { get; } = System.IO.Path.Combine(Directory.Exists(InMemory) ? InMemory : System.IO.Path.GetTempPath(), "hub-test-" + Guid.NewGuid().ToString("n"));

    /// <summary>
    /// A folder with the same files, also while a hub has this one open: what its death in this moment would leave. Its lock dies with
    /// it, and so does the memory that its databases share.
    /// </summary>
    public TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (string folder in Directory.EnumerateDirectories(Path, "*", SearchOption.AllDirectories).Prepend(Path))
            Directory.CreateDirectory(folder.Replace(Path, copy.Path, StringComparison.Ordinal));
        foreach (string file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
            if (!file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith("hub.lock", StringComparison.Ordinal)) CopyFile(file, file.Replace(Path, copy.Path, StringComparison.Ordinal));
        return copy;
    }

    /// <summary>Not File.Copy, which takes a lock of its own.</summary>
    static void CopyFile(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        source.CopyTo(target);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
