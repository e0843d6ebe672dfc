using System.Text;
using System.Xml;
using System.Xml.Schema;
using Hub.Pipeline.Tests.Support;
using Hub.Releases;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Releases;

/// <summary>The catalogue in the European Learning Model: what is written, what is left out, and that the hub reads what it writes.</summary>
public sealed class LoqTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TestHub _hub;
    readonly PublicFiles _files;

    public LoqTests() => (_hub, _files) = (TestHub.Open(_folder), new PublicFiles(_folder));

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    /// <summary>One of each kind, with everything the profile has room for.</summary>
    const string Full = """
        [{"localId":"Q1","kind":"qualification","title":{"pt":"Técnico de soldadura","en":"Welder <&>"},"description":{"pt":"Prepara\te solda."},"learningOutcomes":{"pt":["Solda chapa","Verifica"],"en":["Welds sheet","Inspects"]},
          "learningOutcomeTypes":["skill","knowledge"],"identifiers":["CNQ:521381"],"awardingBody":"PT-ESCOLA","creditSystem":"ECVET","creditPoints":120,"workloadHours":1275,"hoursKind":"notional","eqfLevel":4,"nqfFramework":"QNQ","nqfLevel":"4",
          "iscedF":["0715"],"languages":["pt"],"modes":["presential"],"assessmentTypes":["practical"],"status":"published"},
         {"localId":"M 1/é","kind":"micro-credential","title":{"en":"Data"},"learningOutcomes":{"en":["Cleans data"]},"awardingBody":"PT-ESCOLA","partOf":["P1"],"providers":["PT-ESCOLA"],"creditSystem":"ECTS","creditPoints":2.5,"workloadHours":62.5,"hoursKind":"notional",
          "eqfLevel":6,"iscedF":["0612"],"languages":["en","pt"],"modes":["online","blended"],"assessmentTypes":["project","continuous"],"qualityAssurance":["institutional"],"stackability":"stackable","supervision":"supervised-on-site","validFrom":"2026-01-01","prerequisites":{"en":"None","pt":"Nada"},"selfStudyHours":20.33,"offerType":"course","location":"Porto, PRT","startDate":"2027-02-01","applicationDeadline":"2027-01-10","durationMonths":3,"priceAmount":100.5,"priceCurrency":"EUR","fundingTags":["cheque"],
          "homepage":"https://escola.example/m1","status":"published"},
         {"localId":"P1","kind":"programme","title":{"en":"Programme"},"learningOutcomes":{"en":["Leads"]},"awardingBody":"PT-ESCOLA","creditSystem":"ECTS","creditPoints":60,"iscedF":["0612"],"languages":["en"],"eqfLevel":7,"nqfFramework":"QNQ","nqfLevel":"7","contactHours":200,"status":"published"},
         {"localId":"U1","kind":"unit","title":{"en":"Unit"},"learningOutcomes":{"en":["Does"]},"awardingBody":"PT-ESCOLA","derivedFrom":["P1"],"iscedF":["0715"],"languages":["en"],"identifiers":["SIGO:521381","SIGO:9"],"creditSystem":"PONTO","creditPoints":2.25,"workloadHours":25,"hoursKind":"training","escoSkills":["http://data.europa.eu/esco/skill/d0b4a0b5-3b7c-4b9f-8a0a-111111111111"],"learningOutcomeTypes":["responsibility"],"status":"published"}]
        """;

    async Task<string> CutAsync(TestHub hub)
    {
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        return (await hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id;
    }

    async Task<string> ReleaseAsync(params string[] bodies)
    {
        await _hub.RegisterAsync("PT-ESCOLA", "PT");
        foreach (string body in bodies)
        {
            Submission done = await _hub.SubmitAsync(body);
            Assert.True(done.Totals!.Rejected == 0, await _hub.FindingsAsync(done));
        }

        return await CutAsync(_hub);
    }

    Dictionary<string, string> Omitted(string release) => Encoding.UTF8.GetString(_files.Read(release, "loq-omitted.csv")!).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[1]);

    static string[] IdsIn(string xml)
    {
        var document = new XmlDocument();
        document.LoadXml(xml);
        return [.. document.GetElementsByTagName("learningAchievementSpecificationReferences").Cast<XmlElement>().SelectMany(list => list.ChildNodes.Cast<XmlElement>())
            .Select(e => Uri.UnescapeDataString(e.GetAttribute("id"))["urn:hub:entry:".Length..])];
    }

    [Fact]
    public async Task Document_ReadBack_GivesTheSameEntries()
    {
        string release = await ReleaseAsync(Full);
        Assert.Empty(Omitted(release));
        using var otherFolder = new TemporaryFolder();
        using TestHub other = TestHub.Open(otherFolder);
        await other.RegisterAsync("PT-ESCOLA", "PT");
        Submission sent = await other.SubmitAsync(_files.Text(release, "loq.xml.gz"));
        Assert.True((sent.Totals!.Rows, sent.Totals.Accepted) == (4, 4), await other.FindingsAsync(sent));
        string again = await CutAsync(other);
        SortedDictionary<string, string> before = _files.Records(release, "entries"), after = new PublicFiles(otherFolder).Records(again, "entries");
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, entry => Assert.Equal(entry.Value, after[entry.Key]));
    }

    [Fact]
    public async Task Document_EntryLacksSomething_IsListedWithWhatIsMissing()
    {
        string release = await ReleaseAsync(Full, """
            [{"localId":"A","kind":"unit","title":{"en":"A"},"status":"published"},
             {"localId":"B","kind":"qualification","title":{"en":"B"},"learningOutcomes":{"en":["x"]},"iscedF":["0715"],"languages":["en"],"status":"published"},
             {"localId":"C","kind":"unit","title":{"en":"C"},"learningOutcomes":{"en":["x"]},"iscedF":["0715"],"languages":["en"],"startDate":"2027-01-01","status":"published"},
             {"localId":"D","kind":"unit","title":{"en":"D"},"learningOutcomes":{"en":["x"]},"iscedF":["0715"],"languages":["en"],"partOf":["A","P1"],"status":"published"}]
            """);
        Assert.Equal(new Dictionary<string, string>
        {
            ["PT-ESCOLA~A"] = "ISCEDFCode|language|learningOutcome",
            ["PT-ESCOLA~B"] = "EQFLevel|NQFLevel",
            ["PT-ESCOLA~C"] = "homepage|providedBy",
        }, Omitted(release));
        string xml = _files.Text(release, "loq.xml.gz");
        Assert.Equal(["PT-ESCOLA~D", "PT-ESCOLA~M 1/é", "PT-ESCOLA~P1", "PT-ESCOLA~Q1", "PT-ESCOLA~U1"], IdsIn(xml));
        Assert.DoesNotContain("urn:hub:entry:PT-ESCOLA~A\"", xml, StringComparison.Ordinal);        // nothing refers to what is left out
        ReleaseManifest manifest = _files.Manifest(release);
        Assert.Equal((5L, 3L), (manifest.Files.Single(f => f.Name == "loq.xml.gz").Rows, manifest.Files.Single(f => f.Name == "loq-omitted.csv").Rows));
    }

    [Fact]
    public async Task Documents_SeveralCountries_EachHasItsOwnAndAnAddressThatStays()
    {
        await _hub.RegisterAsync("LT-KOLEGIJA", "LT");
        await _hub.SubmitAsync("""[{"localId":"L1","kind":"unit","title":{"lt":"Vienas"},"learningOutcomes":{"lt":["x"]},"iscedF":["0715"],"languages":["lt"],"status":"published"}]""", caller: TestHub.CallerOf(OrganisationId.Parse("LT-KOLEGIJA")));
        string release = await ReleaseAsync(Full);
        Assert.Equal(["LT", "PT"], _files.Manifest(release).LoqCountries!);
        Assert.Equal(["LT-KOLEGIJA~L1"], IdsIn(_files.Text(release, "loq-LT.xml.gz")));
        Assert.Equal(4, IdsIn(_files.Text(release, "loq-PT.xml.gz")).Length);
        Assert.Equal(5, IdsIn(_files.Text(release, "loq.xml.gz")).Length);
        Assert.DoesNotContain("PT-ESCOLA", _files.Text(release, "loq-LT.xml.gz"), StringComparison.Ordinal);
        foreach (string country in (string[])["LT", "PT"]) Assert.Equal(_files.Read(release, $"loq-{country}.xml.gz"), await _hub.BlobAsync($"open/loq/{country}.xml.gz"));

        // A country that has nothing more to show loses its address; one that is alone is the whole.
        Assert.Null((await _hub.Withdraw.HandleAsync(TestHub.CallerOf(OrganisationId.Parse("LT-KOLEGIJA")), new Hub.Catalogue.WithdrawEntryCommand("LT-KOLEGIJA~L1", null), TestHub.Cancel)).Problem);
        release = await CutAsync(_hub);
        Assert.DoesNotContain(_files.Manifest(release).Files, f => f.Name.StartsWith("loq-LT", StringComparison.Ordinal));
        Assert.Null(await _hub.BlobAsync("open/loq/LT.xml.gz"));
        Assert.Equal(_files.Read(release, "loq.xml.gz"), await _hub.BlobAsync("open/loq/PT.xml.gz"));
        Assert.True((await _files.VerifyAsync(_hub, release)).Ok);
    }

    [Fact]
    public async Task Document_NothingToWrite_IsADocumentToo()
    {
        string release = await CutAsync(_hub);
        var document = new XmlDocument();
        document.LoadXml(_files.Text(release, "loq.xml.gz"));
        Assert.False(document.DocumentElement!.HasChildNodes && document.DocumentElement.ChildNodes.OfType<XmlElement>().Any());
        Assert.Empty(Omitted(release));
    }

    [Fact]
    public async Task Document_Always_IsValidByTheSchemaOfTheProfile()
    {
        string folder = Path.Combine(Repository.Root, "..", "shared", "data", "elm", "loq");
        Assert.SkipUnless(Directory.Exists(folder), "The schema of the profile is not at hand.");
        await _hub.RegisterAsync("LT-KOLEGIJA", "LT", identifiers: "VAT:521381");
        await _hub.SubmitAsync("""[{"localId":"L1","kind":"unit","title":{"lt":"Vienas"},"learningOutcomes":{"lt":["x"]},"iscedF":["0715"],"languages":["lt"],"status":"published"}]""", caller: TestHub.CallerOf(OrganisationId.Parse("LT-KOLEGIJA")));
        string release = await ReleaseAsync(Full);
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, Path.Combine(folder, "loq.xsd"));
        foreach (string file in (string[])["loq.xml.gz", "loq-LT.xml.gz", "loq-PT.xml.gz"])
        {
            // With the keys, references and unique notations of the schema.
            var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas, ValidationFlags = XmlSchemaValidationFlags.ProcessIdentityConstraints | XmlSchemaValidationFlags.ReportValidationWarnings };
            using var reader = XmlReader.Create(new StringReader(_files.Text(release, file)), settings);
            while (reader.Read())
            {
                // an error is thrown
            }
        }
    }
}
