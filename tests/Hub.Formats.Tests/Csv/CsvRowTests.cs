using Hub.Formats.Csv;
using Hub.Submissions;

namespace Hub.Formats.Tests.Csv;

public sealed class CsvRowTests
{
    static (int, string, string?)[] Seen(ReadFile file) => [.. file.Rows.Select(row => (row.Number, row.Raw, row.Fault))];

    [Fact]
    public async Task Read_BlankLinesAndLineBreaksInCells_AreCountedAsASpreadsheetDoes()
    {
        ReadFile file = await CsvFile.OfAsync("\na,b\n1,x\n\n;\n , \n\"2\n\n2\",y\n\n3,z");

        Assert.Equal(["a", "b"], file.Plan.Header);
        Assert.Equal([(3, "1,x"), (5, ";"), (7, "\"2\n\n2\",y"), (9, "3,z")], file.Rows.Select(row => (row.Number, row.Raw)));
    }

    [Fact]
    public async Task Read_QuotesInsideUnquotedCells_AreText()
    {
        ReadFile file = await CsvFile.OfAsync("a,b\n1,6\" disk\n2, \"x\"\n#3,'y'\n");

        Assert.Equal(["1", "6\" disk", "2", " \"x\"", "#3", "'y'"], file.Rows.SelectMany(row => row.Cells));
        Assert.All(file.Rows, row => Assert.Null(row.Fault));
    }

    [Fact]
    public async Task Read_TextBehindAClosingQuote_IsAFaultOfThatRowAlone()
    {
        ReadFile file = await CsvFile.OfAsync("a,b\n\"He said \"hello\" to me\",x\n2,y\n");

        Assert.Equal([(2, "\"He said \"hello\" to me\",x", "row.stray-quote"), (3, "2,y", null)], Seen(file));
    }

    [Fact]
    public async Task Read_UnclosedQuote_CostsOneLineOnly()
    {
        ReadFile file = await CsvFile.OfAsync("a,b\n1,x\n2,\"never closed\n3,y\n4,\"quoted, well\"\n5,z\n");

        Assert.Equal([(2, "1,x", null), (3, "2,\"never closed", "row.unclosed-quote"), (4, "3,y", null), (5, "4,\"quoted, well\"", null), (6, "5,z", null)], Seen(file));
    }

    [Fact]
    public async Task Read_UnclosedQuoteBeforeAHundredThousandRows_CostsOneLineOnly()
    {
        ReadFile file = await CsvFile.OfAsync("a,b\n\"1,x\n" + string.Concat(Enumerable.Range(3, 100_000).Select(row => $"{row},some text\n")), CsvLimits.Default);

        Assert.Equal(100_001, file.Rows.Count);
        Assert.Equal("row.unclosed-quote", file.Rows[0].Fault);
        Assert.All(file.Rows.Skip(1), row => Assert.Equal((row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), (string?)null), (row.Cells[0], row.Fault)));
    }

    [Fact]
    public async Task Read_QuotesThatReopenOnEveryLine_AreNotScannedAgainAndAgain()
    {
        // Each line ends inside quotes both when it begins inside and when it begins outside of them.
        string text = "a,b,c\n" + string.Concat(Enumerable.Repeat("x\",\",\n", 200_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        ReadFile file = await CsvFile.OfAsync(text, CsvLimits.Default);

        Assert.True(file.Rows.Count > 20_000);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("1,2,3,4\n", "row.too-many-cells", "4 / 3")]
    [InlineData("1,2\n", "row.too-few-cells", "2 / 3")]
    [InlineData("1,2,3,, \n", null, null)]
    [InlineData("1,a\0b,3\n", "row.nul", null)]
    [InlineData("1,\"a\0b\",3\n", "row.nul", null)]
    public void Read_Ragged_IsAFault(string row, string? code, string? detail)
    {
        var plan = new FormatPlan("csv", "utf-8", false, ',', "\n", ["a", "b", "c"], 0, 2, false);
        using IRowReader reader = new CsvFormat().Read(CsvFile.Utf8(row + "4,5,6\n"), plan, 7);

        Assert.True(reader.Read());
        Assert.Equal((code, detail, code is null ? null : (int?)7), (reader.Fault?.Code.Code, reader.Fault?.Detail, reader.Fault?.Row));
        Assert.True(reader.Read());
        Assert.Equal((null, "5", 8), (reader.Fault?.Code.Code, reader[1].ToString(), reader.Number));
        Assert.False(reader.Read());
        Assert.True(reader[0].IsEmpty);
    }

    [Fact]
    public async Task Read_UnnamedColumnsAtTheEnd_MayBeLeftOut()
    {
        ReadFile file = await CsvFile.OfAsync("a,b,,\n1,2\n1,2,,\n1\n");

        Assert.Equal([null, null, "row.too-few-cells"], file.Rows.Select(row => row.Fault));
    }

    [Fact]
    public async Task Read_LineOfTwoMegabytes_IsAFaultOfThatRowAlone()
    {
        ReadFile file = await CsvFile.OfAsync($"a,b\n1,x\n2,{new string('y', 2_000_000)}\n3,z\n", CsvLimits.Default);

        Assert.Equal([(2, null), (3, "row.too-long"), (4, null)], file.Rows.Select(row => (row.Number, row.Fault)));
        Assert.Equal(2_000_002, file.Rows[1].Raw.Length);
    }

    [Fact]
    public async Task Read_CellLargerThanTheParsersBuffer_IsWhole()
    {
        string large = new('é', 200_000);
        ReadFile file = await CsvFile.OfAsync($"a,b\n1,\"{large}\"\n2,{large}\n3,z\n", CsvLimits.Default);

        Assert.Equal([large, large, "z"], file.Rows.Select(row => row.Cells[1]));
    }

    [Fact]
    public async Task Read_TwoCellsWithDoubledQuotes_CanBeHeldTogether()
    {
        byte[] text = CsvFile.Utf8("\"a\"\"1\",\"b\"\"2\"\n");
        var plan = new FormatPlan("csv", "utf-8", false, ',', "\n", ["x", "y"], 0, 2, false);
        using IRowReader reader = new CsvFormat().Read(text, plan, 2);
        reader.Read();
        ReadOnlySpan<char> first = reader[0], second = reader[1];

        Assert.Equal("a\"1b\"2", string.Concat(first, second));
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Split_SmallChunks_CoverTheFileWithoutCuttingRows(string newLine)
    {
        string text = "a,b" + newLine + string.Concat(Enumerable.Range(0, 500).Select(row => $"{row},\"x{newLine}{new string('y', row % 40)}\"{newLine}"));
        ReadFile file = await CsvFile.OfAsync(text);

        Assert.True(file.Chunks.Count >= 50);
        Assert.Equal(Enumerable.Range(0, file.Chunks.Count), file.Chunks.Select(chunk => chunk.Index));
        Assert.All(file.Chunks, chunk => Assert.InRange(chunk.Rows, 1, 10));
        Assert.Equal(file.Plan.DataOffset, file.Chunks[0].Offset);
        Assert.All(file.Chunks.Zip(file.Chunks.Skip(1)), pair => Assert.Equal(pair.First.Offset + pair.First.LengthBytes, pair.Second.Offset));
        Assert.Equal(Enumerable.Range(2, 500), file.Rows.Select(row => row.Number));
    }
}
