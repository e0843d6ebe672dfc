using System.Text;
using static Hub.Formats.Tests.Elm.LoqText;

namespace Hub.Formats.Tests.Elm;

/// <summary>What is wrong in files that are valid by the schema: each finding has its code and its place in the XML.</summary>
public sealed class LoqFindingTests
{
    const string At = "/Courses/learningAchievementSpecificationReferences/qualification[1]";
    const string OfferAt = "/Courses/learningOpportunityReferences/learningOpportunity[1]";

    [Theory]
    [InlineData("<creditPoint><framework uri=\"http://data.europa.eu/snb/education-credit/6fcec5c5af\"/><point>S91ZbAwnQrf</point></creditPoint>", "cell.not-a-number", At + "/creditPoint/point")]
    [InlineData("<creditPoint><framework uri=\"http://data.europa.eu/snb/education-credit/6fcec5c5af\"/><point>3</point></creditPoint><creditPoint><framework uri=\"x\"/><point>b</point></creditPoint>", "cell.not-a-number", At + "/creditPoint[2]/point")]
    [InlineData("<creditPoint><framework uri=\"http://data.europa.eu/snb/education-credit/nothing\"/><point>3</point></creditPoint>", "entry.credit-system-unknown", At + "/creditPoint/framework/@uri")]
    [InlineData("<volumeOfLearning>P60M</volumeOfLearning>", "cell.duration-unit", At + "/volumeOfLearning")]
    [InlineData("<mode uri=\"http://data.europa.eu/snb/learning-assessment/nothing\"/>", "cell.unknown-value", At + "/mode/@uri")]
    [InlineData("<learningOutcome idref=\"nothing\"/>", "elm.dangling-reference", At + "/learningOutcome[2]/@idref")]
    [InlineData("<isPartOf idref=\"nothing\"/>", "elm.dangling-reference", At + "/isPartOf/@idref")]
    [InlineData("<hasPart idref=\"nothing\"/>", "elm.dangling-reference", At + "/hasPart/@idref")]
    [InlineData("<publisher idref=\"nothing\"/>", "elm.dangling-reference", At + "/publisher/@idref")]
    [InlineData("<awardingOpportunity><awardingBody idref=\"nothing\"/></awardingOpportunity>", "elm.dangling-reference", At + "/awardingOpportunity/awardingBody/@idref")]
    [InlineData("<awardingOpportunity><temporal><startDate>2027-01-02T00:00:00Z</startDate><endDate>2027-01-01T00:00:00Z</endDate></temporal></awardingOpportunity>", "elm.end-before-start", At + "/awardingOpportunity/temporal/endDate")]
    [InlineData("<title language=\"xx\">Soldadura</title>", "elm.language-unknown", At + "/title[2]")]
    [InlineData("<title language=\"pt\">Outra</title>", "elm.only-first-kept", At + "/title[2]")]
    [InlineData("<title>Soldadura</title>", "elm.language-unknown", At + "/title[2]")]
    [InlineData("<status>whatever</status>", "elm.status-not-understood", At + "/status")]
    [InlineData("", "elm.element-missing", At)]
    public async Task Qualification_Wrong_IsFoundWithItsPlace(string inside, string code, string path)
    {
        CheckedFile file = await CheckedFile.OfAsync(File(Qualification("q", Sound + inside)), "file.xml");
        Assert.Null(file.Problem);
        Assert.Contains(file.Findings, f => (f.Row, f.Code, f.Path) == (1, code, path));
    }

    [Theory]
    [InlineData("<temporal><startDate>2027-02-01T09:00:00Z</startDate><endDate>2027-01-01T09:00:00Z</endDate></temporal>", "elm.end-before-start", OfferAt + "/temporal/endDate")]
    [InlineData("<duration>P90D</duration>", "elm.duration-not-kept", OfferAt + "/duration")]
    [InlineData("<location idref=\"nothing\"/>", "elm.dangling-reference", OfferAt + "/location/@idref")]
    [InlineData("<isPartOf idref=\"nothing\"/>", "elm.dangling-reference", OfferAt + "/isPartOf/@idref")]
    [InlineData("<priceDetail><amount><unit uri=\"nothing\"/><value>1.234</value></amount></priceDetail>", "cell.unknown-value", OfferAt + "/priceDetail/amount/unit/@uri")]
    [InlineData("<description language=\"pt\">Outro</description>", "elm.offer-text-not-kept", OfferAt + "/title")]
    public async Task Offer_Wrong_IsFoundWithItsPlace(string inside, string code, string path)
    {
        CheckedFile file = await CheckedFile.OfAsync(File(Qualification("q", Sound + Levels + "<description language=\"pt\">Um</description>"), Offer("p", "q", inside)), "file.xml");
        Assert.Contains(file.Findings, f => (f.Row, f.Code, f.Path) == (1, code, path));
    }

    [Fact]
    public async Task Offer_OfNothing_IsRejectedAlone()
    {
        CheckedFile file = await CheckedFile.OfAsync(File(Qualification("q", Sound + Levels), Offer("p", "nothing", "")), "file.xml");
        Assert.Equal((2, 1, 1), (file.Totals!.Rows, file.Totals.Accepted, file.Totals.Rejected));
        Assert.Contains(file.Findings, f => (f.Row, f.Code, f.Path) == (1, "elm.dangling-reference", OfferAt + "/learningAchievementSpecification/@idref"));
    }

    [Fact]
    public async Task Ids_ThatStandTwiceOrNowhere_AreFound()
    {
        CheckedFile file = await CheckedFile.OfAsync(File(Qualification("q", Sound) + Qualification("q", Sound + "<mode uri=\"x\"/>") + Qualification("", Sound) + Qualification("r", Sound + "<learningOutcome idref=\"o2\"/>"),
            outcomes: Outcome + "<learningOutcome id=\"o2\"><title language=\"pt\">A</title></learningOutcome><learningOutcome id=\"o2\"><title language=\"pt\">B</title></learningOutcome>"), "file.xml");
        Assert.Equal([1, 2, 4], file.Findings.Where(f => f.Code == "elm.duplicate-id" && f.Row > 0).Select(f => f.Row).Distinct());
        Assert.Contains(file.Findings, f => (f.Row, f.Code) == (3, "elm.id-missing"));
        Assert.Contains(file.Findings, f => f.Row == 0 && f.Code == "elm.duplicate-id" && f.Path == "/Courses/learningOutcomeReferences/learningOutcome[2]/@id");
    }

    [Fact]
    public async Task Records_NobodyUses_AreLookedAtToo()
    {
        CheckedFile file = await CheckedFile.OfAsync(File(Qualification("q", Sound + Levels), others: "<groupReferences><group id=\"g\"><member idref=\"nobody\"/></group></groupReferences>"), "file.xml");
        Assert.Contains(file.Findings, f => (f.Row, f.Code, f.Severity, f.Path) == (0, "elm.dangling-reference", "warn", "/Courses/groupReferences/group[1]/member/@idref"));
        Assert.Equal(0, file.Totals!.Rejected);
    }

    [Fact]
    public async Task Kind_ThatTheFileDoesNotCarry_IsRefused()
    {
        byte[] body = Encoding.UTF8.GetBytes(File(Qualification("q", Sound)));
        Assert.Equal("submission.other-kind", (await CheckedFile.OfAsync(body, "file.xml", kind: "organisations")).Problem?.Code);
    }

    [Fact]
    public async Task Missing_Texts_AreNamedOnTheRecord()
    {
        CheckedFile file = await CheckedFile.OfAsync(File(Qualification("q", Levels)), "file.xml");
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("entry.title-missing", At));
    }

    [Fact]
    public async Task Published_Sample_IsReadAndItsNonsenseFound()
    {
        string? path = UnitListTests.Published("elm/loq/loq.xml");
        Assert.SkipWhen(path is null, "The shared data is not beside the repository.");
        CheckedFile file = await CheckedFile.OfPathAsync(path!);
        Assert.Equal((4, 4), (file.Totals!.Rows, file.Totals.Rejected));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("cell.not-a-number", At + "/creditPoint/point"));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("elm.end-before-start", OfferAt + "/temporal/endDate"));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("elm.dangling-reference", At + "/publisher/@idref"));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("cell.duration-unit", At + "/volumeOfLearning"));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("cell.not-a-skill", "/Courses/learningOutcomeReferences/learningOutcome[1]/relatedESCOSkill/@uri"));
    }
}
