namespace Hub.Tests;

/// <summary>Places in the repository; tests run from the artifacts folder inside it.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Rulesets => Path.Combine(Root, "src", "Rulesets");

    /// <summary>Public sample files that are not part of the repository; null when they are not there.</summary>
    public static string? SharedData
    {
        get
        {
            string folder = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));
            return Directory.Exists(folder) ? folder : null;
        }
    }

    static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Hub.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("Hub.sln was not found above the tests.");
    }
}
