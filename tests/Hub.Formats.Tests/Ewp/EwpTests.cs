using System.Text;
using Hub.Agreements;
using Hub.Formats.Elmo;
using Hub.Formats.Ewp;
using Hub.Formats.Json;
using Hub.Formats.Xml;
using Hub.Submissions;
using static Hub.Formats.Tests.Ewp.EwpText;

namespace Hub.Formats.Tests.Ewp;

public sealed class EwpTests
{
    static Task<ReadFile> ReadAsync(string text) => ReadFile.OfAsync(new EwpFormat(), Encoding.UTF8.GetBytes(text));

    static Task<CheckedFile> CheckAsync(string text) => CheckedFile.OfAsync(Encoding.UTF8.GetBytes(text), "file.xml", kind: AgreementKind.KindName);

    static IEnumerable<PlanNote> NotesOf(ReadFile file) => file.Chunks.SelectMany(c => c.Notes ?? []);

    [Fact]
    public async Task Read_FirstVersionWithChanges_IsWhatWasAgreed()
    {
        ReadFile file = await ReadAsync(Small);
        Assert.Null(file.Problem);
        Dictionary<string, string> first = file.Records[0];
        Assert.Equal(("learning-agreement", "m-1", "SCHAC:home.example", "SCHAC:host.example"), (first["type"], first["localId"], first["home"], first["host"]));
        Assert.Equal(("ESI", "urn:schac:personalUniqueCode:int:esi:example.org:77", "2001-02-03"), (first["learnerScheme"], first["learnerId"], first["learnerBirthDate"]));
        Assert.Equal(("2025-02-01", "2025-06-30", "0715", "EWP:m-1"), (first["validFrom"], first["validUntil"], first["fields"], first["identifiers"]));
        Assert.Equal(("Soldar (S1, 6 ects)|Cortar (C1, 3 ects)", "CR/S|CR/C"), (first["studied"], first["outcomes"]));
        Assert.Equal(("Varjenje (V1, 6 ects)", "learner=2025-03-01|home=2025-03-02"), (first["recognised"], first["signatures"]));
        Assert.Equal("P9; + Colar (L1, 2 ects)", first["proposed"]);
        Dictionary<string, string> second = file.Records[1];
        Assert.Equal(("2025-02-10", "2025-06-20", "CR/S=CR/V", "learner=2025-01-20|home=2025-01-20|host=2025-01-20"), (second["validFrom"], second["validUntil"], second["outcomes"], second["signatures"]));
        Assert.Equal(["validFrom: ewp.month-only", "validUntil: ewp.month-only", "proposed: ewp.proposal-open"], file.Rows[0].CellFaults);
    }

    [Fact]
    public async Task Check_Agreements_AreJudgedWithPathsAndWithoutPersonalValues()
    {
        CheckedFile file = await CheckAsync(Small);
        Assert.Null(file.Problem);
        Assert.Equal((2, 2), (file.Totals!.Rows, file.Totals.Accepted));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("ewp.month-only", "/omobility-las-get-response/la[1]/start-year-month"));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("agreement.part-missing", "/omobility-las-get-response/la[1]/first-version/components-studied"));
        Assert.Contains("ewp.not-read", file.Codes);
        Assert.DoesNotContain(file.Findings, f => $"{f.Message}{f.Path}".Contains("Secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_WithoutLearnerOrComponents_IsRejected()
    {
        CheckedFile file = await CheckAsync(File(Agreement("m-1", "", student: "<student><given-names>Ana</given-names></student>")));
        Assert.Equal((1, 1), (file.Totals!.Rows, file.Totals.Rejected));
        Assert.Contains("agreement.learner-missing", file.Codes);
        Assert.Contains("agreement.outcomes-missing", file.Codes);
    }

    [Fact]
    public async Task Read_ProposalAlone_IsWhatIsProposed()
    {
        ReadFile file = await ReadAsync(File(Agreement("m-1", $"<changes-proposal id=\"P1\"><components-studied>{Component("Soldar | Cortar", "CR/S", "6")}</components-studied>{Signature("student")}</changes-proposal>")));
        Assert.Equal(("Soldar / Cortar (S1, 6 ects)", "learner=2025-01-20", false), (file.Records[0]["studied"], file.Records[0]["signatures"], file.Records[0].ContainsKey("proposed")));
        Assert.Contains("row: ewp.proposal-only", file.Rows[0].CellFaults);
    }

    [Fact]
    public async Task Read_NoAgreement_HasNoRow()
    {
        ReadFile file = await ReadAsync(File(""));
        Assert.Empty(file.Rows);
        Assert.Empty(NotesOf(file));
    }

    [Fact]
    public async Task Kind_ThatTheFileDoesNotCarry_IsRefused() => Assert.Equal("submission.other-kind", (await CheckedFile.OfAsync(Small, "file.xml")).Problem?.Code);

    [Theory]
    [InlineData("<!DOCTYPE la []><omobility-las-get-response xmlns=\"" + Namespace + "\"/>", "file.xml-dtd-not-allowed")]
    [InlineData("<omobility-las-get-response xmlns=\"" + Namespace + "\"><la>", "file.xml-truncated")]
    [InlineData("<req:omobility-las-update-request xmlns:req=\"urn:x\" xmlns:la=\"" + Namespace + "\"/>", "file.xml-unknown-document")]
    [InlineData("<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><r xmlns=\"" + Namespace + "\">&e;</r>", "file.xml-dtd-not-allowed")]
    public async Task Body_BrokenOrHostile_IsRefusedWithItsReason(string text, string code)
    {
        Assert.True(new EwpFormat().Recognises(Encoding.UTF8.GetBytes(text), null, null));
        Assert.Equal(code, (await ReadFile.ProblemOfAsync(new EwpFormat(), Encoding.UTF8.GetBytes(text)))?.Code);
    }

    [Fact]
    public async Task Agreement_BeyondTheLimits_IsRefused()
    {
        byte[] body = Encoding.UTF8.GetBytes(File(Agreement("m", First(string.Concat(Enumerable.Repeat(Component("Soldar", "CR/S", "6"), 200)), ""))));
        Assert.Equal("file.xml-part-too-long", (await ReadFile.ProblemOfAsync(new EwpFormat(XmlLimits.Default with { PartChars = 2_000 }), body))?.Code);
        ReadFile cut = await ReadFile.OfAsync(new EwpFormat(XmlLimits.Default with { RecordBytes = 50 }), body);
        Assert.All(cut.Rows, row => Assert.Contains("row: row.too-long", row.CellFaults));
        string deep = string.Concat(Enumerable.Repeat("<component>", 80)) + string.Concat(Enumerable.Repeat("</component>", 80));
        Assert.Equal("file.xml-too-deep", (await ReadFile.ProblemOfAsync(new EwpFormat(), Encoding.UTF8.GetBytes(File(Agreement("m", First(deep, ""))))))?.Code);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Recognises_Agreements_BeforeOtherXml(string encoding)
    {
        byte[] body = [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(Small)];
        Assert.IsType<EwpFormat>(SubmissionFormats.All.First(f => f.Recognises(body.AsSpan(0, Math.Min(4096, body.Length)), null, "x.xml")));
        Assert.IsType<ElmoFormat>(SubmissionFormats.All.First(f => f.Recognises("<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"/>"u8, null, "x.xml")));
    }

    [Fact]
    public async Task Schema_OfTheOperator_IsCheckedBesides()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "omobility-las-get-response.xsd"), $"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"{Namespace}\" elementFormDefault=\"qualified\"><xs:element name=\"omobility-las-get-response\"><xs:complexType><xs:sequence/></xs:complexType></xs:element></xs:schema>", TestContext.Current.CancellationToken);
            ReadFile file = await ReadFile.OfAsync(new EwpFormat(XmlLimits.Default, new XmlSchemas(folder)), Encoding.UTF8.GetBytes(Small));
            Assert.Equal(2, file.Rows.Count);
            Assert.Contains(NotesOf(file), n => n.Code == "ewp.schema-violation");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task ErrorFile_Always_IsLinesOfJsonThatAreReadAgain()
    {
        ReadFile file = await ReadAsync(Small);
        byte[] errors = await file.ErrorsAsync(new EwpFormat(), [.. file.Rows.Select(r => r.Number)]);
        ReadFile again = await ReadFile.OfAsync(new NdjsonFormat(), errors);
        Assert.Equal(file.Records.Select(r => r["localId"]), again.Records.Select(r => r["localId"]));
    }

    [Fact]
    public async Task Published_Example_IsJudged()
    {
        string? path = UnitListTests.Published("ewp/omobility-las/get-response-example.xml");
        Assert.SkipWhen(path is null, "The shared data is not beside the repository.");
        byte[] body = await System.IO.File.ReadAllBytesAsync(path!, TestContext.Current.CancellationToken);
        ReadFile file = await ReadFile.OfAsync(new EwpFormat(), body);
        Dictionary<string, string> row = Assert.Single(file.Records);
        Assert.Equal("CR/f9c7677f-e3e3-4106-a865-1d1e8867830e", row["outcomes"]);
        Assert.Equal(["Introductory calculus (9 ects)", "Algebra (KR502B, 6 ects)"], row["studied"].Split('|'));
        Assert.Equal("learner=2019-03-02|home=2019-03-03|host=2019-03-03", row["signatures"]);
        Assert.Contains("- Introductory calculus", row["proposed"], StringComparison.Ordinal);
        CheckedFile judged = await CheckedFile.OfPathAsync(path!, "NO", AgreementKind.KindName);
        Assert.Equal((1, 1), (judged.Totals!.Rows, judged.Totals.Accepted));
        Assert.DoesNotContain(judged.Findings, f => f.Message.Contains("Sidorov", StringComparison.Ordinal) || f.Message.Contains("1234567890", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Published_OtherDocuments_AreRefusedWithAReason()
    {
        string? path = UnitListTests.Published("ewp/omobility-las/update-request/approve-proposal-v1.xml");
        Assert.SkipWhen(path is null, "The shared data is not beside the repository.");
        string folder = Path.GetDirectoryName(Path.GetDirectoryName(path!))!;
        foreach (string file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Where(f => !f.EndsWith("get-response-example.xml", StringComparison.Ordinal)))
            Assert.StartsWith("file.xml-", (await CheckedFile.OfPathAsync(file, "NO", AgreementKind.KindName)).Problem?.Code ?? file, StringComparison.Ordinal);
    }
}
