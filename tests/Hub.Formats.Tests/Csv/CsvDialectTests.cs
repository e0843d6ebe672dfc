using System.Text;
using Hub.Formats.Csv;

namespace Hub.Formats.Tests.Csv;

public sealed class CsvDialectTests
{
    public static TheoryData<char, string, bool, string> Dialects()
    {
        var all = new TheoryData<char, string, bool, string>();
        foreach (char delimiter in ",;\t|")
            foreach ((string encoding, bool mark) in new[] { ("utf-8", false), ("utf-8", true), ("windows-1252", false), ("utf-16", true), ("utf-16", false), ("utf-16BE", true), ("utf-16BE", false) })
                foreach (string newLine in new[] { "\n", "\r\n", "\r" })
                    all.Add(delimiter, encoding, mark, newLine);
        return all;
    }

    static byte[] Encode(string text, string encoding, bool mark)
    {
        Encoding target = EncodingGuess.EncodingOf(encoding);
        return [.. mark ? Encoding.Convert(Encoding.UTF8, target, Encoding.UTF8.Preamble.ToArray()) : [], .. target.GetBytes(text)];
    }

    static string Table(char delimiter, string newLine)
    {
        string[][] rows = [["localId", "title@pt", "hours"], ["a1", $"\"Gestão{delimiter} redes\"", "1,5"], ["a2", "Som/áudio – €", "50"], ["a3", $"\"two{newLine}lines \"\"here\"\"\"", ""]];
        return string.Join(newLine, rows.Select(row => string.Join(delimiter, row.Select(cell => cell.Contains(delimiter, StringComparison.Ordinal) && cell[0] != '"' ? $"\"{cell}\"" : cell)))) + newLine;
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Inspect_EveryDialect_IsFoundAndRead(char delimiter, string encoding, bool mark, string newLine)
    {
        ReadFile file = await CsvFile.OfAsync(Encode(Table(delimiter, newLine), encoding, mark));

        Assert.Equal((encoding, mark, delimiter, newLine), (file.Plan.Encoding, file.Plan.ByteOrderMark, file.Plan.Delimiter, file.Plan.NewLine));
        Assert.Equal(["localId", "title@pt", "hours"], file.Plan.Header);
        Assert.Equal([2, 3, 4], file.Rows.Select(row => row.Number));
        Assert.All(file.Rows, row => Assert.Null(row.Fault));
        Assert.Equal([$"Gestão{delimiter} redes", "Som/áudio – €", $"two{newLine}lines \"here\""], file.Rows.Select(row => row.Cells[1]));
    }

    [Fact]
    public async Task Inspect_ListsAndDecimalCommas_DoNotPassForDelimiters()
    {
        ReadFile file = await CsvFile.OfAsync("code;title;points\n1;a, b|c;1,5\n2;d|e, f;2,5\n");

        Assert.Equal(';', file.Plan.Delimiter);
    }

    /// <summary>Rows of an error file may be ragged, whence they are in it; the hub's own columns say what divides them.</summary>
    [Fact]
    public async Task Inspect_ErrorFileOfRaggedRows_IsReadByTheHubsColumns()
    {
        ReadFile file = await CsvFile.OfAsync("a;b\tc\thub_row\thub_errors\nx;1\t2\ttoo short\ny;2\t3\ttoo short\nz;3\t4\ttoo short\n");

        Assert.Equal('\t', file.Plan.Delimiter);
        Assert.Equal(3, file.Rows.Count);
    }

    [Fact]
    public async Task Inspect_OneColumn_IsReadWithCommas()
    {
        ReadFile file = await CsvFile.OfAsync("localId\na1\n\"\"\na2\n");

        Assert.Equal(',', file.Plan.Delimiter);
        Assert.Equal([2, 3, 4], file.Rows.Select(row => row.Number));
    }

    [Fact]
    public async Task Inspect_LineThatNamesTheDelimiter_IsObeyedAndNotCounted()
    {
        ReadFile file = await CsvFile.OfAsync("sep=|\r\na,b|c\r\n1|2\r\n");

        Assert.Equal(["a,b", "c"], file.Plan.Header);
        Assert.Equal(2, Assert.Single(file.Rows).Number);
    }

    [Fact]
    public async Task Inspect_CharactersCutByBlocks_StayUtf8()
    {
        string text = "localId,title\n" + string.Concat(Enumerable.Range(0, 60_000).Select(row => $"{row},日本語€é😀{new string('x', row % 3)}\n"));

        ReadFile file = await CsvFile.OfAsync(text, CsvLimits.Default);

        Assert.Equal("utf-8", file.Plan.Encoding);
        Assert.Equal(60_000, file.Rows.Count);
        Assert.Equal("日本語€é😀x", file.Rows[1].Cells[1]);
    }

    [Fact]
    public async Task Inspect_OneDamagedPlaceInUtf8_IsSaidAndNotReadAsWindows1252()
    {
        byte[] body = [.. CsvFile.Utf8("a,b\nção,é\nAção,"), 0xE3, .. CsvFile.Utf8("\n")];

        Problem? problem = await CsvFile.ProblemOfAsync(body);

        Assert.Equal("file.mixed-encoding", problem?.Code);
        Assert.Contains(" 20.", problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_Windows1252ThatLooksLikeUtf8Once_IsWindows1252()
    {
        ReadFile file = await CsvFile.OfAsync(CsvFile.Windows1252.GetBytes("a,b\nVALIDÉ»,é\nà,ç\n"));

        Assert.Equal("windows-1252", file.Plan.Encoding);
        Assert.Equal("VALIDÉ»", file.Rows[0].Cells[0]);
    }

    [Theory]
    [InlineData("file.empty", "")]
    [InlineData("file.empty", "\uFEFF")]
    [InlineData("file.empty", "\n\r\n , \n")]
    [InlineData("file.no-header", "1,2,3\n4,5,6\n")]
    [InlineData("file.no-header", "a,\"b\n1,2\n")]
    [InlineData("file.header-duplicate-column", "a,b, a\n1,2,3\n")]
    [InlineData("file.binary", "%PDF-1.7\n")]
    [InlineData("file.binary", "PK\u0003\u0004abc")]
    [InlineData("file.binary", "a,b\n\0\u0001\0\0\u0002x\n")]
    public async Task Inspect_NotATable_IsAProblem(string code, string text) =>
        Assert.Equal(code, (await CsvFile.ProblemOfAsync(CsvFile.Utf8(text)))?.Code);

    [Fact]
    public async Task Inspect_TooManyColumns_IsAProblem() =>
        Assert.Equal("file.too-many-columns", (await CsvFile.ProblemOfAsync(CsvFile.Utf8(string.Join(',', Enumerable.Range(0, 10_000).Select(column => $"c{column}")) + "\n")))?.Code);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Inspect_LineWithoutEnd_IsAProblem(bool inHeader)
    {
        string text = inHeader ? "a," + new string('x', 2_000_000) : "a,b\n1," + new string('x', 2_000_000) + "\n";

        Assert.Equal("file.line-too-long", (await CsvFile.ProblemOfAsync(CsvFile.Utf8(text)))?.Code);
    }

    [Fact]
    public async Task Inspect_HeaderOnly_HasNoRows()
    {
        ReadFile file = await CsvFile.OfAsync("a,b");

        Assert.Empty(file.Chunks);
        Assert.Equal(["a", "b"], file.Plan.Header);
    }

    [Theory]
    [InlineData("a,b\n", "text/csv; charset=utf-8", null, true)]
    [InlineData("a;b\n", null, "units.CSV", true)]
    [InlineData("a;b\n", "application/octet-stream", null, true)]
    [InlineData(" {\"a\":1}", null, null, false)]
    [InlineData("<xml/>", null, "units.xml", false)]
    [InlineData("PK\u0003\u0004", "text/csv", "units.csv", false)]
    public void Recognises_HeadTypeAndName_Decide(string head, string? mediaType, string? fileName, bool expected) =>
        Assert.Equal(expected, new CsvFormat().Recognises(CsvFile.Utf8(head), mediaType, fileName));
}
