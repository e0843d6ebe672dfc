using System.Text;
using Hub.Formats.Elm;
using Hub.Formats.Elmo;
using Hub.Formats.Json;
using Hub.Formats.Xml;
using Hub.Submissions;
using static Hub.Formats.Tests.Elmo.ElmoText;

namespace Hub.Formats.Tests.Elmo;

/// <summary>How transcripts in ELMO become rows of achievements.</summary>
public sealed class ElmoTests
{
    const string At = "/elmo/report[1]/learningOpportunitySpecification[1]";

    static Task<ReadFile> ReadAsync(string text) => ReadFile.OfAsync(new ElmoFormat(), Encoding.UTF8.GetBytes(text));

    static PlanNote[] NotesOf(ReadFile file) => [.. file.Chunks.SelectMany(c => c.Notes ?? [])];

    [Fact]
    public async Task Course_WithAll_FillsItsColumns()
    {
        ReadFile file = await ReadAsync(File(Course("ABC", Full, title: "<title xml:lang=\"pt\">Soldadura\n   TIG</title><title xml:lang=\"en-GB\">TIG &lt;b<![CDATA[> welding]]></title>")));
        Assert.Equal("achievements", file.Plan.Kind);
        Dictionary<string, string> record = Assert.Single(file.Records);
        Assert.Matches("^elmo-[0-9a-f]{32}$", record["localId"]);
        record.Remove("localId");
        Assert.Equal(new Dictionary<string, string>
        {
            ["learnerScheme"] = "nationalIdentifier",
            ["learnerId"] = "123 secret",
            ["learnerGivenNames"] = "Ana Secret",
            ["learnerFamilyName"] = "Secret",
            ["learnerBirthDate"] = "1990-01-02",
            ["kind"] = "module",
            ["awardingBody"] = "PIC:999",
            ["awardedOn"] = "2025-06-30",
            ["issuedOn"] = "2025-09-01",
            ["creditSystem"] = "ECTS",
            ["creditPoints"] = "6.0",
            ["eqfLevel"] = "5",
            ["nqfFramework"] = "QNQ",
            ["nqfLevel"] = "5",
            ["grade"] = "17",
            ["gradingScheme"] = "0 to 20",
            ["language"] = "pt",
            ["title@pt"] = "Soldadura TIG",
            ["title@en"] = "TIG <b> welding",
        }.OrderBy(c => c.Key), record.OrderBy(c => c.Key));
        Assert.Equal(["creditPoints: elmo.only-first-kept", "row: elmo.hours-are-attendance"], file.Rows[0].CellFaults);
    }

    [Fact]
    public async Task Findings_Always_KnowTheirPlace()
    {
        ReadFile file = await ReadAsync(File(Course("A", Full)));
        using IRowReader row = new ElmoFormat().Read(file.Text, file.Plan, 1);
        Assert.True(row.Read());
        string[] columns = ["localId", "learnerId", "awardingBody", "creditPoints", "nqfLevel", "issuedOn", "title@pt", "grade", "workloadHours"];
        Assert.Equal(
        [
            At + "/identifier", "/elmo/learner/identifier[2]", "/elmo/report[1]/issuer/identifier[2]", At + "/specifies/learningOpportunityInstance/credit[2]/value",
            At + "/specifies/learningOpportunityInstance/level[2]/value", "/elmo/report[1]/issueDate", At + "/title", At + "/specifies/learningOpportunityInstance/resultLabel", At,
        ], columns.Select(row.PathOf));
    }

    [Fact]
    public async Task Tree_OfAProgramme_BecomesWholeAndParts()
    {
        ReadFile file = await ReadAsync(File(Course("P", "<date>2025-07-01</date>", Part(Course("M", parts: Part(Course("C")) + Part(Course("F", "<status>failed</status>", Part(Course("G")))), type: "Module")) + Part(Course("L", type: "Class", parts: Part(Course("X", type: "")))), "Degree Programme")));
        Assert.Equal(4, file.Records.Count);
        string[] keys = [.. file.Records.Select(r => r["localId"])];
        Assert.Equal([null, keys[0], keys[1], keys[1]], file.Records.Select(r => r.GetValueOrDefault("partOf")));
        Assert.Equal(["row: elmo.status-assumed"], file.Rows[0].CellFaults);
        Assert.Equal(("2", "/elmo/learner"), NotesOf(file).Where(n => n.Code == "elmo.only-first-kept").Select(n => (n.Detail, n.Path)).Single());
        Assert.Contains(NotesOf(file), n => (n.Code, n.Detail, n.Path) == ("elmo.not-achieved", "1", At + "/hasPart[1]/learningOpportunitySpecification/hasPart[2]/learningOpportunitySpecification/specifies/learningOpportunityInstance/status"));
        Assert.Contains(NotesOf(file), n => (n.Code, n.Detail, n.Path) == ("elmo.class-not-kept", "2", At + "/hasPart[2]/learningOpportunitySpecification"));
    }

    [Fact]
    public async Task Credits_OfWholeAndPart_AreNamed()
    {
        const string credit = "<status>passed</status><credit><scheme>ECTS</scheme><value>6</value></credit>";
        ReadFile file = await ReadAsync(File(Course("P", credit, Part(Course("C", credit)), "Module")));
        Assert.DoesNotContain("creditPoints: elmo.credits-of-whole-and-part", file.Rows[0].CellFaults);
        Assert.Contains("creditPoints: elmo.credits-of-whole-and-part", file.Rows[1].CellFaults);
    }

    [Theory]
    [InlineData("<title>Soldering</title>", "<languageOfInstruction>en</languageOfInstruction>", "title@en", "elmo.language-assumed")]
    [InlineData("<title>Soldadura</title>", "", "title@pt", "elmo.language-assumed")]
    [InlineData("<title>Soldadura</title><title xml:lang=\"es\">Soldadura</title>", "", "title@es", null)]
    [InlineData("<title xml:lang=\"x-none\">A</title><title xml:lang=\"lt\">B</title>", "", "title@lt", "elmo.language-unknown")]
    public async Task Title_WithoutLanguage_IsKeptWithAWarning(string title, string inside, string column, string? finding)
    {
        ReadFile file = await ReadAsync(File(Course("A", "<status>passed</status>" + inside, title: title)));
        Assert.Equal([column], file.Records[0].Keys.Where(k => k.StartsWith("title@", StringComparison.Ordinal)));
        if (finding is null) Assert.DoesNotContain(file.Rows[0].CellFaults, f => f.Contains("elmo.language", StringComparison.Ordinal));
        else Assert.Contains(file.Rows[0].CellFaults, f => f.EndsWith(finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<date>2025-06-30Z</date><academicTerm><end>2025-07-31</end></academicTerm>", "2025-06-30", null)]
    [InlineData("<academicTerm><title>S</title><end>2025-07-31</end></academicTerm>", "2025-07-31", "awardedOn: elmo.date-of-term")]
    [InlineData("<date>2025-06</date>", "2025-06", null)]
    [InlineData("", null, null)]
    public async Task Day_OfAward_IsThatOfTheInstance(string inside, string? day, string? finding)
    {
        ReadFile file = await ReadAsync(File(Course("A", "<status>passed</status>" + inside)));
        Assert.Equal(day, file.Records[0].GetValueOrDefault("awardedOn"));
        Assert.Equal(finding, file.Rows[0].CellFaults.FirstOrDefault(f => f.Contains("term", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("<identifier type=\"hub\">PT-ESCOLA</identifier><identifier type=\"pic\">1</identifier>", "PT-ESCOLA")]
    [InlineData("<identifier type=\"hub\">no id</identifier><identifier type=\"erasmus\">PT LISBOA01</identifier>", "ERASMUS:PT LISBOA01")]
    [InlineData("<identifier type=\"address\">Rua</identifier><identifier type=\"código próprio\">1</identifier>", "C-DIGO-PR-PRIO:1")]
    [InlineData("<identifier type=\"address\">Rua</identifier>", null)]
    public async Task Issuer_ByItsIdentifiers_IsTheAwardingBody(string identifiers, string? body)
    {
        ReadFile file = await ReadAsync(File(Course("A"), issuer: $"<issuer>{identifiers}<title>E</title><url/></issuer>"));
        Assert.Equal(body, file.Records[0].GetValueOrDefault("awardingBody"));
        Assert.Equal(body is null, file.Rows[0].CellFaults.Contains("awardingBody: elmo.issuer-without-identifier"));
    }

    [Theory]
    [InlineData("", "learnerId: elmo.learner-missing")]
    [InlineData("<learner><givenNames>Ana</givenNames></learner>", "learnerId: elmo.learner-without-identifier")]
    [InlineData("<learner><identifier type=\"esi\"> </identifier></learner>", "learnerId: elmo.learner-without-identifier")]
    public async Task Learner_WithoutIdentifier_IsSaid(string learner, string finding)
    {
        ReadFile file = await ReadAsync(File(Course("A"), learner));
        Assert.Contains(finding, file.Rows[0].CellFaults);
        Assert.False(file.Records[0].ContainsKey("localId"));
    }

    [Theory]
    [InlineData("Degree Programme", "qualification", false)]
    [InlineData("Module", "module", false)]
    [InlineData("Course", "module", false)]
    [InlineData("Seminar", "module", true)]
    public async Task Kind_OfAType_IsTheHubs(string type, string kind, bool isAssumed)
    {
        ReadFile file = await ReadAsync(File(Course("A", type: type)));
        Assert.Equal((kind, isAssumed), (file.Records[0]["kind"], file.Rows[0].CellFaults.Contains("kind: elmo.kind-assumed")));
    }

    [Fact]
    public async Task Status_OfNoKnownWord_IsRejected() => Assert.Contains("row: elmo.status-unknown", (await ReadAsync(File(Course("A", "<status>finished</status>")))).Rows[0].CellFaults);

    [Fact]
    public async Task Keys_Always_DependOnLearnerAndOpportunityAlone()
    {
        static async Task<string> KeyAsync(string trees, string learner = Learner, string issuer = Issuer, int row = 0) => (await ReadAsync(File(trees, learner, issuer))).Records[row]["localId"];
        string key = await KeyAsync(Course("A"));
        Assert.Equal(key, await KeyAsync(Course("B") + Course("A", "<date>2025-06-30</date><resultLabel>12</resultLabel>", title: "<title xml:lang=\"en\">X</title>"), row: 1));
        Assert.Equal(key, await KeyAsync(Course("A"), issuer: Issuer.Replace("999", "998", StringComparison.Ordinal)));
        Assert.NotEqual(key, await KeyAsync(Course("A", "<date>2024-06-30</date>")));
        Assert.NotEqual(key, await KeyAsync(Course("A", type: "Module")));
        Assert.NotEqual(key, await KeyAsync(Course("A"), Learner.Replace("123 secret", "124 secret", StringComparison.Ordinal)));
        Assert.NotEqual(key, await KeyAsync(Course("A"), issuer: Issuer.Replace("escola.pt", "outra.pt", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("PT-ESCOLA~A1", "A1")]
    [InlineData("PT-OUTRA~A1", "PT-OUTRA~A1")]
    public async Task Keys_ThatTheHubGaveOut_ComeBack(string given, string key)
    {
        string trees = "<learningOpportunitySpecification><identifier type=\"hub\">PT-ESCOLA~U1</identifier><title xml:lang=\"pt\">S</title><specifies><learningOpportunityInstance><identifier type=\"hub\">" + given + "</identifier></learningOpportunityInstance></specifies></learningOpportunitySpecification>";
        ReadFile file = await ReadAsync(File(trees, issuer: "<issuer><identifier type=\"hub\">PT-ESCOLA</identifier><title>E</title><url/></issuer>"));
        Assert.Equal((key, "PT-ESCOLA~U1"), (file.Records[0]["localId"], file.Records[0]["entryId"]));
    }

    [Fact]
    public async Task Extension_OfTheHub_FillsWhatElmoHasNoElementFor()
    {
        const string inside = "<status>passed</status><extension><h:achievement xmlns:h=\"urn:micro-credential-hub:elmo:1\"><h:modes>online|blended</h:modes><h:learningOutcomes xml:lang=\"pt\">Solda|Corta</h:learningOutcomes><h:issuedOn>2025-07-01</h:issuedOn>" +
            "<h:learnerId>other</h:learnerId><h:x/></h:achievement><y xmlns=\"http://example.org/\">z</y></extension>";
        ReadFile file = await ReadAsync(File(Course("A", inside)));
        Assert.Equal(("online|blended", "Solda|Corta", "2025-07-01", "123 secret"), (file.Records[0]["modes"], file.Records[0]["learningOutcomes@pt"], file.Records[0]["issuedOn"], file.Records[0]["learnerId"]));
        Assert.Contains("achievement: learnerId, x", NotesOf(file).Last(n => n.Code == "elmo.not-read").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_InsideAnotherDocument_AreReadOneAfterTheOther()
    {
        string other = Learner.Replace("123 secret", "9", StringComparison.Ordinal);
        string text = $"<r:tors xmlns:r=\"http://example.org/tors\"><r:tor><r:id>1</r:id>{File(Course("A"))}</r:tor><r:tor>{File(Course("A") + Course("B"), other)}</r:tor></r:tors>";
        ReadFile file = await ReadAsync(text);
        Assert.Equal(["123 secret", "9", "9"], file.Records.Select(r => r["learnerId"]));
        Assert.Equal(3, file.Records.Select(r => r["localId"]).Distinct().Count());
        Assert.Contains("\"hub_path\":\"/tors/tor[2]/elmo/report[1]/learningOpportunitySpecification[2]\"", file.Rows[2].Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoAchievement_Always_IsNamedWithoutValues()
    {
        string attachment = $"<attachment><content>data:application/pdf;base64,{new string('A', 5_000_000)}</content></attachment>";
        ReadFile file = await ReadAsync(File(Course("A"), after: attachment + "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignatureValue>x</SignatureValue></Signature>"));
        PlanNote[] notes = NotesOf(file);
        Assert.Contains(notes, n => n.Code == "elmo.signature-not-checked");
        Assert.Contains(notes, n => n.Code == "elmo.not-read" && n.Detail!.Contains("elmo: attachment", StringComparison.Ordinal));
        Assert.DoesNotContain(notes, n => $"{n.Detail}{n.Path}".Contains("ecret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_WithoutOpportunities_HasNoRowAndAFinding()
    {
        ReadFile file = await ReadAsync(File(""));
        Assert.Empty(file.Rows);
        Assert.Equal("/elmo/report[1]", Assert.Single(NotesOf(file), n => n.Code == "elmo.report-empty").Path);
    }

    [Fact]
    public async Task Report_BeyondTheLimit_IsRefused()
    {
        byte[] body = Encoding.UTF8.GetBytes(File(string.Concat(Enumerable.Repeat(Course("A"), 100))));
        Assert.Null(await ReadFile.ProblemOfAsync(new ElmoFormat(XmlLimits.Default with { PartChars = 100_000 }), body));
        Assert.Equal("file.xml-part-too-long", (await ReadFile.ProblemOfAsync(new ElmoFormat(XmlLimits.Default with { PartChars = 2_000 }), body))?.Code);
        ReadFile cut = await ReadFile.OfAsync(new ElmoFormat(XmlLimits.Default with { RecordBytes = 50 }), body);
        Assert.All(cut.Rows, row => Assert.Contains("row: row.too-long", row.CellFaults));
    }

    [Theory]
    [InlineData("<!DOCTYPE elmo []><elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"/>", "file.xml-dtd-not-allowed")]
    [InlineData("<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"><report>", "file.xml-truncated")]
    [InlineData("<x a=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"/>", "file.xml-unknown-document")]
    public async Task Body_BrokenOrHostile_IsRefusedWithItsReason(string text, string code)
    {
        Assert.True(new ElmoFormat().Recognises(Encoding.UTF8.GetBytes(text), null, null));
        Assert.Equal(code, (await ReadFile.ProblemOfAsync(new ElmoFormat(), Encoding.UTF8.GetBytes(text)))?.Code);
    }

    [Fact]
    public async Task Nesting_BeyondTheLimit_IsRefused()
    {
        string tree = Course("A");
        for (int i = 0; i < 40; i++) tree = Course("A", parts: Part(tree));
        Assert.Equal("file.xml-too-deep", (await ReadFile.ProblemOfAsync(new ElmoFormat(), Encoding.UTF8.GetBytes(File(tree))))?.Code);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Recognises_Elmo_BeforeOtherXml(string encoding)
    {
        byte[] body = [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(Small)];
        Assert.IsType<ElmoFormat>(SubmissionFormats.All.First(f => f.Recognises(body.AsSpan(0, Math.Min(4096, body.Length)), null, "x.xml")));
        Assert.IsType<ElmFormat>(SubmissionFormats.All.First(f => f.Recognises("<Courses/>"u8, null, "x.xml")));
    }

    [Fact]
    public async Task ErrorFile_Always_IsLinesOfJsonThatAreReadAgain()
    {
        ReadFile file = await ReadAsync(Small);
        byte[] errors = await file.ErrorsAsync(new ElmoFormat(), [.. file.Rows.Select(r => r.Number)]);
        Assert.True(new NdjsonFormat().Recognises(errors, null, null));
        ReadFile again = await ReadFile.OfAsync(new NdjsonFormat(), errors);
        Assert.Equal(file.Records.Select(r => r["localId"]), again.Records.Select(r => r["localId"]));
        Assert.DoesNotContain("hub_path", Encoding.UTF8.GetString(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Published_Example_IsRead()
    {
        string? path = UnitListTests.Published("elmo/elmo-example-v1.xml");
        Assert.SkipWhen(path is null, "The shared data is not beside the repository.");
        ReadFile file = await ReadFile.OfAsync(new ElmoFormat(), await System.IO.File.ReadAllBytesAsync(path!, TestContext.Current.CancellationToken));
        Assert.Equal(["120", "15", "6", null], file.Records.Select(r => r.GetValueOrDefault("creditPoints")));
        Assert.Equal(["2009-06-15", "2010-07-02", "2015-03-17", null], file.Records.Select(r => r.GetValueOrDefault("awardedOn")));
        Assert.Equal("The importance of <br> in HTML", file.Records[3]["title@en"]);
        Assert.Equal(file.Records[0]["localId"], file.Records[1]["partOf"]);
        Assert.All(file.Records, r => Assert.Equal(("PIC:999572294", "nationalIdentifier"), (r["awardingBody"], r["learnerScheme"])));
        Assert.DoesNotContain(NotesOf(file), n => $"{n.Detail}{n.Path}".Contains("83041200000", StringComparison.Ordinal));
    }
}
