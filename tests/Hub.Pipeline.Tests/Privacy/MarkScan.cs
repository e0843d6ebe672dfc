using System.IO.Compression;
using System.Text;

namespace Hub.Pipeline.Tests.Privacy;

/// <summary>Looks for marks byte by byte: in files as they are, and in what is packed in them.</summary>
public sealed class MarkScan(Marks marks)
{
    readonly (string Form, byte[] Bytes)[] _forms = [.. marks.Forms()];

    /// <summary>Where a mark is found below a folder, in names of files too; nothing when there is none.</summary>
    public IEnumerable<string> Folder(string folder)
    {
        foreach (string path in FilesIn(folder))
        {
            string name = Path.GetRelativePath(folder, path);
            foreach (string found in Text($"the name {name}", name)) yield return found;
            foreach (string found in Bytes(name, Read(path))) yield return found;
        }
    }

    public IEnumerable<string> Text(string where, string text) => Bytes(where, Encoding.UTF8.GetBytes(text));

    public IEnumerable<string> Bytes(string where, byte[] bytes)
    {
        foreach ((string form, byte[] mark) in _forms)
            if (bytes.AsSpan().IndexOf(mark) is >= 0 and int at) yield return $"{where}: {form} at {at}, seed {marks.Seed}";
        foreach ((string part, byte[] unpacked) in Unpacked(bytes))
            foreach (string found in Bytes($"{where}/{part}", unpacked)) yield return found;
    }

    /// <summary>Of bytes that are looked for, those that stand in a file below the folder.</summary>
    public static IEnumerable<string> Containing(string folder, IReadOnlyCollection<string> texts)
    {
        foreach (string path in FilesIn(folder))
        {
            byte[] bytes = Read(path);
            foreach (string text in texts)
                if (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0) yield return $"{Path.GetRelativePath(folder, path)}: {text}";
        }
    }

    /// <summary>But for the lock, which nobody else may open: it holds the address of the hub.</summary>
    static IEnumerable<string> FilesIn(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "hub.lock");

    /// <summary>Nothing of a file that has just gone: the hub may be at work.</summary>
    static byte[] Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    static List<(string Name, byte[] Bytes)> Unpacked(byte[] bytes)
    {
        if (bytes is [0x1f, 0x8b, ..]) return [("gzip", Unzip(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)))];
        if (bytes is not [(byte)'P', (byte)'K', 3, 4, ..]) return [];
        using var archive = new ZipArchive(new MemoryStream(bytes));
        return [.. archive.Entries.Select(e => (e.FullName, Unzip(e.Open())))];
    }

    static byte[] Unzip(Stream packed)
    {
        using (packed)
        {
            using var plain = new MemoryStream();
            packed.CopyTo(plain);
            return plain.ToArray();
        }
    }
}
