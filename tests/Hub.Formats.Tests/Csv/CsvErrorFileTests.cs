using System.Text;
using Hub.Formats.Csv;
using Hub.Submissions;

namespace Hub.Formats.Tests.Csv;

public sealed class CsvErrorFileTests
{
    static async Task<byte[]> WriteAsync(ReadFile file, string errors, params int[] rows)
    {
        var destination = new MemoryStream();
        await using (IErrorFileWriter writer = new CsvFormat().StartErrorFile(destination, file.Plan))
            foreach (ReadRow row in file.Rows.Where(row => rows.Contains(row.Number)))
                await writer.WriteAsync(Encoding.UTF8.GetBytes(row.Raw), row.Number, errors, CancellationToken.None);
        return destination.ToArray();
    }

    [Fact]
    public async Task Write_Windows1252WithSemicolons_KeepsTheBytesOfTheRows()
    {
        byte[] every = [.. Enumerable.Range(1, 255).Select(b => (byte)b).Where(b => b is not ((byte)'\r' or (byte)'\n' or (byte)';' or (byte)'"'))];
        byte[] row = [.. "a1;"u8, .. every, .. ";\"x;\r\ny\""u8];
        ReadFile file = await CsvFile.OfAsync([.. CsvFile.Windows1252.GetBytes("code;título;horas\r\n"), .. row, .. "\r\nb2;t;1\r\n"u8]);

        byte[] written = await WriteAsync(file, "title: missing; hours: \"x\"", 2);

        byte[] expected = [.. CsvFile.Windows1252.GetBytes("code;título;horas;hub_row;hub_errors\r\n"), .. row, .. ";2;\"title: missing; hours: \"\"x\"\"\"\r\n"u8];
        Assert.Equal(expected, written);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public async Task Write_SentBack_ReplacesTheColumnsOfTheHub(string encoding, bool mark)
    {
        Encoding target = EncodingGuess.EncodingOf(encoding);
        byte[] body = target.GetBytes((mark ? "\uFEFF" : "") + "a\tb\r\n1\tção\r\n2\t\"x\ty\"\r\n3\tz\r\n");
        ReadFile first = await CsvFile.OfAsync(body);
        ReadFile second = await CsvFile.OfAsync(await WriteAsync(first, "wrong", 3, 4));
        ReadFile third = await CsvFile.OfAsync(await WriteAsync(second, "still\twrong", 2));

        Assert.Equal(["a", "b", "hub_row", "hub_errors"], third.Plan.Header);
        Assert.Equal(["2", "x\ty", "2", "still\twrong"], Assert.Single(third.Rows).Cells);
        Assert.Equal((encoding, mark, '\t', "\r\n"), (third.Plan.Encoding, third.Plan.ByteOrderMark, third.Plan.Delimiter, third.Plan.NewLine));
    }

    [Fact]
    public async Task Write_FaultyRows_AreKeptAsSentAndStayFaulty()
    {
        ReadFile file = await CsvFile.OfAsync("a,b,c\n1,2\n1,2,3,4\n\"1,2,3\n1,2,3\n");
        ReadFile back = await CsvFile.OfAsync(await WriteAsync(file, "bad", 2, 3, 4));

        Assert.Equal(["1,2,2,bad", "1,2,3,4,3,bad", "\"1,2,3,4,bad"], back.Rows.Select(row => row.Raw));
        Assert.Equal(["row.too-few-cells", "row.too-many-cells", "row.unclosed-quote"], back.Rows.Select(row => row.Fault));
    }

    [Fact]
    public async Task Write_RaggedRowsSentBackTwice_KeepTheProvidersCells()
    {
        ReadFile first = await CsvFile.OfAsync("a,b,c\n1\n1,2,3,4\n1,2,3\n");
        ReadFile second = await CsvFile.OfAsync(await WriteAsync(first, "bad", 2, 3, 4));
        ReadFile third = await CsvFile.OfAsync(await WriteAsync(second, "bad", 2, 3, 4));

        Assert.Equal(["1,2,bad", "1,2,3,4,3,bad", "1,2,3,4,bad"], third.Rows.Select(row => row.Raw));
        Assert.Equal(["row.too-few-cells", "row.too-many-cells", null], third.Rows.Select(row => row.Fault));
    }

    [Fact]
    public async Task Write_SentBackWithPaddingBySpreadsheet_LosesThePaddingOnly()
    {
        ReadFile padded = await CsvFile.OfAsync("a,b,hub_row,hub_errors\n1,2,9,bad,,\n");

        Assert.Equal("a,b,hub_row,hub_errors\n1,2,2,worse\n", Encoding.UTF8.GetString(await WriteAsync(padded, "worse", 2)));
    }

    [Fact]
    public async Task Write_NoRow_IsAHeader() =>
        Assert.Equal("a,b,hub_row,hub_errors\n", Encoding.UTF8.GetString(await WriteAsync(await CsvFile.OfAsync("a,b\n1,2\n"), "")));
}
