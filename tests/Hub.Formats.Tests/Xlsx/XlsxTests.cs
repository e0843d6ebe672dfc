using System.IO.Compression;
using System.Text;
using Hub.Formats.Xlsx;
using Hub.Submissions;
using static Hub.Formats.Tests.Xlsx.TestWorkbook;

namespace Hub.Formats.Tests.Xlsx;

/// <summary>What workbooks are read as, and which are refused.</summary>
public sealed class XlsxTests
{
    static readonly XlsxLimits Small = XlsxLimits.Default with { ChunkBytes = 200, Columns = 20, RatioFromBytes = 100_000, TagBytes = 100_000, UnpackedBytes = 20_000_000, SharedTextBytes = 100_000, KeptTextBytes = 60 };

    static readonly XlsxFormat Format = new(Small);

    static Task<ReadFile> ReadAsync(TestWorkbook workbook) => ReadFile.OfAsync(Format, workbook.ToBytes());

    static async Task<string?> ProblemAsync(byte[] body) => (await ReadFile.ProblemOfAsync(Format, body))?.Code;

    static async Task<ReadRow> CellAsync(string cell, TestWorkbook? workbook = null) =>
        (await ReadAsync((workbook ?? new TestWorkbook()).Sheet(Row(1, "localId", "value") + $"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>K</t></is></c>{cell}</row>"))).Rows[0];

    [Fact]
    public async Task Rows_EmptyOnesBetween_KeepTheSpreadsheetsNumbers()
    {
        ReadFile file = await ReadAsync(new TestWorkbook().Sheet(Row(3, "localId", "title@pt") + Row(4, "A", "Um") + "<row r=\"5\"/>" + Row(6, "", "") + Row(90, "B", "", "") + Row(91, "", "Dois")));
        Assert.Equal(["localId", "title@pt"], file.Plan.Header);
        Assert.Equal((4, 3), (file.Plan.FirstRow, file.Plan.HeaderRow));
        Assert.Equal([4, 90, 91], file.Rows.Select(r => r.Number));
        Assert.Equal([["A", "Um"], ["B", ""], ["", "Dois"]], file.Rows.Select(r => r.Cells));
    }

    [Theory]
    [InlineData("<v>0.1</v>", "0.1")]
    [InlineData("<v>4.5</v>", "4.5")]
    [InlineData("<v>4.0999999999999996</v>", "4.1")]
    [InlineData("<v>0.30000000000000004</v>", "0.3")]
    [InlineData("<v>1E-3</v>", "0.001")]
    [InlineData("<v>1.5E+20</v>", "150000000000000000000")]
    [InlineData("<v>-2</v>", "-2")]
    [InlineData("<v>123456789012345</v>", "123456789012345")]
    [InlineData("<f>1+1</f><v>2</v>", "2")]
    [InlineData("<v>nonsense</v>", "nonsense")]
    [InlineData("<v>1E999</v>", "1E999")]
    public async Task Number_AsStored_HasNoBinaryNoise(string content, string expected) =>
        Assert.Equal(expected, (await CellAsync($"<c r=\"B2\">{content}</c>")).Cells[1]);

    [Theory]
    [InlineData("yyyy-mm-dd", "46295", "2026-09-30")]
    [InlineData("dd/mm/yyyy;@", "46295", "2026-09-30")]
    [InlineData("[$-816]d \"de\" mmmm", "46295", "2026-09-30")]
    [InlineData("yyyy-mm-dd", "46295.5", "2026-09-30T12:00:00")]
    [InlineData("yyyy-mm-dd", "59", "1900-02-28")]
    [InlineData("yyyy-mm-dd", "60", "1900-02-29")]
    [InlineData("yyyy-mm-dd", "61", "1900-03-01")]
    [InlineData("yyyy-mm-dd", "-1", "-1")]
    [InlineData("yyyy-mm-dd", "99999999", "99999999")]
    [InlineData("[h]:mm", "1.0625", "25:30:00")]
    [InlineData("0000", "611", "0611")]
    [InlineData("0%", "0.5", "50%")]
    [InlineData("#,##0.00\" d\"", "12.50", "12.50")]
    [InlineData("0.00", "4.5", "4.5")]
    public async Task Number_WithFormat_MeansWhatIsShown(string format, string value, string expected) =>
        Assert.Equal(expected, (await CellAsync($"<c r=\"B2\" s=\"1\"><v>{value}</v></c>", new TestWorkbook { Formats = [format] })).Cells[1]);

    [Fact]
    public async Task Date_Of1904Workbook_IsCountedFromThere() =>
        Assert.Equal("2026-09-30", (await CellAsync("<c r=\"B2\" s=\"1\"><v>44833</v></c>", new TestWorkbook { Formats = ["yyyy-mm-dd"], From1904 = true })).Cells[1]);

    [Theory]
    [InlineData("<c r=\"B2\" t=\"b\"><v>1</v></c>", "true")]
    [InlineData("<c r=\"B2\" t=\"s\"><v>0</v></c>", "plain")]
    [InlineData("<c r=\"B2\" t=\"s\"><v>1</v></c>", "rich text")]
    [InlineData("<c r=\"B2\" t=\"s\"><v>2</v></c>", "a\r\nb \"ç\"")]
    [InlineData("<c r=\"B2\" t=\"s\"><v>9</v></c>", "")]
    [InlineData("<c r=\"B2\" t=\"str\"><f>A1</f><v>cached</v></c>", "cached")]
    [InlineData("<c r=\"B2\" t=\"d\"><v>2026-09-30T00:00:00</v></c>", "2026-09-30")]
    [InlineData("<c r=\"B2\"/>", "")]
    [InlineData("<c><v>7</v></c>", "7")]
    [InlineData("<c r=\"B2\" t=\"str\"><f>A1</f><v></v></c>", "")]
    public async Task Cell_OfEachType_IsRead(string cell, string expected)
    {
        var workbook = new TestWorkbook { SharedTexts = ["plain", "<r><t>rich </t></r><r><t>text</t></r><rPh sb=\"0\" eb=\"1\"><t>kana</t></rPh>", "<t>a_x000D_\nb \"ç\"</t>"] };
        Assert.Equal(expected, (await CellAsync(cell, workbook)).Cells[1]);
    }

    [Fact]
    public async Task SharedTexts_MoreThanAreKeptInMemory_AreAllFound()
    {
        int[] order = [.. Enumerable.Range(0, 900).Select(i => i * 7 % 900)];
        var workbook = new TestWorkbook { SharedTexts = ["localId", .. Enumerable.Range(0, 900).Select(i => $"text {i} ç")] };
        ReadFile file = await ReadAsync(workbook.Sheet("<row r=\"1\"><c t=\"s\"><v>0</v></c></row>" + string.Concat(order.Select(i => $"<row><c t=\"s\"><v>{i + 1}</v></c></row>"))));
        Assert.Equal(order.Select(i => $"text {i} ç"), file.Rows.Select(r => r.Cells[0]));
    }

    [Theory]
    [InlineData("<c r=\"B2\" t=\"e\"><v>#N/A</v></c>", "value: cell.sheet-error")]
    [InlineData("<c r=\"B2\"><f>A1</f></c>", "value: cell.formula-without-value")]
    public async Task Cell_WithoutAValue_IsAFaultOfItsColumn(string cell, string expected) => Assert.Equal([expected], (await CellAsync(cell)).CellFaults);

    [Fact]
    public async Task Row_LongerThanTheHeader_IsFaulty()
    {
        ReadFile file = await ReadAsync(new TestWorkbook().Sheet(Row(1, "localId", "title@pt") + Row(2, "A", "Um", "more") + "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"XFD3\"><v>1</v></c></row>" + Row(4, "B", "Dois")));
        Assert.Equal(["row.too-many-cells", "row.too-many-cells", null], file.Faults);
    }

    [Fact]
    public async Task Sheets_SeveralVisible_FirstKnownOneIsReadAndOthersNamed()
    {
        byte[] body = new TestWorkbook().Sheet(Row(1, "x"), "Hidden", "hidden").Sheet(Row(1, "Readme", "text"), "About").Sheet(Row(1, "localId", "n") + Row(2, "A", "1"), "Data").Sheet("", "Empty").Sheet(Row(1, "localId"), "hub_notes").ToBytes();
        FormatPlan plan = (await Format.InspectAsync(new MemoryStream(body), header => header.Contains("localId"), CancellationToken.None)).Value;
        Assert.Equal(3, plan.Part);
        Assert.Equal([new PlanNote("file.sheet-not-read", "2")], plan.Notes);
    }

    [Theory]
    [InlineData("", "file.empty")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "file.no-header")]
    [InlineData("<row r=\"2\"/><row r=\"1\"/>", "file.workbook-damaged")]
    [InlineData("<row r=\"9999999\"/>", "file.workbook-damaged")]
    [InlineData("<row", "file.workbook-damaged")]
    public async Task Sheet_ThatIsNoTable_IsRefused(string rows, string code) => Assert.Equal(code, await ProblemAsync(new TestWorkbook().Sheet(rows).ToBytes()));

    [Fact]
    public async Task Header_DoubleOrTooWide_IsRefused()
    {
        Assert.Equal("file.header-duplicate-column", await ProblemAsync(new TestWorkbook().Sheet(Row(1, "a", "b", "a")).ToBytes()));
        Assert.Equal("file.too-many-columns", await ProblemAsync(new TestWorkbook().Sheet(Row(1, [.. Enumerable.Range(0, 21).Select(i => $"c{i}")])).ToBytes()));
    }

    [Fact]
    public async Task Sheet_BrokenFurtherDown_IsRefusedWhole()
    {
        string rows = Row(1, "localId") + string.Concat(Enumerable.Range(2, 100).Select(i => Row(i, "A"))) + "<row r=\"3\"/>";
        Assert.Equal("file.workbook-damaged", await ProblemAsync(new TestWorkbook().Sheet(rows).ToBytes()));
    }

    [Fact]
    public async Task Archive_OfAnotherKind_IsNamed()
    {
        var macros = new TestWorkbook { MoreParts = { ["xl/vbaProject.bin"] = [1] } };
        Assert.Equal("file.macros", await ProblemAsync(macros.Sheet(Row(1, "localId")).ToBytes()));
        Assert.Equal("file.open-document", await ProblemAsync(Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>"))));
        Assert.Equal("file.not-a-workbook", await ProblemAsync(Zip(("rows.csv", "a,b"))));
        Assert.Equal("file.workbook-damaged", await ProblemAsync(Zip(("[Content_Types].xml", "<a/>"))));
        Assert.Equal("file.workbook-damaged", await ProblemAsync([.. "PK\x03\x04"u8, .. new byte[100]]));
        Assert.Equal("file.old-excel", await ProblemAsync([0xD0, 0xCF, 0x11, 0xE0, .. new byte[600]]));
        Assert.Equal("file.encrypted", await ProblemAsync([0xD0, 0xCF, 0x11, 0xE0, .. new byte[70_000], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[600]]));
    }

    [Fact]
    public async Task Workbook_CutAnywhere_IsRefused()
    {
        byte[] whole = new TestWorkbook().Sheet(Row(1, "localId") + Row(2, "A")).ToBytes();
        for (int length = 4; length < whole.Length; length += 7) Assert.Equal("file.workbook-damaged", await ProblemAsync(whole[..length]));
    }

    [Fact]
    public async Task Bomb_OfAnyKind_IsRefused()
    {
        string blank = new(' ', 1_000_000);
        Assert.Equal("file.workbook-too-large", await ProblemAsync(new TestWorkbook().Sheet(Row(1, "localId") + blank).ToBytes()));
        Assert.Equal("file.workbook-too-large", await ProblemAsync(new TestWorkbook { MoreParts = { ["xl/media/a.bin"] = new byte[30_000_000] } }.Sheet(Row(1, "localId")).ToBytes()));
        string noise = Convert.ToBase64String(Noise(150_000));
        Assert.Equal("file.workbook-damaged", await ProblemAsync(new TestWorkbook().Sheet(Row(1, "localId") + Row(2, noise)).ToBytes()));
        var texts = new TestWorkbook { SharedTexts = [.. Enumerable.Range(0, 200).Select(_ => Convert.ToBase64String(Noise(500)))] };
        Assert.Equal("file.workbook-too-large", await ProblemAsync(texts.Sheet(Row(1, "localId") + "<row r=\"2\"><c t=\"s\"><v>199</v></c></row>").ToBytes()));
        Assert.Equal("file.workbook-damaged", await ProblemAsync(new TestWorkbook().Sheet("<!DOCTYPE a>" + Row(1, "localId")).ToBytes()));
    }

    [Fact]
    public async Task Bomb_ThatLiesAboutItsSize_IsNotUnpacked()
    {
        byte[] body = new TestWorkbook { MoreParts = { ["xl/pad.bin"] = new byte[90_000] } }.Sheet(Row(1, "localId") + "<!--" + new string('x', 5_000_000) + "-->" + Row(2, "A")).ToBytes();
        Lie(body, "xl/worksheets/sheet1.xml", 5_000);
        Assert.Equal("file.workbook-damaged", await ProblemAsync(body));
    }

    [Fact]
    public async Task ErrorFile_OfRejectedRows_ReadsAsTheyWere()
    {
        var workbook = new TestWorkbook { Formats = ["dd/mm/yyyy"], SharedTexts = ["x &amp; y"] }.Sheet(
            Row(1, "localId", "hub_row", "value", "when")
            + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>A</t></is></c><c r=\"B2\"><v>9</v></c><c r=\"C2\"><v>4.0999999999999996</v></c><c r=\"D2\" s=\"1\"><v>46295</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"C3\" t=\"e\"><v>#N/A</v></c></row><row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t>C</t></is></c></row>");
        ReadFile file = await ReadAsync(workbook);
        byte[] errors = await file.ErrorsAsync(Format, 2, 3);
        ReadFile again = await ReadFile.OfAsync(Format, errors);
        Assert.Equal(["localId", "value", "when", "hub_row", "hub_errors"], again.Plan.Header);
        Assert.Equal([["A", "4.1", "2026-09-30", "2", "wrong; \"very\""], ["x & y", "", "", "3", "wrong; \"very\""]], again.Rows.Select(r => r.Cells));
        Assert.Equal(["value: cell.sheet-error"], again.Rows[1].CellFaults);
        Assert.Empty(WorkbookErrors(errors));
    }

    internal static IEnumerable<string> WorkbookErrors(byte[] workbook)
    {
        using var document = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(workbook), false);
        return [.. new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath}: {e.Description}")];
    }

    static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(7).NextBytes(noise);
        return noise;
    }

    static byte[] Zip(params (string Name, string Text)[] parts)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in parts)
            {
                using Stream part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    /// <summary>Writes another size into the archive's directory (APPNOTE 4.3.12: at 24 of the entry, 22 before its name).</summary>
    static void Lie(byte[] zip, string name, int size)
    {
        int at = zip.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(name));
        BitConverter.TryWriteBytes(zip.AsSpan(at - 22), size);
    }
}
