using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Hub.Catalogue;
using Hub.Formats.Templates;
using Hub.Formats.Tests.Xlsx;
using Hub.Recognition.Requests.Files;
using Hub.Rules;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Tests;

/// <summary>The workbook a provider fills in.</summary>
public sealed class XlsxTemplateTests
{
    static async Task<byte[]> WriteAsync(IRecordKind kind, string country = "PT")
    {
        var destination = new MemoryStream();
        await XlsxTemplate.WriteAsync(destination, kind, ["pt", "en"], Vocabularies.LoadDefault(), Rulesets.LoadDefault().For(country, new DateOnly(2026, 11, 1)), TestContext.Current.CancellationToken);
        return destination.ToArray();
    }

    public static TheoryData<string> Kinds => [.. RecordKinds.Default.Names];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Write_EveryKind_IsAValidWorkbook(string kind)
    {
        Assert.Empty(XlsxTests.WorkbookErrors(await WriteAsync(RecordKinds.Default.Get(kind))));
        Assert.Empty(XlsxTests.WorkbookErrors(await WriteAsync(RecordKinds.Default.Get(kind), "XX")));
    }

    [Fact]
    public async Task Write_Recognitions_OffersRoutesAndKeepsIdentifiersAsWritten()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(await WriteAsync(new FileRequestKind())), false);
        WorksheetPart[] sheets = [.. document.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(s => (WorksheetPart)document.WorkbookPart.GetPartById(s.Id!.Value!))];
        string[] Texts(int sheet) => [.. sheets[sheet].Worksheet.Descendants<Text>().Select(t => t.Text)];
        string[] header = Texts(0);
        Assert.Equal(["route", "language"], sheets[0].Worksheet.Descendants<DataValidation>().Select(v => header[ColumnOf(v.SequenceOfReferences!.InnerText!)]));
        Assert.Contains("unit-equivalence", Texts(2));
        Assert.Empty(((string[])["localId", "learnerId", "route", "target"]).Except(Texts(1)));
        var looks = sheets[0].Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Column>().Select(c => c.Style!.Value);
        Assert.All(looks, look => Assert.Equal(Formats.Xlsx.XlsxLook.Text, look));
    }

    [Fact]
    public async Task Filled_Recognitions_GoesThroughTheCheck()
    {
        var filled = new MemoryStream();
        filled.Write(await WriteAsync(new FileRequestKind()));
        Fill(filled, new() { ["localId"] = "0012", ["learnerScheme"] = "NIF", ["learnerId"] = "012345678", ["route"] = "unit-equivalence", ["target"] = "U-1", ["achievements"] = "A-1|A-2", ["language"] = "pt" });
        CheckedFile file = await CheckedFile.OfAsync(filled.ToArray(), kind: FileRequestKind.KindName);
        Assert.Empty(file.Findings);
        Assert.Equal((1, 1), (file.Totals!.Rows, file.Totals.Accepted));
    }

    [Fact]
    public async Task Write_Catalogue_OffersValuesAndSaysWhatIsRequired()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(await WriteAsync(new CatalogueKind())), false);
        WorkbookPart workbook = document.WorkbookPart!;
        List<Sheet> sheets = [.. workbook.Workbook.Sheets!.Elements<Sheet>()];
        Assert.Equal(["catalogue", "hub_notes", "hub_lists"], sheets.Select(s => s.Name!.Value));
        string[] Texts(int sheet) => [.. ((WorksheetPart)workbook.GetPartById(sheets[sheet].Id!.Value!)).Worksheet.Descendants<Text>().Select(t => t.Text)];

        var table = (WorksheetPart)workbook.GetPartById(sheets[0].Id!.Value!);
        string[] header = Texts(0);
        string[] withLists = [.. table.Worksheet.Descendants<DataValidation>().Select(v => header[ColumnOf(v.SequenceOfReferences!.InnerText!)])];
        string[] wanted = ["kind", "creditSystem", "hoursKind", "levelBasis", "modes", "assessmentTypes", "supervision", "status", "eqfLevel", "nqfLevel"];
        Assert.Empty(wanted.Except(withLists));
        Assert.Contains("PONTO", Texts(2));
        Assert.Contains("learning outcomes", Texts(1));
        Assert.Contains(Texts(1), text => text.Contains("2022/C 243/02", StringComparison.Ordinal) || text.Contains("Annex I", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Filled_Template_GoesThroughTheCheck(bool complete)
    {
        var filled = new MemoryStream();
        filled.Write(await WriteAsync(new CatalogueKind()));
        var record = new Dictionary<string, string>
        {
            ["localId"] = "0012",
            ["kind"] = "unit",
            ["title@pt"] = "Redes",
            ["creditSystem"] = "PONTO",
            ["creditPoints"] = "4.5",
            ["workloadHours"] = "50",
            ["hoursKind"] = "training",
            ["iscedF"] = "0611",
            ["validFrom"] = "46295",
        };
        if (!complete) record.Remove("localId");
        Fill(filled, record);
        CheckedFile file = await CheckedFile.OfAsync(filled.ToArray());
        Assert.Equal(complete ? [] : ["row.local-id-missing"], file.Findings.Where(f => f.Severity == "reject").Select(f => f.Code));
        Assert.DoesNotContain("file.sheet-not-read", file.Codes);
        Assert.DoesNotContain("column.unknown", file.Codes);
        Assert.Equal(1, file.Totals!.Rows);
    }

    static void Fill(Stream workbook, Dictionary<string, string> record)
    {
        using var document = SpreadsheetDocument.Open(workbook, true);
        var table = (WorksheetPart)document.WorkbookPart!.GetPartById(document.WorkbookPart.Workbook.Sheets!.Elements<Sheet>().First().Id!.Value!);
        SheetData data = table.Worksheet.GetFirstChild<SheetData>()!;
        string[] header = [.. data.Descendants<Text>().Select(t => t.Text)];
        var row = new Row { RowIndex = 2 };
        for (int column = 0; column < header.Length; column++)
        {
            if (!record.TryGetValue(header[column], out string? value)) continue;
            bool isNumber = header[column] is "creditPoints" or "workloadHours" or "validFrom";
            string place = Formats.Xlsx.XlsxLook.ColumnName(column) + "2";
            row.Append(isNumber
                ? new Cell(new CellValue(value)) { CellReference = place, StyleIndex = header[column] == "validFrom" ? Formats.Xlsx.XlsxLook.Date : 0 }
                : new Cell(new InlineString(new Text(value))) { CellReference = place, DataType = CellValues.InlineString });
        }

        data.Append(row);
        table.Worksheet.Save();
    }

    static int ColumnOf(string reference)
    {
        int column = 0;
        foreach (char c in reference.TakeWhile(char.IsAsciiLetter)) column = column * 26 + (c - 'A' + 1);
        return column - 1;
    }
}
