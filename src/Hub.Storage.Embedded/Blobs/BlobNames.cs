namespace Hub.Storage.Embedded.Blobs;

/// <summary>Names in ordinal order, of which no more is in memory than one folder per level of the path.</summary>
static class BlobNames
{
    /// <summary>Names in <paramref name="folder"/> (a name's form, empty or with a slash at its end) and below whose next part begins with <paramref name="start"/>.</summary>
    public static IEnumerable<string> List(string root, string folder, string start)
    {
        string path = Path.Combine(root, BlobPath.OfFolder(folder));
        if (!Directory.Exists(path)) yield break;
        // A folder sorts with its slash: all names that begin with 'a/' lie between 'a.' and 'a0'.
        List<string> parts = [.. new DirectoryInfo(path).EnumerateFileSystemInfos()
            .Select(BlobPath.PartOf)
            .Where(part => part.StartsWith(start, StringComparison.Ordinal))];
        parts.Sort(StringComparer.Ordinal);
        foreach (string part in parts)
        {
            if (!part.EndsWith('/'))
            {
                yield return folder + part;
                continue;
            }

            foreach (string name in List(root, folder + part, "")) yield return name;
        }
    }
}
