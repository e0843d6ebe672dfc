using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Hub.Http.Pages.Language;

namespace Hub.Http.Tests.Pages;

/// <summary>The words of the interface: the same keys in all languages, the same places to fill in.</summary>
public sealed partial class WordsTests
{
    public static TheoryData<string> Languages() => [.. PageLanguages.Codes];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Keys_OfEveryLanguage_AreThoseOfEnglish(string code)
    {
        IReadOnlyDictionary<string, string> english = PageLanguages.TextsOf("en"), other = PageLanguages.TextsOf(code);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), other.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(other.Values, string.IsNullOrEmpty);
        Assert.All(english.Keys, key => Assert.Equal(PlacesOf(english[key]), PlacesOf(other[key])));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Formats_OfEveryLanguage_Work(string code)
    {
        PageLanguage language = PageLanguages.Find(code)!;
        Assert.All(Enumerable.Range(1, 12), month => Assert.DoesNotContain('{', language.Date(new DateOnly(2026, month, 3))));
        Assert.Contains("2026", language.Date(new DateOnly(2026, 1, 31)), StringComparison.Ordinal);
        Assert.DoesNotContain("PT", language.Country("PT"), StringComparison.Ordinal);
        Assert.NotEqual("pt", language.LanguageName("pt"));
    }

    [Theory]
    [InlineData("en", "1,234.5", "3 November 2026")]
    [InlineData("pt", "1 234,5", "3 de novembro de 2026")]
    [InlineData("lt", "1 234,5", "2026 m. lapkričio 3 d.")]
    [InlineData("sl", "1.234,5", "3. november 2026")]
    [InlineData("es", "1.234,5", "3 de noviembre de 2026")]
    public void NumbersAndDates_AreWrittenAsTheLanguageDoes(string code, string number, string date)
    {
        PageLanguage language = PageLanguages.Find(code)!;
        Assert.Equal(number, language.Number(1234.5m).Replace('\u00a0', ' '));
        Assert.Equal(date, language.Date(new DateOnly(2026, 11, 3)));
    }

    /// <summary>Keys that stand in the pages as they are; those put together are seen by the browser tests.</summary>
    [Fact]
    public void Keys_InThePages_Exist()
    {
        string folder = Path.Combine(RepositoryRoot(), "src", "Hub.Http", "Pages");
        FrozenDictionary<string, string> english = PageLanguages.TextsOf("en");
        string[] used = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => KeyInUse().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct()];
        Assert.True(used.Length > 100, $"{used.Length} keys found");
        Assert.All(used, key => Assert.True(english.ContainsKey(key), key));
    }

    static string[] PlacesOf(string text) => [.. Place().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal)];

    static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Hub.sln"))) return folder.FullName;
        throw new InvalidOperationException("Hub.sln is in no folder above the tests.");
    }

    [GeneratedRegex("""(?:Words|words|Language)(?:\.Format\(|\[)"([^"]+)""")]
    private static partial Regex KeyInUse();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();
}
