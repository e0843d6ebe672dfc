using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hub.Repo.Tests;

/// <summary>Codes of refusals are public contract: <c>slice.what-is-wrong</c>, each meaning one thing.</summary>
public sealed partial class ProblemCodeTests
{
    /// <summary>One refusal in two wordings. Otherwise a code that is used twice has the same title.</summary>
    static readonly Dictionary<string, string> SaidInTwoWays = new(StringComparer.Ordinal)
    {
        ["file.empty"] = "a body before its format is known, a file once it is",
    };

    [Fact]
    public void Codes_Always_SayWhatIsWrong()
    {
        List<(string Code, string Title, string At)> codes = Codes();
        Assert.True(codes.Count > 20, $"Only {codes.Count} codes were found: does this test still see how problems are made?");
        Assert.Empty(codes.Where(c => !CodeForm().IsMatch(c.Code)).Select(c => $"{c.At}: {c.Code}"));
    }

    [Fact]
    public void Codes_Always_MeanOneThing() =>
        Assert.Empty(Codes().GroupBy(c => c.Code).Where(g => g.Select(c => c.Title).Distinct().Count() > 1 && !SaidInTwoWays.ContainsKey(g.Key)).Select(g => $"{g.Key}: {string.Join(", ", g.Select(c => c.At))}"));

    /// <summary>Literals that follow a kind of problem, and those handed to a method that makes a problem of its parameter.</summary>
    static List<(string Code, string Title, string At)> Codes()
    {
        var codes = new List<(string, string, string)>();
        foreach (SourceFile file in Repository.Product)
        {
            var makers = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (BaseArgumentListSyntax list in file.Syntax.DescendantNodes().OfType<BaseArgumentListSyntax>())
            {
                if (list.Arguments.Count < 3 || !list.Arguments[0].ToString().StartsWith("ProblemKind.", StringComparison.Ordinal)) continue;
                ExpressionSyntax code = list.Arguments[1].Expression;
                if (code.IsKind(SyntaxKind.StringLiteralExpression)) codes.Add((((LiteralExpressionSyntax)code).Token.ValueText, list.Arguments[2].ToString(), file.At(code)));
                else if (code is IdentifierNameSyntax name && MakerOf(list, name.Identifier.Text) is var (method, position)) makers[method] = position;
            }

            foreach (InvocationExpressionSyntax call in file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>())
                if (makers.TryGetValue(call.Expression.ToString(), out int at) && call.ArgumentList.Arguments.ElementAtOrDefault(at)?.Expression is LiteralExpressionSyntax literal)
                    codes.Add((literal.Token.ValueText, call.ArgumentList.Arguments.ElementAtOrDefault(at + 1)?.ToString() ?? "", file.At(literal)));
        }

        return codes;
    }

    static (string, int)? MakerOf(SyntaxNode inside, string parameter)
    {
        MethodDeclarationSyntax? method = inside.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault();
        int position = method?.ParameterList.Parameters.IndexOf(p => p.Identifier.Text == parameter) ?? -1;
        return position < 0 ? null : (method!.Identifier.Text, position);
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex CodeForm();
}
