using System.Buffers;
using System.Text;
using Hub.Ports;

namespace Hub.Storage.Embedded.Blobs;

/// <summary>
/// Names of blobs as paths of files, one to one and readable: what is published lies in <c>blobs/open/</c> as it is addressed.
/// Characters that Windows refuses are escaped, and <c>%</c> with them: a data folder may be copied there.
/// </summary>
static class BlobPath
{
    static readonly SearchValues<char> Escaped = SearchValues.Create(BlobLimits.Unportable);

    /// <summary>The path below the blobs' folder.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static string Of(string name)
    {
        BlobLimits.CheckName(name);
        string[] parts = name.Split('/');
        return Path.Combine(Array.ConvertAll(parts, Escape));
    }

    /// <summary>Splits a prefix of names into the folder that holds them all (in names' form, empty or with a slash at its end) and the rest.</summary>
    public static (string Folder, string Start) SplitPrefix(string prefix)
    {
        int slash = prefix.LastIndexOf('/') + 1;
        return (prefix[..slash], prefix[slash..]);
    }

    /// <summary>The path of a folder of names, such as <c>a/b/</c>.</summary>
    public static string OfFolder(string folder) =>
        folder.Length == 0 ? "" : Path.Combine([.. folder.TrimEnd('/').Split('/').Select(Escape)]);

    /// <summary>The part of a name that an entry of a folder stands for: with a slash at its end when it is a folder itself.</summary>
    public static string PartOf(FileSystemInfo entry)
    {
        string part = entry.Name.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(entry.Name) : entry.Name;
        return entry is DirectoryInfo ? part + "/" : part;
    }

    static string Escape(string part)
    {
        if (part.AsSpan().IndexOfAny(Escaped) < 0) return part;
        var escaped = new StringBuilder();
        foreach (char c in part)
        {
            if (Escaped.Contains(c)) escaped.Append('%').Append(((int)c).ToString("X2", null));
            else escaped.Append(c);
        }

        return escaped.ToString();
    }
}
