using System.Buffers;
using System.Text;
using Hub.Formats.Json;
using Hub.Formats.Tests.Xlsx;
using Hub.Formats.Xlsx;
using Hub.Submissions;

namespace Hub.Formats.Tests;

/// <summary>A corrected row stands in a chunk as if the file had brought it.</summary>
public sealed class RowWritingTests
{
    static readonly string[] Cells = ["a|b", "", "say \"so\"", "two\r\nlines ção € 😀", "4.5"];

    [Fact]
    public async Task WriteRow_Json_ReadsTheSame()
    {
        byte[] body = Encoding.UTF8.GetBytes("""[{"v":1,"w":2,"x":3,"y":4,"z":5}]""");
        await AssertReadsTheSameAsync(new JsonFormat(), body, 1);
    }

    [Fact]
    public async Task WriteRow_Ndjson_ReadsTheSame()
    {
        byte[] body = Encoding.UTF8.GetBytes("""{"v":1,"w":2,"x":3,"y":4,"z":5}""");
        await AssertReadsTheSameAsync(new NdjsonFormat(), body, 1);
    }

    [Fact]
    public async Task WriteRow_Xlsx_ReadsTheSame()
    {
        byte[] body = new TestWorkbook().Sheet(TestWorkbook.Row(1, "v", "w", "x", "y", "z") + TestWorkbook.Row(2, "1", "2", "3", "4", "5")).ToBytes();
        await AssertReadsTheSameAsync(new XlsxFormat(), body, 2);
    }

    static async Task AssertReadsTheSameAsync(ISubmissionFormat format, byte[] body, int row)
    {
        ReadFile file = await ReadFile.OfAsync(format, body);
        var written = new ArrayBufferWriter<byte>();
        format.WriteRow(Cells, row, file.Plan, written);
        using IRowReader reader = format.Read(written.WrittenMemory, file.Plan, row);
        Assert.True(reader.Read());
        Assert.Null(reader.Fault);
        Assert.Equal(row, reader.Number);
        Assert.Equal(Cells, Enumerable.Range(0, Cells.Length).Select(i => reader[i].ToString()));
        Assert.False(reader.Read());
    }
}
