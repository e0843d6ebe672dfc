using System.Text;
using Hub.Formats.Elm;
using Hub.Formats.Json;
using Hub.Formats.Xml;
using static Hub.Formats.Tests.Elm.LoqText;

namespace Hub.Formats.Tests.Elm;

/// <summary>How records of the profile LOQ become rows of the catalogue.</summary>
public sealed class LoqTests
{
    static async Task<IReadOnlyList<Dictionary<string, string>>> RecordsAsync(string text) => (await ReadFile.OfAsync(new ElmFormat(), Encoding.UTF8.GetBytes(text))).Records;

    static async Task<string?> KindAsync(string specifications, string offers = "", int row = 0) => (await RecordsAsync(File(specifications, offers)))[row].GetValueOrDefault("kind");

    [Fact]
    public async Task Qualification_WithAll_FillsItsColumns()
    {
        string text = File(Qualification("https://example.org/q/1", """
            <identifier><skos:notation>521381</skos:notation><schemeName>CNQ</schemeName></identifier><identifier><skos:notation>7</skos:notation></identifier>
            <title language="pt">Soldadura</title><title language="en-GB">Welding</title><description language="pt">Texto</description><homepage><contentUrl>https://example.org</contentUrl></homepage>
            <ISCEDFCode uri="i1"/><ISCEDFCode uri="i2"/><ISCEDFCode uri="i1"/><volumeOfLearning>PT1275H30M</volumeOfLearning>
            <creditPoint><framework uri="ecvet"/><point>95.25</point></creditPoint><language uri="pt"/><mode uri="m"/><targetGroup uri="t"/><entryRequirement><noteLiteral language="pt">12.º ano</noteLiteral></entryRequirement>
            <learningOutcome idref="o1"/><learningOutcome idref="o2"/><provenBy idref="a1"/><awardingOpportunity><awardingBody idref="https://register.example.org/PT-ESCOLA"/></awardingOpportunity>
            <EQFLevel uri="eqf4"/><NQFLevel uri="qnq4"/><accreditation idref="https://example.org/acc/1"/><status>http://data.europa.eu/snb/status/to-be-reviewed</status>
            """), "", Outcome + """<learningOutcome id="o2"><title language="pt">Lê desenhos</title><title language="en">Reads drawings</title><relatedESCOSkill uri="http://data.europa.eu/esco/skill/abc"/></learningOutcome>""", """
            <learningAssessmentSpecificationReferences><learningAssessmentSpecification id="a1"><type uri="practical"/><gradingScheme idref="g1"/></learningAssessmentSpecification></learningAssessmentSpecificationReferences>
            <gradingSchemeReferences><gradingScheme id="g1"><title language="pt">0-20</title></gradingScheme></gradingSchemeReferences>
            <agentReferences><organisation id="https://register.example.org/PT-ESCOLA"/></agentReferences>
            <accreditationReferences><accreditation id="https://example.org/acc/1"><type uri="programme"/></accreditation></accreditationReferences>
            """);
        Dictionary<string, string> row = Assert.Single(await RecordsAsync(text));
        Assert.Equal(new Dictionary<string, string>
        {
            ["localId"] = "https://example.org/q/1",
            ["kind"] = "qualification",
            ["title@pt"] = "Soldadura",
            ["title@en"] = "Welding",
            ["description@pt"] = "Texto",
            ["homepage"] = "https://example.org",
            ["identifiers"] = "CNQ:521381|OTHER:7",
            ["iscedF"] = "i1|i2",
            ["workloadHours"] = "1275.5",
            ["hoursKind"] = "notional",
            ["creditSystem"] = "ecvet",
            ["creditPoints"] = "95.25",
            ["languages"] = "pt",
            ["modes"] = "m",
            ["targetGroups"] = "t",
            ["prerequisites@pt"] = "12.º ano",
            ["learningOutcomes@pt"] = "Solda|Lê desenhos",
            ["learningOutcomes@en"] = "Welds|Reads drawings",
            ["learningOutcomeTypes"] = "http://data.europa.eu/snb/skill-type/skill|",
            ["learningOutcomeSkills"] = "|http://data.europa.eu/esco/skill/abc",
            ["escoSkills"] = "http://data.europa.eu/esco/skill/abc",
            ["assessmentTypes"] = "practical",
            ["gradingScheme"] = "0-20",
            ["awardingBody"] = "PT-ESCOLA",
            ["eqfLevel"] = "eqf4",
            ["nqfLevel"] = "qnq4",
            ["accreditation"] = "https://example.org/acc/1",
            ["qualityAssurance"] = "programme",
            ["status"] = "draft",
        }.OrderBy(c => c.Key), row.OrderBy(c => c.Key));
    }

    [Fact]
    public async Task Offer_WhenTheOnlyOne_FillsTheRowOfItsSpecification()
    {
        const string inside = """
            <type uri="course"/><temporal><startDate>2027-01-11T09:00:00Z</startDate><endDate>2027-12-17T18:00:00Z</endDate></temporal><duration>P1Y2M</duration><mode uri="m2"/><grant><title language="pt">PRR</title></grant>
            <applicationDeadline>2026-12-18T23:30:00+01:00</applicationDeadline><priceDetail><amount><unit uri="EUR"/><value>12.50</value></amount></priceDetail><location idref="l1"/>
            """;
        Dictionary<string, string> row = Assert.Single(await RecordsAsync(File(Qualification("q", Sound + "<mode uri=\"m1\"/>"), Offer("p", "q", inside), others: """<locationReferences><location id="l1"><geographicName language="pt">Aveiro</geographicName><address><countryCode uri="x/country/PRT"/></address></location></locationReferences>""")));
        Assert.Equal(("q", "Soldadura", "https://example.org/p", "PT-ESCOLA"), (row["localId"], row["title@pt"], row["homepage"], row["providers"]));
        Assert.Equal(("course", "2027-01-11", "14", "m1|m2", "PRR", "2026-12-18"), (row["offerType"], row["startDate"], row["durationMonths"], row["modes"], row["fundingTags"], row["applicationDeadline"]));
        Assert.Equal(("12.50", "EUR", "Aveiro, PRT"), (row["priceAmount"], row["priceCurrency"], row["location"]));
    }

    [Fact]
    public async Task Offers_OfOneSpecification_AreRowsDerivedFromIt()
    {
        var rows = await RecordsAsync(File(Qualification("q", Sound + Levels), Offer("p1", "q", "<mode uri=\"m\"/>") + Offer("p2", "q", "")));
        Assert.Equal(["p1", "p2", "q"], rows.Select(r => r["localId"]));
        Assert.Equal(["programme", "programme", "qualification"], rows.Select(r => r["kind"]));
        Assert.Equal(["q", "q", null], rows.Select(r => r.GetValueOrDefault("derivedFrom")));
        Assert.Equal(("Oferta p1", "Solda", "http://data.europa.eu/snb/eqf/4"), (rows[0]["title@pt"], rows[0]["learningOutcomes@pt"], rows[0]["eqfLevel"]));
        Assert.False(rows[2].ContainsKey("homepage"));
    }

    [Fact]
    public async Task Parts_SaidFromEitherSide_AreParts()
    {
        var rows = await RecordsAsync(File(Qualification("q", Sound + "<hasPart idref=\"s1\"/><generalisationOf idref=\"s2\"/>") + Specification("s1", Sound) + Specification("s2", Sound + "<isPartOf idref=\"q\"/><specialisationOf idref=\"s1\"/>")));
        Assert.Equal([null, "q", "q"], rows.Select(r => r.GetValueOrDefault("partOf")));
        Assert.Equal([null, null, "s1|q"], rows.Select(r => r.GetValueOrDefault("derivedFrom")));
    }

    [Theory]
    [InlineData("<type><skos:prefLabel language=\"en\">Micro-credential</skos:prefLabel></type><creditPoint><point>100</point></creditPoint>", "micro-credential")]
    [InlineData("<type uri=\"http://example.org/types/module\"/>", "module")]
    [InlineData("<creditPoint><point>5</point></creditPoint>", "micro-credential")]
    [InlineData("<creditPoint><point>59.5</point></creditPoint>", "micro-credential")]
    [InlineData("<creditPoint><point>60</point></creditPoint>", "programme")]
    [InlineData("<creditPoint><point>many</point></creditPoint>", null)]
    [InlineData("<creditPoint><point>0</point></creditPoint>", null)]
    [InlineData("<hasPart idref=\"x\"/>", "programme")]
    [InlineData("", null)]
    public async Task Kind_OfSpecification_IsTakenFromWhatTheFileSays(string inside, string? kind) => Assert.Equal(kind, await KindAsync(Specification("s", Sound + inside)));

    [Fact]
    public async Task Kind_OfPartsAndQualifications_IsTakenFromTheirPlace()
    {
        Assert.Equal("unit", await KindAsync(Qualification("q", Sound + "<isPartialQualification>true</isPartialQualification>")));
        Assert.Equal("qualification", await KindAsync(Qualification("q", Sound + "<isPartialQualification>false</isPartialQualification>")));
        Assert.Equal("unit", await KindAsync(Qualification("q", Sound) + Specification("s", Sound + "<isPartOf idref=\"q\"/>"), row: 1));
        Assert.Equal("module", await KindAsync(Specification("p", Sound + "<hasPart idref=\"s\"/>") + Specification("s", Sound), row: 1));
        Assert.Equal("module", await KindAsync(Specification("s", Sound), Offer("p", "s", "<type uri=\"http://data.europa.eu/snb/learning-opportunity/0f7dac46ca\"/>")));
    }

    [Theory]
    [InlineData("PT60H", "60")]
    [InlineData("P0Y0M0DT60H0M0S", "60")]
    [InlineData("PT1H45M", "1.75")]
    [InlineData("P60M", "P60M")]
    [InlineData("P2DT12H", "P2DT12H")]
    [InlineData("PT1H10M", "PT1H10M")]
    [InlineData("60", "60")]
    public async Task Volume_InHours_IsRead(string volume, string cell) => Assert.Equal(cell, Assert.Single(await RecordsAsync(File(Qualification("q", Sound + $"<volumeOfLearning>{volume}</volumeOfLearning>"))))["workloadHours"]);

    [Theory]
    [InlineData("2026-10-01T09:00:00Z", "2026-10-01")]
    [InlineData("2026-10-01T00:00:00Z", "2026-10-01")]
    [InlineData("2026-10-01T22:00:00Z", "2026-10-01T22:00:00Z")]
    [InlineData("2026-10-01T22:00:00+02:00", "2026-10-01")]
    [InlineData("2026-10-01T22:00:00", "2026-10-01")]
    [InlineData("2026-10-01", "2026-10-01")]
    [InlineData("2026-13-01T22:00:00", "2026-13-01T22:00:00")]
    public async Task Start_AsDateTime_IsADayWhereItIsOne(string time, string cell) =>
        Assert.Equal(cell, Assert.Single(await RecordsAsync(File(Qualification("q", Sound), Offer("p", "q", $"<temporal><startDate>{time}</startDate></temporal>"))))["startDate"]);

    [Fact]
    public async Task Key_TooLongOrWithDivider_IsShortenedAndStable()
    {
        string id = "https://example.org/" + new string('a', 400), other = id + "b";
        string first = Assert.Single(await RecordsAsync(File(Qualification(id, Sound))))["localId"], again = Assert.Single(await RecordsAsync(File(Qualification(id, Sound + "<mode uri=\"m\"/>"))))["localId"];
        Assert.Equal(first, again);
        Assert.InRange(first.Length, 34, 100);
        Assert.NotEqual(first, Assert.Single(await RecordsAsync(File(Qualification(other, Sound))))["localId"]);
        Dictionary<string, string> divided = Assert.Single(await RecordsAsync(File(Qualification("a|b", Sound))));
        Assert.DoesNotContain('|', divided["localId"]);
    }

    [Fact]
    public async Task Elements_OfOtherNamespaces_AreNotRead()
    {
        ReadFile file = await ReadFile.OfAsync(new ElmFormat(), Encoding.UTF8.GetBytes(File(Qualification("q", "<x:title xmlns:x=\"http://example.org/\" language=\"pt\">No</x:title><title language=\"pt\">Yes</title><colour><deep/></colour>"))));
        Assert.Equal("Yes", file.Records[0]["title@pt"]);
        Assert.Equal("qualification: title, colour", file.Chunks[0].Notes!.First(n => n.Code == "elm.not-read").Detail);
    }

    [Fact]
    public async Task SmallFile_ReadTwice_IsTheSame()
    {
        byte[] body = Small(Encoding.UTF8);
        Assert.Equal((await ReadFile.OfAsync(new ElmFormat(), body)).Text, (await ReadFile.OfAsync(new ElmFormat(XmlLimits.Default with { KeptKeys = 2 }), body)).Text);
    }

    [Fact]
    public async Task ErrorFile_Always_IsLinesOfJsonThatAreReadAgain()
    {
        ReadFile file = await ReadFile.OfAsync(new ElmFormat(), Small(Encoding.UTF8));
        byte[] errors = await file.ErrorsAsync(new ElmFormat(), [.. file.Rows.Select(r => r.Number)]);
        Assert.True(new NdjsonFormat().Recognises(errors, null, null));
        ReadFile again = await ReadFile.OfAsync(new NdjsonFormat(), errors);
        Assert.Equal(file.Records.Select(r => r.Count), again.Records.Select(r => r.Count - 2));
        Assert.Empty(again.Plan.Header.Except([.. file.Plan.Header, "hub_row", "hub_errors"]));
    }
}
