using Hub.Rules;

namespace Hub.Tests.Rules;

public sealed class VocabulariesTests
{
    static Vocabularies All => Judged.Vocabularies;

    [Theory]
    [InlineData("modes", "ONLINE", "online")]
    [InlineData("modes", "920fbb3cbe", "online")]
    [InlineData("modes", "http://data.europa.eu/snb/learning-assessment/920fbb3cbe", "online")]
    [InlineData("isced-f", "061", "061")]
    [InlineData("isced-f", "http://data.europa.eu/snb/isced-f/0613", "0613")]
    [InlineData("languages", "POR", "pt")]
    [InlineData("languages", "http://publications.europa.eu/resource/authority/language/ELL", "el")]
    [InlineData("countries", "PRT", "PT")]
    [InlineData("countries", "el", "GR")]
    [InlineData("countries", "UK", "GB")]
    [InlineData("eqf-levels", "EQF5", "5")]
    [InlineData("nqf-frameworks", "NFQ", "IE NQF")]
    public void Find_NameCodeOrUri_IsTheShortName(string vocabulary, string text, string expected) => Assert.Equal(expected, All[vocabulary].Find(text)?.Name);

    [Theory]
    [InlineData("isced-f", "613")]
    [InlineData("languages", "xx")]
    [InlineData("countries", "EU")]
    [InlineData("modes", "")]
    public void Find_Unknown_IsNull(string vocabulary, string text) => Assert.Null(All[vocabulary].Find(text));

    [Fact]
    public void All_Sizes_AreThoseOfTheListsUsed()
    {
        Assert.Equal(220, All.IscedF.Concepts.Count);
        Assert.Equal(183, All.Languages.Concepts.Count);
        Assert.Equal(8, All.EqfLevels.Concepts.Count);
        // The European list has 43; two more are national law and not in it.
        Assert.Equal(43, All.NqfFrameworks.Concepts.Count(c => c.Uri is not null));
        Assert.Equal(["MECES", "NQF KZ"], All.NqfFrameworks.Concepts.Where(c => c.Uri is null).Select(c => c.Name));
        Assert.All(All.Languages.Concepts, c => Assert.Equal(2, c.Name.Length));
    }

    [Fact]
    public void FindNqfLevel_EveryFrameworkInRulesets_AgreesWithTheEuropeanList()
    {
        foreach (Framework framework in Judged.Rulesets.All.SelectMany(r => r.Frameworks))
        {
            Assert.Equal(framework.Uri, All.NqfFrameworks.Find(framework.Id)?.Uri);
            Assert.All(framework.Levels, level => Assert.NotNull(All.FindNqfLevel(framework.Id, level.Level)));
        }
    }
}
