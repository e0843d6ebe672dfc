using System.Text;
using Hub.Formats.Csv;
using Hub.Formats.Tests.Xlsx;
using Hub.Formats.Xlsx;
using Hub.Submissions;
using static Hub.Formats.Tests.Xlsx.TestWorkbook;

namespace Hub.Formats.Tests;

/// <summary>Tables with titles above their header.</summary>
public sealed class HeaderRowTests
{
    static bool IsKnown(IReadOnlyList<string> header) => header.Contains("localId");

    static async Task<FormatPlan> InspectAsync(ISubmissionFormat format, byte[] body) => (await format.InspectAsync(new TrickleStream(body), IsKnown, TestContext.Current.CancellationToken)).Value;

    static Task<FormatPlan> CsvAsync(string text) => InspectAsync(new CsvFormat(), Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("Catálogo de unidades;;\n2026;;\n\nlocalId;kind;title@pt\nA;unit;Um\n", 4, ';')]
    [InlineData("Catálogo de unidades\n\"Ministério,\nsecretaria\"\nlocalId;kind;title@pt\nA;unit;Um\n", 3, ';')]
    [InlineData("Units 2026\tall\nlocalId\tkind\nA\tunit\n", 2, '\t')]
    public async Task Csv_TitlesAboveTheHeader_ArePassedOver(string text, int row, char delimiter)
    {
        FormatPlan plan = await CsvAsync(text);
        Assert.Equal((row, delimiter, "localId"), (plan.HeaderRow, plan.Delimiter, plan.Header[0]));
        PlanNote note = Assert.Single(plan.Notes!);
        Assert.Equal(("file.header-found", row.ToString(System.Globalization.CultureInfo.InvariantCulture)), (note.Code, note.Detail));
        var format = new CsvFormat();
        Chunk chunk = (await format.SplitAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), plan, null, TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken)).Value;
        using IRowReader reader = format.Read(Encoding.UTF8.GetBytes(text).AsMemory((int)chunk.Offset, chunk.LengthBytes), plan, chunk.FirstRow);
        Assert.True(reader.Read());
        Assert.Equal((row + 1, "A"), (reader.Number, reader[0].ToString()));
        Assert.False(reader.Read());
    }

    [Fact]
    public async Task Csv_HeaderInTheFirstRow_IsTakenWithoutAWord() => Assert.Null((await CsvAsync("localId,kind\nlocalId,unit\n")).Notes);

    [Theory]
    [InlineData("Name,Hours\nlocalId,\nA,25\n")]
    [InlineData("Name,Hours\nA,25\nB,30\n")]
    public async Task Csv_NoRowThatIsAHeader_LeavesTheFirst(string text)
    {
        FormatPlan plan = await CsvAsync(text);
        Assert.Equal((1, "Name"), (plan.HeaderRow, plan.Header[0]));
        Assert.Null(plan.Notes);
    }

    [Fact]
    public async Task Csv_HeaderBelowTheRowsThatAreSearched_IsNotFound()
    {
        string titles = string.Concat(Enumerable.Range(1, 20).Select(i => $"Title {i}\n"));
        Assert.Equal("Title 1", (await CsvAsync(titles + "localId,kind\nA,unit\n")).Header[0]);
        Assert.Equal("localId", (await CsvAsync(titles[..titles.LastIndexOf("Title 20", StringComparison.Ordinal)] + "localId,kind\nA,unit\n")).Header[0]);
    }

    [Fact]
    public async Task Xlsx_TitlesAboveTheHeader_ArePassedOver()
    {
        byte[] body = new TestWorkbook().Sheet(Row(1, "Catálogo de unidades") + Row(2, "2026") + Row(5, "localId", "kind") + Row(6, "A", "unit")).ToBytes();
        FormatPlan plan = await InspectAsync(new XlsxFormat(), body);
        Assert.Equal((5, "localId", "kind"), (plan.HeaderRow, plan.Header[0], plan.Header[1]));
        Assert.Equal("5", Assert.Single(plan.Notes!).Detail);
    }

    [Fact]
    public async Task Xlsx_SeveralSheets_TheFirstWithAHeaderCounts()
    {
        byte[] body = new TestWorkbook().Sheet(Row(1, "Read me") + Row(2, "about this file"), "Notes").Sheet(Row(1, "Units of 2026") + Row(3, "localId", "kind") + Row(4, "A", "unit"), "Units").ToBytes();
        FormatPlan plan = await InspectAsync(new XlsxFormat(), body);
        Assert.Equal((2, 3), (plan.Part, plan.HeaderRow));
        Assert.Equal(["file.sheet-not-read", "file.header-found"], plan.Notes!.Select(n => n.Code));
        // No sheet has one: the first row of the first sheet says what is wrong.
        byte[] none = new TestWorkbook().Sheet(Row(2, "Name", "Hours") + Row(3, "A", "25")).ToBytes();
        Assert.Equal(2, (await InspectAsync(new XlsxFormat(), none)).HeaderRow);
    }
}
