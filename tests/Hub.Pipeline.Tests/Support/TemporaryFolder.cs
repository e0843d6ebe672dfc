namespace Hub.Pipeline.Tests.Support;

/// <summary>A folder of its own for a test, in memory where the system offers that: these tests are about order, not about disks.</summary>
public sealed class TemporaryFolder : IDisposable
{
    const string InMemory = "/dev/shm";

    public string Path { get; } = System.IO.Path.Combine(Directory.Exists(InMemory) ? InMemory : System.IO.Path.GetTempPath(), "hub-test-" + Guid.NewGuid().ToString("n"));

    /// <summary>A folder with the same files.</summary>
    public TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (string folder in Directory.EnumerateDirectories(Path, "*", SearchOption.AllDirectories).Prepend(Path))
            Directory.CreateDirectory(folder.Replace(Path, copy.Path, StringComparison.Ordinal));
        foreach (string file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
            File.Copy(file, file.Replace(Path, copy.Path, StringComparison.Ordinal));
        return copy;
    }

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
