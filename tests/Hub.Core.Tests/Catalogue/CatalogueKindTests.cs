using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Tests.Catalogue;

public sealed class CatalogueKindTests
{
    const string Canonical = "localId, kind, title@xx, description@xx, learningOutcomes@xx, learningOutcomeTypes, learningOutcomeSkills, escoSkills, identifiers, awardingBody, providers, accreditation, derivedFrom, partOf, relativeWeight, creditSystem, creditPoints, creditComponent, workloadHours, hoursKind, contactHours, selfStudyHours, workBasedHours, durationMonths, eqfLevel, nqfFramework, nqfLevel, levelBasis, iscedF, languages, modes, assessmentTypes, supervision, identityVerification, gradingScheme, qualityAssurance, prerequisites@xx, stackability, targetGroups, offerType, location, startDate, applicationDeadline, priceAmount, priceCurrency, fundingTags, validFrom, validUntil, homepage, microCredentialType, status";

    static readonly (string Column, string Value)[] Full =
    [
        ("status", "Draft"), ("localId", "0145"), ("kind", "UNIT"), ("title@pt", " Som/áudio "), ("title@en", "Sound \"audio\" <b>"), ("description@pt", "Captação\ne edição"),
        ("learningOutcomes@pt", "Captar| Editar "), ("learningOutcomeTypes", "skill|"), ("learningOutcomeSkills", "|5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11"), ("escoSkills", "http://data.europa.eu/esco/skill/5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11|5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11"),
        ("identifiers", "cnq: 0145 | SIGO:99"), ("awardingBody", "PT-ANQEP"), ("providers", "PT-ESCOLA|PT-OUTRA"), ("accreditation", "A-1"), ("derivedFrom", "0144"), ("partOf", "PT-ANQEP~481241"),
        ("relativeWeight", "12.50"), ("creditSystem", "ponto"), ("creditPoints", "4.50"), ("creditComponent", "Technological"), ("workloadHours", "50.0"), ("hoursKind", "training"),
        ("contactHours", "30"), ("selfStudyHours", "10"), ("workBasedHours", "10"), ("durationMonths", "1.5"), ("eqfLevel", "http://data.europa.eu/snb/eqf/4"),
        ("nqfFramework", "http://data.europa.eu/snb/qdr/c_5a1e9f89"), ("nqfLevel", "4"), ("levelBasis", "in-framework"), ("iscedF", "http://data.europa.eu/snb/isced-f/0211|021"),
        ("languages", "PT|eng|pt"), ("modes", "presential|920fbb3cbe"), ("assessmentTypes", "written|other"), ("supervision", "supervised-on-site"), ("identityVerification", "yes"),
        ("gradingScheme", "0-20"), ("qualityAssurance", "programme"), ("prerequisites@pt", "9.º ano"), ("stackability", "integrated"), ("targetGroups", "migrants"), ("offerType", "course"),
        ("location", "Lisboa"), ("startDate", "2026-09-01"), ("applicationDeadline", "2026-08-15"), ("priceAmount", "250.00"), ("priceCurrency", "eur"), ("fundingTags", "PRR|FSE"),
        ("validFrom", "2026-01-01"), ("validUntil", "2028-12-31"), ("homepage", "https://example.org/0145"), ("microCredentialType", "1"),
    ];

    const string Golden =
        """
        {"localId":"0145","kind":"unit","title":{"en":"Sound \"audio\" <b>","pt":"Som/áudio"},"description":{"pt":"Captação\ne edição"},"learningOutcomes":{"pt":["Captar","Editar"]},
        "learningOutcomeTypes":["skill",null],"learningOutcomeSkills":[null,"http://data.europa.eu/esco/skill/5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11"],
        "escoSkills":["http://data.europa.eu/esco/skill/5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11"],"identifiers":["CNQ:0145","SIGO:99"],"awardingBody":"PT-ANQEP","providers":["PT-ESCOLA","PT-OUTRA"],
        "accreditation":["A-1"],"derivedFrom":["PT-ESCOLA~0144"],"partOf":["PT-ANQEP~481241"],"relativeWeight":12.5,"creditSystem":"PONTO","creditPoints":4.5,"creditComponent":"technological",
        "workloadHours":50,"hoursKind":"training","contactHours":30,"selfStudyHours":10,"workBasedHours":10,"durationMonths":1.5,"eqfLevel":4,"nqfFramework":"QNQ","nqfLevel":"4",
        "levelBasis":"in-framework","iscedF":["0211","021"],"languages":["pt","en"],"modes":["presential","online"],"assessmentTypes":["written","other"],"supervision":"supervised-on-site",
        "identityVerification":"yes","gradingScheme":"0-20","qualityAssurance":["programme"],"prerequisites":{"pt":"9.º ano"},"stackability":"stackable","targetGroups":["migrants"],"offerType":"course",
        "location":"Lisboa","startDate":"2026-09-01","applicationDeadline":"2026-08-15","priceAmount":250,"priceCurrency":"EUR","fundingTags":["PRR","FSE"],"validFrom":"2026-01-01",
        "validUntil":"2028-12-31","homepage":"https://example.org/0145","microCredentialType":"1","status":"draft"}
        """;

    [Fact]
    public void Columns_All_AreTheCanonicalOnesInOrder() =>
        Assert.Equal(Canonical.Split(", "), Judged.Catalogue.Columns.Select(c => c.HasLanguage ? c.Name + "@xx" : c.Name));

    [Fact]
    public void Judge_EveryColumnFilled_WritesCanonicalJson()
    {
        RowVerdict verdict = Judged.Entry(Full);
        Assert.Empty(verdict.Codes());
        Assert.Equal(Golden.Replace("\n", "", StringComparison.Ordinal), verdict.Json());
        Assert.Equal("PT-ESCOLA~0145", verdict.Id);
        Assert.Equal(Judged.Catalogue.Columns.Count, JsonDocument.Parse(verdict.Json()).RootElement.EnumerateObject().Count());
        Assert.Equal(
            ["derivedFrom PT-ESCOLA~0144", "partOf PT-ANQEP~481241", "awardingBody PT-ANQEP", "providers PT-OUTRA"],
            verdict.References.Select(r => $"{r.Column} {r.Id}"));
    }

    [Fact]
    public void Judge_OtherColumnOrder_WritesTheSameBytes() =>
        Assert.Equal(Judged.Entry(Full).Json(), Judged.Entry([.. Full.Reverse()]).Json());

    [Fact]
    public void Judge_LittleFilled_SaysWhoAwardsAndThatItIsPublished() => Assert.Equal(
        """{"localId":"1","kind":"unit","title":{"pt":"T"},"awardingBody":"PT-ESCOLA","status":"published"}""",
        Judged.Entry(("localId", "1"), ("kind", "unit"), ("title@pt", "T"), ("modes", " | "), ("description@pt", " ")).Json());

    [Fact]
    public void Judge_Constants_FillWhatTheFileLeavesOpen()
    {
        ColumnLayout layout = Judged.Layout(Judged.Catalogue, "localId", "kind", "title@pt") with
        {
            Constants = [(Judged.Use(Judged.Catalogue, "kind"), "unit"), (Judged.Use(Judged.Catalogue, "title@en"), "fixed")],
        };
        var verdict = new RowVerdict();
        Judged.Catalogue.Judge(new Row(2, "1", "", "T"), layout, Judged.Scope(), verdict);
        Assert.Contains("\"kind\":\"unit\",\"title\":{\"en\":\"fixed\",\"pt\":\"T\"}", verdict.Json(), StringComparison.Ordinal);
        verdict.Clear();
        Judged.Catalogue.Judge(new Row(3, "1", "module", "T"), layout, Judged.Scope(), verdict);
        Assert.Contains("\"kind\":\"module\"", verdict.Json(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modes", "telepathic", "cell.unknown-value")]
    [InlineData("iscedF", "613", "cell.unknown-value")]
    [InlineData("languages", "portuguese", "cell.unknown-value")]
    [InlineData("homepage", "www.example.org", "cell.not-a-url")]
    [InlineData("awardingBody", "Escola de Lisboa", "cell.not-an-organisation")]
    [InlineData("providers", "PT-A|not one", "cell.not-an-organisation")]
    [InlineData("identifiers", "0145", "cell.not-an-identifier")]
    [InlineData("escoSkills", "welding", "cell.not-a-skill")]
    [InlineData("workloadHours", "P60M", "cell.duration-unit")]
    [InlineData("workloadHours", "PT60H", "cell.duration-form")]
    [InlineData("localId", "a\tb", "cell.control-character")]
    [InlineData("localId", "ab\U0001F600", "row.local-id-invalid")]
    [InlineData("location", "a\0b", "cell.control-character")]
    [InlineData("title@pt", "a\u202Eb", "cell.control-character")]
    [InlineData("title@pt", "FormaÃ§Ã£o", "cell.garbled-text")]
    public void Judge_OddCell_SaysSoUnderTheProvidersName(string column, string value, string code)
    {
        var cells = new Dictionary<string, string> { ["localId"] = "1", ["kind"] = "unit", ["title@pt"] = "T", [column] = value };
        Finding finding = Assert.Single(Judged.Entry([.. cells.Select(c => (c.Key, c.Value))]).Findings);
        Assert.Equal(code, finding.Code.Code);
        Assert.Equal(column, finding.Column);
        Assert.Equal(2, finding.Row);
        Assert.DoesNotContain("{0}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_HugeCells_AreRefused()
    {
        (string, string)[] known = [("localId", "1"), ("kind", "unit"), ("title@pt", "T")];
        Assert.Contains("cell.too-long", Judged.Entry([.. known, ("description@pt", new string('a', 32_768))]).Codes());
        Assert.Contains("cell.too-many-values", Judged.Entry([.. known, ("learningOutcomes@pt", string.Join('|', Enumerable.Repeat("a", 501)))]).Codes());
        Assert.Empty(Judged.Entry([.. known, ("description@pt", new string('a', 32_767))]).Codes());
    }

    [Fact]
    public void Judge_AllAtOnce_FindsEverythingInOnePass()
    {
        RowVerdict verdict = Judged.Entry(("kind", "unit"), ("creditPoints", "-1"), ("workloadHours", "x"), ("homepage", "y"), ("validFrom", "30/02/2026"));
        Assert.Equal(["cell.impossible-date", "cell.negative-number", "cell.not-a-number", "cell.not-a-url", "entry.credit-system-missing", "entry.title-missing", "row.local-id-missing"], verdict.Codes().Order());
        Assert.Null(verdict.Id);
    }

    [Fact]
    public void Judge_AnyText_NeverThrowsAndWritesValidJson() => Prop.ForAll<NonNull<string>[]>(texts =>
    {
        string[] names = [.. Judged.Catalogue.Columns.Select(c => c.HasLanguage ? c.Name + "@pt" : c.Name)];
        var verdict = new RowVerdict();
        Judged.Catalogue.Judge(new Row(2, [.. texts.Select(t => t.Get)]), Judged.Layout(Judged.Catalogue, names), Judged.Scope(), verdict);
        if (verdict.Worst != Severity.Reject) using (JsonDocument.Parse(verdict.Body.WrittenMemory)) { }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Judge_ManyThreads_AgreeWithOne()
    {
        string expected = Judged.Entry(Full).Json();
        Parallel.For(0, 64, i => Assert.Equal(expected, Judged.Entry(i % 2 == 0 ? Full : [.. Full.Reverse()]).Json()));
    }

    [Fact]
    public void Judge_AfterAFullRow_LeavesNothingBehind()
    {
        Judged.Entry(Full);
        Assert.Equal(
            """{"localId":"1","kind":"unit","title":{"pt":"T"},"awardingBody":"PT-ESCOLA","status":"published"}""",
            Judged.Entry(("localId", "1"), ("kind", "unit"), ("title@pt", "T")).Json());
    }
}
