using System.Buffers;
using System.Text;
using Hub.Formats.Csv;

namespace Hub.Formats.Tests.Csv;

public sealed class CsvRowWritingTests
{
    [Theory]
    [InlineData("a", "b", "c")]
    [InlineData("", "", "")]
    [InlineData(" ", "\t", "")]
    [InlineData("a;b", "say \"so\"", "two\r\nlines")]
    [InlineData("", "ção €", "'")]
    public async Task WriteRow_AnyCells_ReadTheSameInTheFilesDialect(params string[] cells)
    {
        CsvFile file = await CsvFile.OfAsync("x;y;z\r\n1;2;3\r\n");
        var written = new ArrayBufferWriter<byte>();
        new CsvFormat().WriteRow(cells, file.Plan, written);
        CsvFile read = await CsvFile.OfAsync($"x;y;z\r\n{Encoding.UTF8.GetString(written.WrittenSpan)}\r\n1;2;3\r\n");
        Assert.Equal(2, read.Rows.Count);
        Assert.Equal(cells, read.Rows[0].Cells);
    }
}
