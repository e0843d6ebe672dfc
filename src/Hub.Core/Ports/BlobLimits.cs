using System.Text;

namespace Hub.Ports;

/// <summary>
/// Names that every <see cref="IBlobs"/> takes, checked by each so that what passes on one machine holds in the cloud and the
/// other way round. Source: learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata.
/// </summary>
public static class BlobLimits
{
    /// <summary>Characters of a name.</summary>
    public const int MaxNameLength = 1024;

    /// <summary>Bytes of UTF-8 of a part between slashes, where <see cref="Unportable"/> characters count as three: file systems take 255.</summary>
    public const int MaxPartBytes = 250;

    /// <summary>Allowed in names, but escaped by an adapter that makes files of them, since some file systems refuse them.</summary>
    public const string Unportable = "%:*?\"<>|";

    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static void CheckName(string name)
    {
        if (name.Length is 0 or > MaxNameLength) throw new ArgumentException($"A blob's name has 1 to {MaxNameLength} characters; this one has {name.Length}.", nameof(name));
        foreach (Range part in name.AsSpan().Split('/')) CheckPart(name, name.AsSpan(part));
    }

    static void CheckPart(string name, ReadOnlySpan<char> part)
    {
        if (part.IsEmpty) throw Refused(name, "has an empty part");
        // Also keeps out '.' and '..'; the cloud refuses a dot at the end of a part, and Windows drops it and a space.
        if (part[^1] is '.' or ' ') throw Refused(name, "has a part that ends with a dot or a space");
        int bytes = Encoding.UTF8.GetByteCount(part);
        for (int i = 0; i < part.Length; i++)
        {
            if (char.IsControl(part[i]) || part[i] == '\\') throw Refused(name, "holds a control character or a backslash");
            if (Unportable.Contains(part[i], StringComparison.Ordinal)) bytes += 2;
            if (char.IsSurrogate(part[i]) && !(i + 1 < part.Length && char.IsSurrogatePair(part[i], part[++i]))) throw Refused(name, "is not valid Unicode");
        }

        if (bytes > MaxPartBytes) throw Refused(name, $"has a part of more than {MaxPartBytes} bytes");
    }

    static ArgumentException Refused(string name, string why) => new($"Blob name '{name}' {why}.", nameof(name));
}
