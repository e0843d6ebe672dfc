using Hub.Submissions.Columns;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Tests.Columns;

public sealed class ColumnMatcherTests
{
    static readonly ColumnSynonyms Synonyms = ColumnSynonyms.LoadDefault();
    static readonly IReadOnlyList<ColumnMap> Maps = ColumnMaps.LoadDefault(null, [new TestKind()]);

    static Result<ColumnMatch> Match(string header, string? country = null, string? language = null, params ColumnMap[] maps) =>
        ColumnMatcher.Match(header.Split(','), new TestKind(), Synonyms, [.. maps, .. Maps], country, language);

    static string Uses(Result<ColumnMatch> match) =>
        string.Join(",", match.Value.Layout.Columns.Select(use => use is null ? "-" : use.Language is null ? use.Column.Name : $"{use.Column.Name}@{use.Language}"));

    static string Found(Result<ColumnMatch> match) => string.Join(",", match.Value.Findings.Select(finding => $"{finding.Row}:{finding.Column}:{finding.Code.Code}:{finding.Severity}"));

    [Theory]
    [InlineData("localId,title@pt,creditPoints", "localId,title@pt,creditPoints")]
    [InlineData("LOCAL ID,Title@PT,credit_points", "localId,title@pt,creditPoints")]
    [InlineData("local-id,title_pt,learningOutcomes (en)", "localId,title@pt,learningOutcomes@en")]
    [InlineData("local_id,title-et,titulo_pt,título (es)", "localId,title@et,title@pt,title@es")]
    [InlineData("código,designação@pt,carga horária,pontos de crédito", "localId,title@pt,workloadHours,creditPoints")]
    [InlineData("Kennung,Bezeichnung@de,Stunden,Sprachen", "localId,title@de,workloadHours,languages")]
    [InlineData("kodas,pavadinimas@lt,valandos,kreditai", "localId,title@lt,workloadHours,creditPoints")]
    [InlineData("localId,valid_to", "localId,validUntil")]
    [InlineData("localId,,hub_row,hub_errors", "localId,-,-,-")]
    public void Match_NamesPeopleUse_AreUnderstood(string header, string expected)
    {
        Result<ColumnMatch> match = Match(header);

        Assert.Equal((expected, ""), (Uses(match), Found(match)));
        Assert.Equal(header.Split(',')[0], match.Value.Layout.NameOf(new TestKind().Columns[0]));
    }

    [Theory]
    [InlineData("localId,title@xx", "localId,-", "1:title@xx:column.unknown:Warn")]
    [InlineData("localId,colour", "localId,-", "1:colour:column.unknown:Warn")]
    [InlineData("localId,hours_pt", "localId,-", "1:hours_pt:column.unknown:Warn")]
    [InlineData("localId,title", "localId,-", "1:title:column.language-missing:Warn")]
    [InlineData("localId,Local ID", "localId,-", "1:Local ID:column.twice:Reject")]
    [InlineData("localId,title@pt,title_pt", "localId,title@pt,-", "1:title_pt:column.twice:Reject")]
    [InlineData("code,localId", "-,localId", "1:code:column.unknown:Warn")]
    [InlineData("localId,horas,hours", "localId,workloadHours,-", "1:hours:column.twice:Reject")]
    public void Match_WhatIsNotClear_IsSaid(string header, string expected, string findings)
    {
        Result<ColumnMatch> match = Match(header);

        Assert.Equal((expected, findings), (Uses(match), Found(match)));
    }

    /// <summary>Lists have a number of their own beside the code: which one is the key, only the provider knows.</summary>
    [Fact]
    public void Match_TwoColumnsThatMayBeTheKey_NamesBoth()
    {
        Finding found = Assert.Single(Match("id,code,title@pt").Value.Findings);
        Assert.Equal(("code", "Another column is already read as localId: id."), (found.Column, found.Message));
    }

    [Fact]
    public void Match_TextsWithoutLanguage_GetTheDefaultWithAWarning()
    {
        Result<ColumnMatch> match = Match("localId,title,designação,title@pt", language: "pt");

        Assert.Equal("localId,-,-,title@pt", Uses(match));
        Assert.Equal("localId,title@pt", Uses(Match("localId,title", language: "pt")));
        Assert.Equal("1:title:column.language-assumed:Warn", Found(Match("localId,title", language: "pt")));
        Assert.Equal("The column does not say in which language its texts are; it was read as title@pt.", Match("localId,title", language: "pt").Value.Findings[0].Message);
    }

    [Fact]
    public void Match_NothingKnownOrNoKey_IsAProblem()
    {
        Assert.Equal("file.no-known-columns", Match("x,y").Problem?.Code);
        Assert.Equal("file.no-local-id", Match("title@pt,hours").Problem?.Code);
    }

    [Fact]
    public void Match_ListOfUnits_IsReadByTheMapOfItsCountry()
    {
        Result<ColumnMatch> match = Match("code,title_pt,hours,credit_points,points_per_hour", "PT");

        Assert.Equal(("localId,title@pt,workloadHours,creditPoints,-", ""), (Uses(match), Found(match)));
        Assert.Equal("pt-cnq-units", match.Value.Map?.Name);
        Assert.Equal("kind=unit creditSystem=PONTO hoursKind=training", string.Join(" ", match.Value.Layout.Constants.Select(constant => $"{constant.Use.Column.Name}={constant.Value}")));
    }

    [Fact]
    public void Match_OtherCountryOrMissingColumn_LeavesTheMapAside()
    {
        Assert.Null(Match("code,title_pt,hours,credit_points", "LT").Value.Map);
        Assert.Null(Match("code,title_pt,hours", "PT").Value.Map);
    }

    [Fact]
    public void Match_ColumnOfTheFile_WinsOverAConstant()
    {
        Result<ColumnMatch> match = Match("code,title_pt,hours,credit_points,kind", "PT");

        Assert.DoesNotContain(match.Value.Layout.Constants, constant => constant.Use.Column.Name == "kind");
    }

    [Fact]
    public void Match_SeveralMaps_TheMostParticularWins()
    {
        ColumnMap wide = new("wide", "catalogue", ["nr"], new Dictionary<string, string> { ["nr"] = "localId" });
        ColumnMap narrow = new("narrow", "catalogue", ["nr", "tt"], new Dictionary<string, string> { ["nr"] = "localId", ["tt"] = "title@en" });

        Result<ColumnMatch> match = Match("NR,tt", null, null, wide, narrow);

        Assert.Equal(("narrow", "localId,title@en"), (match.Value.Map?.Name, Uses(match)));
    }
}
