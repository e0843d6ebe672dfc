using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Hub.Formats.Csv;
using Hub.Formats.Elmo;
using Hub.Formats.Xml;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;
using Hub.Rules;
using Hub.Submissions;

namespace Hub.Formats.Tests.Elmo;

/// <summary>A credit record in ELMO follows the schema, and reading it gives the achievements it was made of.</summary>
public sealed class ElmoCreditRecordTests
{
    static readonly RecordedAchievement Full = new("PT-ESCOLA~A/1", new Dictionary<string, string> { ["pt"] = "Soldadura <TIG> & \"MIG\"", ["en"] = "Welding" }, "PT-ESCOLA", "PT")
    {
        EntryId = "PT-ESCOLA~U1",
        Kind = "unit",
        AwardedOn = new DateOnly(2025, 6, 30),
        IssuedOn = new DateOnly(2025, 7, 1),
        Status = "corrected",
        Replaces = "PT-ESCOLA~A0",
        LearningSetting = "non-formal",
        CreditSystem = "PONTO",
        CreditPoints = 4.50m,
        WorkloadHours = 50,
        HoursKind = "training",
        EqfLevel = 4,
        NqfFramework = "QNQ",
        NqfLevel = "4",
        AssessmentTypes = ["practical", "written"],
        Modes = ["blended"],
        Supervision = "supervised",
        IdentityVerification = "on-site",
        Grade = "17",
        GradingScheme = "0 to 20\nwhole numbers",
        LearningOutcomes = new Dictionary<string, IReadOnlyList<string>> { ["pt"] = ["Solda chapa", "Corta"], ["en"] = ["Welds"] },
        QualityAssurance = ["institutional"],
        EvidenceUrl = "https://example.org/e?a=1&b=2",
        Language = "pt",
    };

    static readonly RecordedAchievement[] Some =
    [
        Full,
        Bare("PT-ESCOLA~P", "PT-ESCOLA") with { CreditSystem = "ECTS", CreditPoints = 30 },
        Bare("PT-ESCOLA~C", "PT-ESCOLA") with { CreditSystem = "ECTS", CreditPoints = 6, PartOf = "PT-ESCOLA~P", AwardedOn = new DateOnly(2024, 1, 1) },
        Bare("PT-ESCOLA~D", "PT-ESCOLA") with { CreditSystem = "PONTO", CreditPoints = 2.25m, PartOf = "PT-ESCOLA~C" },
        Bare("PT-ESCOLA~X", "PT-OUTRA") with { GradingScheme = "0 to 20\nwhole numbers", PartOf = "PT-ESCOLA~P" },
        Bare("PT-ESCOLA~R", "PT-OUTRA") with { IsRevoked = true },
        Bare("PT-ESCOLA~Y", "PT-OUTRA") with { PartOf = "PT-ESCOLA~Z" },
        Bare("PT-ESCOLA~Z", "PT-OUTRA") with { PartOf = "PT-ESCOLA~Y" },
    ];

    static RecordedAchievement Bare(string id, string body) => new(id, new Dictionary<string, string> { ["lt"] = "Ž\u0001" }, body, null);

    static CreditRecordDocument Document(params RecordedAchievement[] achievements)
    {
        CreditRecord record = ComputeCreditRecord.Of(new CreditRecordFacts(achievements, [], CatalogueStructure.Empty), Rulesets.LoadDefault(), new DateOnly(2026, 11, 1));
        return new CreditRecordDocument(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero), record, new Dictionary<string, BodyName> { ["PT-ESCOLA"] = new(new Dictionary<string, string> { ["pt"] = "Escola" }, "PT", "https://escola.example") }, new Dictionary<string, IReadOnlyDictionary<string, string>>())
        {
            Learner = new LearnerOnPaper([new LearnerIdentifier("nationalIdentifier", "123")], "Ana", "Silva", new DateOnly(1990, 1, 2)),
        };
    }

    static async Task<byte[]> WriteAsync(ICreditRecordForm form, CreditRecordDocument document)
    {
        var destination = new MemoryStream();
        await form.WriteAsync(document, destination, TestContext.Current.CancellationToken);
        return destination.ToArray();
    }

    [Fact]
    public async Task Achievement_ReadBack_IsTheSame()
    {
        ReadFile file = await ReadFile.OfAsync(new ElmoFormat(), await WriteAsync(new ElmoCreditRecord(), Document(Full)));
        Assert.Empty(file.Rows[0].CellFaults);
        Assert.Equal(new Dictionary<string, string>
        {
            ["localId"] = "A/1",
            ["learnerScheme"] = "nationalIdentifier",
            ["learnerId"] = "123",
            ["entryId"] = "PT-ESCOLA~U1",
            ["kind"] = "unit",
            ["learnerGivenNames"] = "Ana",
            ["learnerFamilyName"] = "Silva",
            ["learnerBirthDate"] = "1990-01-02",
            ["title@pt"] = "Soldadura <TIG> & \"MIG\"",
            ["title@en"] = "Welding",
            ["awardingBody"] = "PT-ESCOLA",
            ["awardedOn"] = "2025-06-30",
            ["issuedOn"] = "2025-07-01",
            ["status"] = "corrected",
            ["replaces"] = "PT-ESCOLA~A0",
            ["learningSetting"] = "non-formal",
            ["creditSystem"] = "PONTO",
            ["creditPoints"] = "4.50",
            ["workloadHours"] = "50",
            ["hoursKind"] = "training",
            ["eqfLevel"] = "4",
            ["nqfFramework"] = "QNQ",
            ["nqfLevel"] = "4",
            ["assessmentTypes"] = "practical|written",
            ["modes"] = "blended",
            ["supervision"] = "supervised",
            ["identityVerification"] = "on-site",
            ["grade"] = "17",
            ["gradingScheme"] = "0 to 20\nwhole numbers",
            ["learningOutcomes@pt"] = "Solda chapa|Corta",
            ["learningOutcomes@en"] = "Welds",
            ["qualityAssurance"] = "institutional",
            ["evidenceUrl"] = "https://example.org/e?a=1&b=2",
            ["language"] = "pt",
        }.OrderBy(c => c.Key), Assert.Single(file.Records).OrderBy(c => c.Key));
    }

    [Fact]
    public async Task Several_ReadBack_KeepTheirPlaceAndCredits()
    {
        ReadFile file = await ReadFile.OfAsync(new ElmoFormat(), await WriteAsync(new ElmoCreditRecord(), Document(Some)));
        Dictionary<string, Dictionary<string, string>> read = file.Records.ToDictionary(r => r["localId"]);
        Assert.Equal(["A/1", "C", "D", "P", "PT-ESCOLA~X", "PT-ESCOLA~Y", "PT-ESCOLA~Z"], read.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((null, "P", "C"), (read["P"].GetValueOrDefault("partOf"), read["C"]["partOf"], read["D"]["partOf"]));
        Assert.Equal(("30", "6", "2.25"), (read["P"]["creditPoints"], read["C"]["creditPoints"], read["D"]["creditPoints"]));
        Assert.Equal("2025-07-01", read["A/1"]["issuedOn"]);
        Assert.DoesNotContain(file.Records, r => r["localId"] != "A/1" && r.ContainsKey("issuedOn"));
        Assert.DoesNotContain(file.Records, r => r["localId"] != "A/1" && r.ContainsKey("kind"));
        Assert.DoesNotContain(file.Rows, r => r.CellFaults.Any(f => f.Contains("credits-of-whole-and-part", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ects_OfAWholeAndItsPart_StandAtOneOfThem()
    {
        var xml = XDocument.Parse(Encoding.UTF8.GetString(await WriteAsync(new ElmoCreditRecord(), Document(Some))));
        XNamespace elmo = ElmoText.Namespace;
        Assert.Equal(["30"], xml.Descendants(elmo + "credit").Where(c => (string?)c.Element(elmo + "scheme") == "ects").Select(c => (string?)c.Element(elmo + "value")));
        Assert.Equal(["PT-ESCOLA", "PT-OUTRA"], xml.Descendants(elmo + "issuer").Select(i => (string?)i.Element(elmo + "identifier")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Published_Schema_AllowsWhatIsWritten(bool isEmpty)
    {
        string? schema = UnitListTests.Published("elmo/elmo-schema-v1.xsd");
        Assert.SkipWhen(schema is null, "The shared data is not beside the repository.");
        string folder = Directory.CreateTempSubdirectory("hub-elmo-").FullName;
        try
        {
            ElmoSchemaTests.CopySchemas(Path.GetDirectoryName(schema)!, folder);
            byte[] body = await WriteAsync(new ElmoCreditRecord(), isEmpty ? Document() with { Learner = null } : Document(Some));
            ReadFile file = await ReadFile.OfAsync(new ElmoFormat(XmlLimits.Default, new XmlSchemas(folder)), body);
            Assert.DoesNotContain(file.Chunks.SelectMany(c => c.Notes ?? []), n => n.Code == "elmo.schema-violation");
            Assert.Equal(isEmpty ? 0 : 7, file.Rows.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Csv_OfARecord_HasARowForEachItem()
    {
        CreditRecord record = ComputeCreditRecord.Of(new CreditRecordFacts(Some, [new RecognisedOutcome("PT-UNI~7", "PT-UNI~U", "PT-UNI", "PT", new DateOnly(2026, 1, 15), ["PT-ESCOLA~P"], "ECTS", 5)], CatalogueStructure.Empty), Rulesets.LoadDefault(), new DateOnly(2026, 11, 1));
        byte[] body = await WriteAsync(new CsvCreditRecord(), Document() with { Record = record });
        ReadFile file = await ReadFile.OfAsync(new CsvFormat(), body);
        Assert.Equal(Some.Length + 1, file.Rows.Count);
        Dictionary<string, string> recognised = file.Records.Single(r => r["id"] == "PT-UNI~7"), full = file.Records.Single(r => r["id"] == "PT-ESCOLA~A/1");
        Assert.Equal(("recognition", "counted-by-source", "PT-ESCOLA~P", "PT-UNI", "2026-01-15"), (recognised["what"], recognised["standing"], recognised["because"], recognised["awardingBody"], recognised["awardedOn"]));
        Assert.Equal(("counted", "4.50", "Solda chapa|Corta", "Welding"), (full["standing"], full["creditPoints"], full["learningOutcomes@pt"], full["title@en"]));
        Assert.Equal("revoked", file.Records.Single(r => r["id"] == "PT-ESCOLA~R")["standing"]);
    }
}
