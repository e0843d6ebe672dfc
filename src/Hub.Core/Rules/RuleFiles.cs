using System.Reflection;

namespace Hub.Rules;

/// <summary>
/// Where the files of <c>src/Rulesets</c> come from at run time: carried inside this assembly, or a folder the operator names.
/// Names are relative and use <c>/</c>: <c>XX/2020-01-31.json</c>, <c>Vocabularies/modes.csv</c>.
/// </summary>
public sealed class RuleFiles
{
    const string Prefix = "Rulesets/";

    readonly Func<string, byte[]> _read;

    RuleFiles(IReadOnlyList<string> names, Func<string, byte[]> read) => (Names, _read) = (names, read);

    public IReadOnlyList<string> Names { get; }

    public byte[] Read(string name) => _read(name);

    /// <summary>The files the hub was built with.</summary>
    public static RuleFiles Embedded { get; } = OfAssembly(typeof(RuleFiles).Assembly);

    /// <summary>The files of a folder laid out like <c>src/Rulesets</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static RuleFiles OfFolder(string folder)
    {
        string root = Path.GetFullPath(folder);
        string[] names = [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))];
        Array.Sort(names, StringComparer.Ordinal);
        return new RuleFiles(names, name => File.ReadAllBytes(Path.Combine(root, name)));
    }

    static RuleFiles OfAssembly(Assembly assembly)
    {
        var names = new List<string>();
        foreach (string name in assembly.GetManifestResourceNames())
            if (name.StartsWith(Prefix, StringComparison.Ordinal)) names.Add(name[Prefix.Length..]);
        names.Sort(StringComparer.Ordinal);
        return new RuleFiles(names, name => ReadResource(assembly, Prefix + name));
    }

    static byte[] ReadResource(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"There is no resource {name}.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
