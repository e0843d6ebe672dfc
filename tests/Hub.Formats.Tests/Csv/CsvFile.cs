using System.Text;
using Hub.Formats.Csv;
using Hub.Submissions;

namespace Hub.Formats.Tests.Csv;

/// <summary>One row as a test looks at it.</summary>
public sealed record ReadRow(int Number, string[] Cells, string Raw, string? Fault);

/// <summary>A body taken through inspect, split and read.</summary>
public sealed class CsvFile
{
    public required FormatPlan Plan { get; init; }

    public required List<Chunk> Chunks { get; init; }

    public required List<ReadRow> Rows { get; init; }

    public required byte[] Text { get; init; }

    public static CsvLimits Small { get; } = new(ChunkBytes: 300, ChunkRows: 10, RecordBytes: 64 * 1024, LineBytes: 512 * 1024, Columns: 500);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static Encoding Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static Task<CsvFile> OfAsync(string text, CsvLimits? limits = null) => OfAsync(Utf8(text), limits);

    public static async Task<Problem?> ProblemOfAsync(byte[] body, CsvLimits? limits = null) =>
        (await new CsvFormat(limits ?? Small).InspectAsync(new MemoryStream(body), CancellationToken.None)).Problem;

    public static async Task<CsvFile> OfAsync(byte[] body, CsvLimits? limits = null)
    {
        var format = new CsvFormat(limits ?? Small);
        FormatPlan plan = (await format.InspectAsync(new TrickleStream(body), CancellationToken.None)).Value;
        var working = new MemoryStream();
        var chunks = new List<Chunk>();
        await foreach (Chunk chunk in format.SplitAsync(new TrickleStream(body), plan, plan.NeedsWorkingCopy ? working : null, CancellationToken.None))
            chunks.Add(chunk);
        byte[] text = plan.NeedsWorkingCopy ? working.ToArray() : body;
        var rows = chunks.SelectMany(chunk => RowsOf(format, plan, chunk, text)).ToList();
        return new CsvFile { Plan = plan, Chunks = chunks, Rows = rows, Text = text };
    }

    static List<ReadRow> RowsOf(CsvFormat format, FormatPlan plan, Chunk chunk, byte[] text)
    {
        var rows = new List<ReadRow>();
        using IRowReader reader = format.Read(text.AsMemory((int)chunk.Offset, chunk.LengthBytes), plan, chunk.FirstRow);
        while (reader.Read())
        {
            string[] cells = new string[reader.Count];
            for (int column = 0; column < cells.Length; column++)
                cells[column] = reader[column].ToString();
            rows.Add(new ReadRow(reader.Number, cells, Encoding.UTF8.GetString(reader.Raw.Span), reader.Fault?.Code.Code));
        }

        Assert.Equal(chunk.Rows, rows.Count);
        return rows;
    }
}

/// <summary>Gives what is asked for in small, uneven pieces, as a network does, and cannot seek.</summary>
public sealed class TrickleStream(byte[] content) : Stream
{
    int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(buffer.Length, 7 + (_at % 4093)), content.Length - _at);
        content.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
