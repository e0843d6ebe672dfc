using Hub.Submissions.Layout;

namespace Hub.Tests.Catalogue;

public sealed class EntryOutcomesTests
{
    const string Skill = "5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11";

    static RowVerdict Judge(params (string Column, string Value)[] cells) => Judged.Entry([("localId", "1"), ("kind", "unit"), ("title@en", "T"), .. cells]);

    [Theory]
    [InlineData("skill|knowledge|responsibility", """["skill","knowledge","responsibility"]""")]
    [InlineData(" SKILL || http://data.europa.eu/snb/skill-type/knowledge", """["skill",null,"knowledge"]""")]
    public void Judge_TypesOfAllPlaces_StandInTheirOrder(string types, string expected)
    {
        RowVerdict verdict = Judge(("learningOutcomes@en", "a|b|c"), ("learningOutcomeTypes", types));
        Assert.Empty(verdict.Codes());
        Assert.Contains($"\"learningOutcomeTypes\":{expected}", verdict.Json(), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_TheSameSkillTwice_StaysTwice()
    {
        RowVerdict verdict = Judge(("learningOutcomes@en", "a|b"), ("learningOutcomeSkills", $"{Skill}|http://data.europa.eu/esco/skill/{Skill}"));
        Assert.Empty(verdict.Codes());
        Assert.Contains($"""["http://data.europa.eu/esco/skill/{Skill}","http://data.europa.eu/esco/skill/{Skill}"]""", verdict.Json(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a|b", "skill", "entry.outcomes-misaligned")]
    [InlineData("a|b", "skill|skill|skill", "entry.outcomes-misaligned")]
    [InlineData("", "skill", "entry.outcomes-misaligned")]
    [InlineData("a||b", "skill|skill|skill", "entry.outcomes-uneven")]
    [InlineData("a|a", "skill|skill", "entry.outcomes-uneven")]
    [InlineData("a", "ability", "cell.unknown-value")]
    public void Judge_PlacesThatDoNotFit_AreRejected(string outcomes, string types, string code) =>
        Assert.Equal([code], Judge(("learningOutcomes@en", outcomes), ("learningOutcomeTypes", types)).Codes());

    [Theory]
    [InlineData("a|b", "x", "entry.outcome-languages-differ")]
    [InlineData("a|b", "x|y", null)]
    [InlineData("a|b", "", null)]
    public void Judge_OutcomesInSeveralLanguages_WarnWhereTheirNumberDiffers(string english, string portuguese, string? code) =>
        Assert.Equal(code is null ? [] : [code], Judge(("learningOutcomes@en", english), ("learningOutcomes@pt", portuguese)).Codes());

    [Fact]
    public void Judge_FewerOutcomesInOneLanguage_TypesFollowTheLongest() =>
        Assert.Equal(["entry.outcome-languages-differ"], Judge(("learningOutcomes@en", "a|b"), ("learningOutcomes@pt", "x"), ("learningOutcomeTypes", "skill|")).Codes());

    [Fact]
    public void Judge_OutcomesAlone_DropWhatIsEmptyOrRepeated()
    {
        RowVerdict verdict = Judge(("learningOutcomes@en", "Captar|Editar| Captar |"));
        Assert.Empty(verdict.Codes());
        Assert.Contains("""{"en":["Captar","Editar"]}""", verdict.Json(), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_CanonicalJsonAgain_IsTheSameRecord()
    {
        RowVerdict first = Judge(("learningOutcomes@en", "a|b|c"), ("learningOutcomeTypes", "skill||knowledge"), ("learningOutcomeSkills", $"|{Skill}|"));
        var row = new JsonRecordRow(Judged.Catalogue, System.Text.Json.JsonElement.Parse(first.Json()), null);
        var again = new RowVerdict();
        Judged.Catalogue.Judge(row, row.Layout, Judged.Scope(), again);
        Assert.Empty(row.Findings);
        Assert.Equal(first.Json(), again.Json());
    }
}
