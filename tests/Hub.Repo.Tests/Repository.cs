using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hub.Repo.Tests;

/// <summary>The repository as text. Paths are relative to its root and divided by <c>/</c>.</summary>
static class Repository
{
    static readonly string[] NotOurs = ["artifacts", "bin", "obj", "node_modules", "TestResults", ".git", "hub-data", "hub-demo"];

    static readonly Lazy<IReadOnlyList<SourceFile>> Sources = new(() => [.. Files("*.cs").Select(SourceFile.Read)]);

    public static string Root { get; } = FindRoot();

    /// <summary>C# files of the product.</summary>
    public static IEnumerable<SourceFile> Product => Sources.Value.Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>All C# files, tests too.</summary>
    public static IReadOnlyList<SourceFile> AllSources => Sources.Value;

    public static IReadOnlyList<Project> Projects { get; } = [.. Files("*.csproj").Select(Project.Read)];

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static IEnumerable<string> Files(string pattern, string below = "")
    {
        var pending = new Stack<string>([Path.Combine(Root, below)]);
        while (pending.TryPop(out string? folder))
        {
            foreach (string file in Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)) yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
            foreach (string inner in Directory.EnumerateDirectories(folder).OrderDescending(StringComparer.Ordinal))
                if (!NotOurs.Contains(Path.GetFileName(inner))) pending.Push(inner);
        }
    }

    static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Hub.sln"))) return folder.FullName;
        throw new InvalidOperationException("Hub.sln is in no folder above the tests.");
    }
}

sealed record SourceFile(string Path, string Text, SyntaxNode Syntax)
{
    public static SourceFile Read(string path)
    {
        string text = Repository.Read(path);
        return new SourceFile(path, text, CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetRoot());
    }

    public int Lines => Text.Count(c => c == '\n') + (Text.EndsWith('\n') ? 0 : 1);

    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}

sealed record Project(string Path, string Name, XDocument Xml)
{
    public static Project Read(string path) => new(path, System.IO.Path.GetFileNameWithoutExtension(path), XDocument.Parse(Repository.Read(path)));

    public string Folder => Path[..Path.LastIndexOf('/')];

    public bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    public IEnumerable<string> References => Xml.Descendants("ProjectReference").Select(r => System.IO.Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    public IEnumerable<string> Packages => Xml.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value);

    public string? Property(string name) => Xml.Descendants(name).FirstOrDefault()?.Value;
}
