namespace Hub.Benchmarks;

/// <summary>Where things are: the repository, the executable that is measured, the folder it writes into, the results.</summary>
sealed record Place(string Root, string Hub, string Work, string Results)
{
    public static Place Find(FileInfo? hub, DirectoryInfo? work, DirectoryInfo? results)
    {
        string root = RootOf(AppContext.BaseDirectory);
        var place = new Place(
            root,
            hub?.FullName ?? Path.Combine(root, "artifacts", "bin", "Hub.Standalone", "release", "hub"),
            work?.FullName ?? Path.Combine(root, "artifacts", "benchmarks"),
            results?.FullName ?? Path.Combine(root, "tests", "Hub.Benchmarks", "results"));
        if (!File.Exists(place.Hub)) throw new FileNotFoundException("Build first: dotnet build -c Release Hub.Standalone.slnf", place.Hub);
        return place;
    }

    public string In(string name) => Path.Combine(Work, name);

    /// <summary>A folder that is not there yet.</summary>
    public string NewFolder(string name)
    {
        string folder = In(name);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return folder;
    }

    static string RootOf(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Hub.sln"))) return folder.FullName;
        throw new InvalidOperationException("Hub.sln is in no folder above this program.");
    }
}
