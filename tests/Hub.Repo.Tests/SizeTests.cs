using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hub.Repo.Tests;

/// <summary>The hard limits; the aims are lower.</summary>
public sealed class SizeTests
{
    const int SourceLines = 400;
    const int TestLines = 800;
    const int MethodLines = 80;

    [Fact]
    public void SourceFiles_Always_StayReadable() =>
        Assert.Empty(Repository.Product.Where(f => f.Lines > SourceLines).Select(f => $"{f.Path}: {f.Lines} lines"));

    [Fact]
    public void TestFiles_Always_StayReadable() =>
        Assert.Empty(Repository.AllSources.Where(f => f.Lines > TestLines).Select(f => $"{f.Path}: {f.Lines} lines"));

    [Fact]
    public void Methods_Always_StayReadable() =>
        Assert.Empty(Repository.AllSources.SelectMany(f => f.Syntax.DescendantNodes()
            .Where(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
            .Where(n => LinesOf(n) > MethodLines)
            .Select(n => $"{f.At(n)}: {LinesOf(n)} lines")));

    static int LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
