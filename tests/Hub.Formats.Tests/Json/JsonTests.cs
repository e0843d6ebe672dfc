using System.Text;
using Hub.Formats.Json;
using Hub.Submissions;

namespace Hub.Formats.Tests.Json;

/// <summary>What documents and lines of JSON are read as. Both forms must read alike, so most tests run on both.</summary>
public sealed class JsonTests
{
    static readonly JsonLimits Small = JsonLimits.Default with { ChunkBytes = 100, RecordBytes = 4096, LineBytes = 256 * 1024, Columns = 20, Depth = 8, NameLength = 30 };

    static readonly JsonFormat Document = new(Small);
    static readonly NdjsonFormat Lines = new(Small);

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The same items as an array over several lines, and one a line.</summary>
    static async Task<ReadFile[]> BothAsync(params string[] items) =>
        [await ReadFile.OfAsync(Document, Utf8($"[\n  {string.Join(",\r\n  ", items)}\n]\n")), await ReadFile.OfAsync(Lines, Utf8(string.Join('\n', items)))];

    static async Task<string[]> FaultsAsync(string item)
    {
        ReadFile[] both = await BothAsync("""{"localId":"A"}""", item, """{"localId":"C"}""");
        Assert.All(both, file => Assert.Equal([null, file.Rows[1].Fault, null], file.Faults));
        return [.. both.Select(file => file.Rows[1].Fault!)];
    }

    [Fact]
    public async Task Items_NestedAndFlat_ReadAsColumns()
    {
        foreach (ReadFile file in await BothAsync(
            """{"localId":"A","title":{"pt":"Um","en":"One"},"learningOutcomes":{"pt":["x","y"]},"creditPoints":4.5,"languages":["pt","en"]}""",
            """{"title@pt":"Dois","localId":"B","creditPoints":"3","learningOutcomes@pt":"z"}"""))
        {
            Assert.Equal(["localId", "title@pt", "title@en", "learningOutcomes@pt", "creditPoints", "languages"], file.Plan.Header);
            Assert.Equal(["A", "Um", "One", "x|y", "4.5", "pt|en"], file.Rows[0].Cells);
            Assert.Equal(["B", "Dois", "", "z", "3", ""], file.Rows[1].Cells);
            Assert.Equal([1, 2], file.Rows.Select(r => r.Number));
        }
    }

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("4.50", "4.5")]
    [InlineData("1.500", "1.5")]
    [InlineData("100", "100")]
    [InlineData("1.0", "1")]
    [InlineData("1e2", "100")]
    [InlineData("1.5E-3", "0.0015")]
    [InlineData("true", "true")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("[1,2.5]", "1|2.5")]
    [InlineData("\"a\\u00e7\\n\\\"b\"", "aç\n\"b")]
    [InlineData("\"😀\\ud83d\\ude00\"", "😀😀")]
    public async Task Value_OfAnyKind_IsTakenNaturally(string json, string cell)
    {
        foreach (ReadFile file in await BothAsync($$"""{"a":"1","b":{{json}}}""")) Assert.Equal(cell, file.Rows[0].Cells[1]);
    }

    [Theory]
    [InlineData("""{"localId":"B","localId":"B"}""", "json.duplicate-property")]
    [InlineData("""{"title":{"pt":"a"},"title@pt":"b"}""", "json.duplicate-property")]
    [InlineData("""{"title":{"pt":"a"},"title":{"en":"b"}}""", "json.duplicate-property")]
    [InlineData("""{"title":{"pt":"a","pt":"a"}}""", "json.duplicate-property")]
    [InlineData("""{"localId":"\ud800"}""", "json.lone-surrogate")]
    [InlineData("""{"local\udc00Id":"B"}""", "json.lone-surrogate")]
    [InlineData("""{"a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on":1}""", "json.name-too-long")]
    [InlineData("""["localId","B"]""", "json.not-an-object")]
    [InlineData("12", "json.not-an-object")]
    public async Task Item_ValidButNoRecord_IsAFaultyRow(string item, string code) => Assert.All(await FaultsAsync(item), fault => Assert.Equal(code, fault));

    [Theory]
    [InlineData("""{"localId":"B",}""", "json.invalid")]
    [InlineData("""{"localId":"B" """, "json.invalid")]
    [InlineData("""{"localId":"B"} {"localId":"C"}""", "json.invalid")]
    [InlineData("""{"localId":"B"},""", "json.invalid")]
    [InlineData("localId,B", "json.invalid")]
    [InlineData("""{"a":[[[[[[[[[1]]]]]]]]]}""", "json.too-deep")]
    public async Task Line_Broken_CostsOneRow(string line, string code)
    {
        ReadFile file = await ReadFile.OfAsync(Lines, Utf8($"{{\"localId\":\"A\"}}\n{line}\n\n{{\"localId\":\"C\"}}"));
        Assert.Equal([null, code, null], file.Faults);
        Assert.Equal([1, 2, 3], file.Rows.Select(r => r.Number));
    }

    [Fact]
    public async Task Item_NotUtf8OrTooLong_CostsOneRow()
    {
        byte[] bad = [.. Utf8("{\"localId\":\"B"), 0xE7, .. Utf8("\"}")], large = Utf8($$"""{"localId":"{{new string('x', 5000)}}"}""");
        foreach ((byte[] item, string code) in new[] { (bad, "row.wrong-encoding"), (large, "row.too-long") })
        {
            byte[] lines = [.. Utf8("{\"localId\":\"A\"}\n"), .. item, .. Utf8("\n{\"localId\":\"C\"}")], array = [.. Utf8("[{\"localId\":\"A\"},"), .. item, .. Utf8(",{\"localId\":\"C\"}]")];
            Assert.Equal([null, code, null], (await ReadFile.OfAsync(Lines, lines)).Faults);
            Assert.Equal([null, code, null], (await ReadFile.OfAsync(Document, array)).Faults);
        }
    }

    [Theory]
    [InlineData("""{"localId":"B","creditPoints":{"value":{"x":1}}}""", "creditPoints@value: json.wrong-type")]
    [InlineData("""{"localId":"B","languages":[["pt"]]}""", "languages: json.wrong-type")]
    [InlineData("""{"localId":"B","languages":[{"a":1},"pt"]}""", "languages: json.wrong-type")]
    [InlineData("""{"localId":"B","languages":["a|b"]}""", "languages: json.divider-in-value")]
    public async Task Cell_WrongType_IsNamedWithItsColumn(string item, string expected)
    {
        foreach (ReadFile file in await BothAsync(item))
        {
            Assert.Equal([expected], file.Rows[0].CellFaults);
            Assert.Equal("B", file.Rows[0].Cells[0]);
            Assert.Null(file.Rows[0].Fault);
        }
    }

    [Theory]
    [InlineData("""[{"localId":"A"},]""", "file.json-invalid")]
    [InlineData("""[{"localId":"A"} {"localId":"B"}]""", "file.json-invalid")]
    [InlineData("""[{"localId":"A"},{"localId":""", "file.json-truncated")]
    [InlineData("""[{"localId":"A"}""", "file.json-truncated")]
    [InlineData("[", "file.json-truncated")]
    [InlineData("[]", "file.empty")]
    [InlineData("[{}]", "file.no-header")]
    [InlineData("""[{"localId":"A"}] [1]""", "file.json-several-values")]
    [InlineData("{\n\"localId\":\"A\"}\n{\"localId\":\"B\"}", "file.json-several-values")]
    [InlineData("""[{"a":[[[[[[[[[1]]]]]]]]]}]""", "file.json-too-deep")]
    [InlineData("""[{"a":1} // no""", "file.json-invalid")]
    public async Task Document_Broken_IsRefusedWhole(string text, string code) => Assert.Equal(code, (await ReadFile.ProblemOfAsync(Document, Utf8(text)))?.Code);

    [Fact]
    public async Task Document_Utf16_IsRefused() => Assert.Equal("file.json-not-utf8", (await ReadFile.ProblemOfAsync(Document, Encoding.Unicode.GetBytes("[{\"localId\":\"A\"}]")))?.Code);

    [Fact]
    public async Task Body_TooManyNames_IsRefused()
    {
        string many = string.Join(',', Enumerable.Range(0, 21).Select(i => $$"""{"n{{i}}":1}"""));
        Assert.Equal("file.too-many-columns", (await ReadFile.ProblemOfAsync(Document, Utf8($"[{many}]")))?.Code);
        Assert.Equal("file.too-many-columns", (await ReadFile.ProblemOfAsync(Lines, Utf8(many.Replace("},{", "}\n{", StringComparison.Ordinal))))?.Code);
    }

    [Fact]
    public async Task Body_LineOrItemTooLong_IsRefused()
    {
        string text = $$"""{"localId":"{{new string('x', 1024 * 1024)}}"}""";
        Assert.Equal("file.line-too-long", (await ReadFile.ProblemOfAsync(Lines, Utf8(text)))?.Code);
        Assert.Equal("file.item-too-long", (await ReadFile.ProblemOfAsync(Document, Utf8($"[{text}]")))?.Code);
    }

    [Fact]
    public async Task Body_WithByteOrderMark_IsRead()
    {
        byte[] mark = [0xEF, 0xBB, 0xBF];
        foreach (ISubmissionFormat format in new ISubmissionFormat[] { Lines, Document })
            Assert.Equal("A", (await ReadFile.OfAsync(format, [.. mark, .. Utf8("{\"localId\":\"A\"}")])).Rows[0].Cells[0]);
    }

    [Fact]
    public async Task ErrorFile_OfBothForms_GivesItemsBackAndReadsAgain()
    {
        string[] items = ["""{"localId":"A","title":{"pt":"Um"},"n":1.50}""", """{"localId":"B","hub_row":9,"x":[1,2],"hub_errors":"old"}"""];
        ReadFile lines = await ReadFile.OfAsync(Lines, Utf8(string.Join('\n', items) + "\n{\"a\":"));
        string errors = Encoding.UTF8.GetString(await lines.ErrorsAsync(Lines, 1, 2, 3));
        string[] expected =
        [
            """{"localId":"A","title":{"pt":"Um"},"n":1.50,"hub_row":1,"hub_errors":"wrong; \"very\""}""",
            """{"localId":"B","x":[1,2],"hub_row":2,"hub_errors":"wrong; \"very\""}""",
            """{"hub_text":"{\"a\":","hub_row":3,"hub_errors":"wrong; \"very\""}""",
        ];
        Assert.Equal(string.Join('\n', expected) + "\n", errors);

        ReadFile array = await ReadFile.OfAsync(Document, Utf8($"[{string.Join(',', items)}]"));
        Assert.Equal($"[\n{expected[0]},\n{expected[1]}\n]\n", Encoding.UTF8.GetString(await array.ErrorsAsync(Document, 1, 2)));
        Assert.Equal("[]\n", Encoding.UTF8.GetString(await array.ErrorsAsync(Document)));
    }

    [Theory]
    [InlineData("""{"a":1}""", null, null, "ndjson")]
    [InlineData("{\"a\":1}\n{\"a\":2}", "application/json", "x.json", "ndjson")]
    [InlineData("{\n\"a\":1}", null, null, "json")]
    [InlineData("[{\"a\":1}]", "application/x-ndjson", null, "json")]
    [InlineData("\uFEFF  [1]", null, null, "json")]
    [InlineData("[code];[title]", "text/csv", null, null)]
    [InlineData("[code];[title]", null, "x.csv", null)]
    [InlineData("hello", "application/json", null, "json")]
    [InlineData("a,b\n", null, null, null)]
    public void Recognises_Body_GoesByContentBeforeNames(string head, string? mediaType, string? fileName, string? format)
    {
        Assert.Equal(format == "ndjson", Lines.Recognises(Utf8(head), mediaType, fileName));
        Assert.Equal(format == "json", Document.Recognises(Utf8(head), mediaType, fileName));
    }
}
