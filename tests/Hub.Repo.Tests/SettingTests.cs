using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hub.Repo.Tests;

/// <summary>
/// Every setting a host reads is in <c>local.settings.example.json</c>, and nothing else is. Read from source text, because the
/// Azure host is not built everywhere.
/// </summary>
public sealed partial class SettingTests
{
    const string Example = "local.settings.example.json";

    /// <summary>Settings of the Functions host and of its connections by identity, which none of our code reads.</summary>
    static readonly string[] OfThePlatform = ["FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "AzureWebJobsStorage", "HubStorage__credential"];

    static bool HasFunctions => Repository.Exists("src/Hub.Functions");

    [Fact]
    public void FilesOfTheFunctionsHost_OnceItExists_AreThere()
    {
        if (!HasFunctions) return;
        Assert.True(Repository.Exists("host.json"));
        Assert.True(Repository.Exists(Example));
    }

    [Fact]
    public void Example_Always_HasEverySettingThatIsRead()
    {
        if (HasFunctions) Assert.Empty(Read().Except(Keys(), StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Example_Always_HasNoSettingThatNobodyReads()
    {
        if (HasFunctions) Assert.Empty(Keys().Except(OfThePlatform).Except(Read(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The options of the one-machine host stand in the README instead.</summary>
    [Fact]
    public void Readme_Always_NamesTheOptionsOfTheOneMachineHost()
    {
        string readme = Repository.Read("README.md");
        Assert.All(Options("src/Hub.Standalone/"), key => Assert.Contains(key, readme, StringComparison.Ordinal));
    }

    static IReadOnlyList<string> Keys()
    {
        using JsonDocument settings = JsonDocument.Parse(Repository.Read(Example));
        return [.. settings.RootElement.GetProperty("Values").EnumerateObject().Select(p => p.Name)];
    }

    /// <summary>Properties of option types, settings named in attributes, and settings read one by one.</summary>
    static IReadOnlyList<string> Read() =>
    [
        .. Options("src/Hub.Http/"), .. Options("src/Hub.Storage.Azure/"), .. Options("src/Hub.Functions/"), .. OneByOne().Distinct(),
    ];

    static IEnumerable<string> Options(string below) => Repository.Product.Where(f => f.Path.StartsWith(below, StringComparison.Ordinal))
        .SelectMany(f => f.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>())
        .SelectMany(type => SectionOf(type) is { } section ? PropertiesOf(type, section) : []);

    /// <summary>Of a list of further options the example has the first, part by part; of options within options each.</summary>
    static IEnumerable<string> PropertiesOf(TypeDeclarationSyntax type, string section) => Settable(type).SelectMany(p => p.Type switch
    {
        GenericNameSyntax { TypeArgumentList.Arguments: [IdentifierNameSyntax part] } when TypeNamed(part.Identifier.Text) is { } options => PropertiesOf(options, $"{section}__{p.Identifier.Text}__0"),
        IdentifierNameSyntax inner when inner.Identifier.Text.EndsWith("Options", StringComparison.Ordinal) && TypeNamed(inner.Identifier.Text) is { } options => PropertiesOf(options, $"{section}__{p.Identifier.Text}"),
        _ => [$"{section}__{p.Identifier.Text}"],
    });

    static IEnumerable<PropertyDeclarationSyntax> Settable(TypeDeclarationSyntax type) =>
        type.Members.OfType<PropertyDeclarationSyntax>().Where(p => p.AccessorList?.Accessors.Any(a => a.IsKind(SyntaxKind.SetAccessorDeclaration) || a.IsKind(SyntaxKind.InitAccessorDeclaration)) == true);

    static TypeDeclarationSyntax? TypeNamed(string name) => Repository.Product.SelectMany(f => f.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>()).FirstOrDefault(t => t.Identifier.Text == name);

    static string? SectionOf(TypeDeclarationSyntax type) => type.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables)
        .Where(v => v.Identifier.Text == "Section").Select(v => (v.Initializer?.Value as LiteralExpressionSyntax)?.Token.ValueText).FirstOrDefault();

    static IEnumerable<string> OneByOne()
    {
        foreach (SourceFile file in Repository.Product.Where(f => f.Path.StartsWith("src/Hub.Functions/", StringComparison.Ordinal)))
        {
            foreach (Match key in ConfigurationKey().Matches(file.Text)) yield return key.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal);
            foreach (Match connection in ConnectionName().Matches(file.Text)) yield return connection.Groups[1].Value;
            foreach (Match part in AccountPart().Matches(file.Text)) yield return $"HubStorage__{part.Groups[1].Value}";
        }
    }

    [GeneratedRegex("\"%?(Hub:[A-Za-z0-9]+)%?\"")]
    private static partial Regex ConfigurationKey();

    [GeneratedRegex("const string Storage = \"(\\w+)\"")]
    private static partial Regex ConnectionName();

    [GeneratedRegex("account\\[\"(\\w+)\"\\]")]
    private static partial Regex AccountPart();
}
