using System.Buffers;
using System.Text;
using Hub.Ports;

namespace Hub.Storage.Embedded.Blobs;

/// <summary>
/// Names of blobs as paths of files, one to one. A folder is marked by <c>%d</c> at its end and <c>%</c> in a name is escaped,
/// so that <c>a</c> and <c>a/b</c> can both be blobs, as they can in the cloud, and no name meets another's file. Characters
/// that Windows refuses are escaped too: a data folder may be copied there.
/// </summary>
static class BlobPath
{
    const string FolderMark = "%d";
    static readonly SearchValues<char> Escaped = SearchValues.Create(BlobLimits.Unportable);

    /// <summary>The path below the blobs' folder.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static string Of(string name)
    {
        BlobLimits.CheckName(name);
        string[] parts = name.Split('/');
        for (int i = 0; i < parts.Length; i++) parts[i] = Escape(parts[i]) + (i < parts.Length - 1 ? FolderMark : "");
        return Path.Combine(parts);
    }

    /// <summary>Splits a prefix of names into the folder that holds them all (in names' form, empty or with a slash at its end) and the rest.</summary>
    public static (string Folder, string Start) SplitPrefix(string prefix)
    {
        int slash = prefix.LastIndexOf('/') + 1;
        return (prefix[..slash], prefix[slash..]);
    }

    /// <summary>The path of a folder of names, such as <c>a/b/</c>.</summary>
    public static string OfFolder(string folder) =>
        folder.Length == 0 ? "" : Path.Combine([.. folder.TrimEnd('/').Split('/').Select(part => Escape(part) + FolderMark)]);

    /// <summary>The part of a name that a file stands for, or with a slash at its end that a folder stands for.</summary>
    public static string PartOf(string fileName)
    {
        bool folder = fileName.EndsWith(FolderMark, StringComparison.Ordinal);
        string part = folder ? fileName[..^FolderMark.Length] : fileName;
        return (part.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(part) : part) + (folder ? "/" : "");
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
