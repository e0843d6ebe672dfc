using System.Text;
using Hub.Formats.Csv;
using Hub.Formats.Json;
using Hub.Formats.Tests.Xlsx;
using Hub.Organisations;
using Hub.Submissions.Layout;

namespace Hub.Formats.Tests;

/// <summary>What goes wrong in real files, taken through <c>hub check</c>: each has its own code, and none costs more than it must.</summary>
public sealed class BadInputTests
{
    const string Header = "localId,kind,title@pt,creditSystem,creditPoints,workloadHours,hoursKind\n";
    const string Good = "A,unit,Redes,PONTO,4.5,50,training\n";

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    static async Task<string?> ProblemAsync(byte[] body, string name = "file") => (await CheckedFile.OfAsync(body, name)).Problem?.Code;

    [Theory]
    [InlineData("", "file.empty")]
    [InlineData("\n\n", "file.empty")]
    [InlineData("localId#kind#title@pt\nA#unit#x\n", "file.no-known-columns")]
    [InlineData("code title hours\n1 Redes 50\n", "file.no-known-columns")]
    [InlineData("kind,title@pt\nunit,Redes\n", "file.no-local-id")]
    [InlineData("localId,localId\n1,2\n", "file.header-duplicate-column")]
    [InlineData("1,2,3\n4,5,6\n", "file.no-header")]
    [InlineData("<html><table>", "submission.unknown-format")]
    [InlineData("[]", "file.empty")]
    [InlineData("""[{"localId":"A"},""", "file.json-truncated")]
    [InlineData("""[{"localId":"A","kind":"un""", "file.json-truncated")]
    [InlineData("""{"a":1}""", "file.no-known-columns")]
    public async Task File_NotReadable_IsRefusedWithItsReason(string text, string code) => Assert.Equal(code, await ProblemAsync(Utf8(text)));

    [Fact]
    public async Task File_OfBytesThatAreNoTable_IsRefusedWithItsReason()
    {
        Assert.Equal("file.mixed-encoding", await ProblemAsync([.. Utf8(Header + "A,unit,Formação ção\nB,unit,"), 0xE7, .. Utf8(",PONTO\n")]));
        Assert.Equal("file.workbook-damaged", await ProblemAsync([0, 1, 2, 0, 0, 255, 3, 9, 0], "table.xlsx"));
        Assert.Equal("submission.unknown-format", await ProblemAsync("%PDF-1.7"u8.ToArray()));
        Assert.Equal("file.too-many-columns", await ProblemAsync(Utf8("localId," + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}")) + "\n")));
        Assert.Equal("file.too-many-columns", await ProblemAsync(Utf8("[{" + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"c{i}\":1")) + "}]")));
        Assert.Equal("file.json-too-deep", await ProblemAsync(Utf8("[{\"a\":" + new string('[', 5_000) + new string(']', 5_000) + "}]")));
    }

    [Theory]
    [InlineData(Header, "file.no-rows")]
    [InlineData(Header + "A,unit,Redes\n", "row.too-few-cells")]
    [InlineData(Header + "A,unit,Redes,PONTO,4.5,50,training,more\n", "row.too-many-cells")]
    [InlineData(Header + "A;unit;Redes;PONTO;4.5;50;training\n", "row.too-few-cells")]
    [InlineData(Header + "A,unit,Re\0des,PONTO,4.5,50,training\n", "row.nul")]
    [InlineData(Header + "A,unit,\"Redes,PONTO,4.5,50,training\n", "row.unclosed-quote")]
    [InlineData(Header + "A,unit,\"Re\"des,PONTO,4.5,50,training\n", "row.stray-quote")]
    [InlineData(Header + Good + "B,unit,Red", "row.too-few-cells")]
    [InlineData("localId,kind,title@pt,validFrom\nA,unit,Redes,30/02/2026\n", "cell.impossible-date")]
    [InlineData("localId,kind,title@pt,validFrom\nA,unit,Redes,03/04/2026\n", "cell.ambiguous-date")]
    [InlineData("localId,kind,title@pt,workloadHours\nA,unit,Redes,P60M\n", "cell.duration-unit")]
    [InlineData("localId,kind,title@pt,workloadHours\nA,unit,Redes,PT60H\n", "cell.duration-form")]
    [InlineData("localId,kind,title@pt,iscedF\nA,unit,Redes,611\n", "cell.unknown-value")]
    [InlineData("localId,kind,title@pt\nA,unit,Re\u202Edes\n", "cell.control-character")]
    [InlineData("localId,kind,title@pt\nA,unit,Rеdes\n", "cell.mixed-scripts")]
    [InlineData("localId,kind,title@pt\nA,unit,Redes Οlá\n", "cell.mixed-scripts")]
    [InlineData("localId,kind,title@pt,colour\nA,unit,Redes,blue\n", "column.unknown")]
    [InlineData("localId,kind,title@pt,creditSystem,creditPoints\nA,unit,Redes,PONTO,\"4,5\"\n", "cell.decimal-comma")]
    [InlineData("localId,kind,title@pt,validFrom\nA,unit,Redes,30.9.2026\n", "cell.date-form")]
    [InlineData("""{"localId":"A","localId":"B"}""", "json.duplicate-property")]
    [InlineData("""{"localId":"A","title":["x"],"creditPoints":{"a":{"b":1}}}""", "column.unknown")]
    [InlineData("""{"localId":"A","creditPoints":[[1]]}""", "json.wrong-type")]
    [InlineData("""{"localId":"A"}""" + "\n" + """{"localId":"B","tit""", "json.invalid")]
    public async Task Row_Wrong_HasAFindingOfItsOwn(string text, string code)
    {
        CheckedFile file = await CheckedFile.OfAsync(text);
        Assert.Null(file.Problem);
        Assert.Contains(code, file.Codes);
    }

    [Theory]
    [InlineData("06")]
    [InlineData("061")]
    [InlineData("0611")]
    public async Task IscedF_OfEachLength_IsUnderstood(string code) =>
        Assert.DoesNotContain("cell.unknown-value", (await CheckedFile.OfAsync($"localId,kind,title@pt,iscedF\nA,unit,Redes,{code}\n")).Codes);

    [Theory]
    [InlineData("ponto")]
    [InlineData("Ects")]
    public async Task CreditSystem_InAnyCase_IsUnderstood(string system) =>
        Assert.DoesNotContain((await CheckedFile.OfAsync($"localId,kind,title@pt,creditSystem,creditPoints\nA,unit,Redes,{system},2\n")).Findings, f => f.Column == "creditSystem");

    [Theory]
    [InlineData("EL", "cell.other-name")]
    [InlineData("GR", null)]
    [InlineData("UK", "cell.other-name")]
    [InlineData("GB", null)]
    [InlineData("http://publications.europa.eu/resource/authority/country/PRT", null)]
    [InlineData("PRT", null)]
    [InlineData("Portugal", "cell.unknown-value")]
    public async Task Country_InEachForm_IsUnderstood(string country, string? code)
    {
        CheckedFile file = await CheckedFile.OfAsync(Utf8($"localId,legalName@pt,country,roles\nPT-A,Escola,{country},provider\n"), kind: OrganisationKind.KindName);
        Assert.Equal(code, file.Findings.SingleOrDefault(f => f.Column == "country" && f.Code.StartsWith("cell.", StringComparison.Ordinal))?.Code);
    }

    [Fact]
    public async Task Workbook_CutOrPackedTightly_IsRefused()
    {
        byte[] whole = new TestWorkbook().Sheet(TestWorkbook.Row(1, "localId", "kind")).ToBytes();
        Assert.Equal("file.workbook-damaged", await ProblemAsync(whole[..^30]));
        Assert.Equal("file.workbook-too-large", await ProblemAsync(new TestWorkbook().Sheet(TestWorkbook.Row(1, "localId") + new string(' ', 50_000_000)).ToBytes()));
    }
}
