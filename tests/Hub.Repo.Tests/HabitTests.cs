using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hub.Repo.Tests;

/// <summary>What the code of the product does not do.</summary>
public sealed partial class HabitTests
{
    /// <summary>Literals that are codes of countries and yet no branch on a country.</summary>
    static readonly (string Literal, string Path, string Reason)[] AllowedCountryLiterals =
    [
        ("EU", "src/Hub.Core/Kernel/Country.cs", "Country.EuropeanBaseline: the rules that count where no country's do"),
        ("EC", "src/Hub.Core/Kernel/Jwks.cs", "elliptic curve, the key type of RFC 7518"),
        ("EC", "src/Hub.Storage.Embedded/Keys/StoredKey.cs", "elliptic curve, the key type of RFC 7518"),
        ("EC", "src/Hub.Storage.Azure/Keys/SigningKeys.cs", "elliptic curve, the key type of RFC 7518"),
    ];

    [Fact]
    public void Code_Always_KnowsNoCountry()
    {
        var countries = Repository.Read("src/Rulesets/Vocabularies/countries.csv").Split('\n').Skip(1).Select(l => l.Split(',')[0].Trim('"').ToUpperInvariant()).Where(c => c.Length == 2).Append("EU").ToHashSet(StringComparer.Ordinal);
        Assert.Contains("PT", countries);
        Assert.Empty(Literals().Where(l => l.Text.Length == 2 && countries.Contains(l.Text) && !AllowedCountryLiterals.Any(a => a.Literal == l.Text && a.Path == l.File.Path)).Select(l => $"{l.File.At(l.Node)}: {l.Text}"));
    }

    [Fact]
    public void Types_Always_AreNamedForWhatTheyAre() =>
        Assert.Empty(Repository.Product.SelectMany(f => f.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            .Where(t => VagueName().IsMatch(t.Identifier.Text)).Select(t => $"{f.At(t)}: {t.Identifier.Text}")));

    [Fact]
    public void Namespaces_Always_FollowFolders()
    {
        var wrong = new List<string>();
        foreach (Project project in Repository.Projects)
        {
            string root = project.Property("RootNamespace") ?? project.Name;
            foreach (SourceFile file in Repository.AllSources.Where(f => f.Path.StartsWith(project.Folder + "/", StringComparison.Ordinal)))
            {
                string[] folders = file.Path[(project.Folder.Length + 1)..].Split('/')[..^1];
                // What all slices share is addressed as Hub alone.
                string expected = project.Name == "Hub.Core" && folders is ["Kernel"] ? root : string.Join('.', [root, .. folders]);
                wrong.AddRange(file.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Where(n => n.Name.ToString() != expected)
                    .Select(n => $"{file.Path}: {n.Name} instead of {expected}"));
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Code_Always_LeavesNothingUndone() =>
        Assert.Empty(Repository.Product.SelectMany(f => Undone().Matches(f.Text).Select(m => $"{f.Path}: {m.Value}")));

    [Fact]
    public void Threads_Never_Sleep() =>
        Assert.Empty(Repository.Product.Where(f => f.Text.Contains("Thread.Sleep", StringComparison.Ordinal)).Select(f => f.Path));

    [Fact]
    public void AsyncMethods_Always_CanBeAwaited() =>
        Assert.Empty(Repository.Product.SelectMany(f => f.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(m => m.Modifiers.Any(SyntaxKind.AsyncKeyword) && m.ReturnType.ToString() == "void").Select(m => f.At(m))));

    /// <summary>An exception may be let go only by its type, with the reason beside it.</summary>
    [Fact]
    public void EmptyCatch_Always_NamesWhatAndWhy() =>
        Assert.Empty(Repository.Product.SelectMany(f => f.Syntax.DescendantNodes().OfType<CatchClauseSyntax>()
            .Where(c => c.Block.Statements.Count == 0)
            .Where(c => c.Declaration is null || c.Declaration.Type.ToString() == "Exception" || !SaysWhy(c))
            .Select(c => f.At(c))));

    /// <summary>Paths of the machine somebody worked on.</summary>
    [Fact]
    public void Text_Always_FitsAnyMachine()
    {
        string[] patterns = ["*.cs", "*.csproj", "*.props", "*.md", "*.json", "*.sh", "*.sln", "*.slnf", "*.service", "Dockerfile", "run"];
        string[] found = [.. patterns.SelectMany(p => Repository.Files(p)).Where(f => MachinePath().IsMatch(Repository.Read(f)))];
        Assert.Empty(found);
    }

    /// <summary>In the block, or in the summary of a method that does nothing else.</summary>
    static bool SaysWhy(CatchClauseSyntax clause) => clause.Block.DescendantTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia))
        || (clause.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault() is { Body.Statements.Count: 1 } method && method.GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)));

    static IEnumerable<(SourceFile File, SyntaxNode Node, string Text)> Literals() => Repository.Product.SelectMany(f => f.Syntax.DescendantNodes()
        .Where(n => n.IsKind(SyntaxKind.StringLiteralExpression) || n.IsKind(SyntaxKind.Utf8StringLiteralExpression))
        .Select(n => (f, n, ((LiteralExpressionSyntax)n).Token.ValueText)));

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utilities|Service|Base|Impl)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Undone();

    [GeneratedRegex(@"(?<![\w.$}])/(work|root|home|Users)/(?!someone\b)\w|\b[A-Z]:\\\w+\\")]
    private static partial Regex MachinePath();
}
