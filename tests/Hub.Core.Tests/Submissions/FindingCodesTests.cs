using System.Text.RegularExpressions;
using Hub.Submissions.Findings;

namespace Hub.Tests.Submissions;

public sealed partial class FindingCodesTests
{
    [Fact]
    public void All_Codes_AreUniqueAndOfTheForm()
    {
        Assert.Equal(FindingCodes.All.Count, FindingCodes.All.Select(c => c.Code).Distinct().Count());
        Assert.All(FindingCodes.All, c => Assert.Matches(Form(), c.Code));
    }

    [Fact]
    public void All_Codes_HaveWordsAndHelp() => Assert.All(FindingCodes.All, c =>
    {
        Assert.NotEmpty(c.Message);
        Assert.EndsWith(".", c.Help.TrimEnd('.') + ".", StringComparison.Ordinal);
        Assert.True(c.Help.Length > 10, $"{c.Code} has no help");
    });

    [Fact]
    public void Page_InTheRepository_IsTheGeneratedOne()
    {
        string file = Path.Combine(Repository.Rulesets, "FINDINGS.md");
        string page = FindingCodes.ToMarkdown();
        // HUB_WRITE_PAGES=1 writes the page anew.
        if (Environment.GetEnvironmentVariable("HUB_WRITE_PAGES") == "1") File.WriteAllText(file, page);
        Assert.Equal(page, File.ReadAllText(file));
    }

    [GeneratedRegex("^[a-z]+\\.[a-z]+(-[a-z]+)*$")]
    private static partial Regex Form();
}
