namespace Hub.Pipeline.Tests.Support;

/// <summary>Places in the repository; tests run from the artifacts folder inside it.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A public sample file that is not part of the repository; null when it is not there.</summary>
    public static string? SharedFile(params string[] path)
    {
        string file = Path.GetFullPath(Path.Combine([Root, "..", "shared", "data", .. path]));
        return File.Exists(file) ? file : null;
    }

    static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Hub.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("Hub.sln was not found above the tests.");
    }
}
