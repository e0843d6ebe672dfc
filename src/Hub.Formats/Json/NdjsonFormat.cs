using System.Buffers;
using System.Runtime.CompilerServices;
using Hub.Formats.Csv;
using Hub.Submissions;

namespace Hub.Formats.Json;

/// <summary>
/// Newline-delimited JSON: one object a line, its properties named as the columns of a table (<c>title@pt</c>) or nested
/// (<c>"title":{"pt":"..."}</c>). A broken line is a faulty row; the place of an item is its number among the items, from 1.
/// </summary>
public sealed class NdjsonFormat(JsonLimits limits) : ISubmissionFormat
{
    public const string FormatName = "ndjson";

    public NdjsonFormat()
        : this(JsonLimits.Default)
    {
    }

    public string Name => FormatName;

    public bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName) => JsonHead.Of(head, mediaType, fileName) == JsonHead.Shape.Lines;

    public FileType ErrorFileType(FormatPlan plan) => new("application/x-ndjson", "ndjson");

    public async Task<Result<FormatPlan>> InspectAsync(Stream body, Func<IReadOnlyList<string>, bool> isKnown, CancellationToken cancel)
    {
        byte[] head = new byte[3];
        int headBytes = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        int mark = NdjsonLinesReader.MarkBytes(head.AsSpan(0, headBytes));
        var lines = new NdjsonLinesReader(new PrefixedStream(head.AsMemory(0, headBytes), body), mark, limits);
        var columns = new JsonColumns(limits);
        while (columns.Problem is null && await lines.NextAsync(cancel))
            if (lines.Line.Length > 0) columns.Add(lines.Item);
        if (lines.IsTooLong) return FileProblems.LineTooLong(limits.LineBytes);
        if (columns.Finish() is { } problem) return problem;
        return new FormatPlan(FormatName, EncodingGuess.Utf8, mark > 0, ',', "\n", columns.Header, mark, 1, NeedsWorkingCopy: false);
    }

    public async IAsyncEnumerable<Result<Chunk>> SplitAsync(Stream body, FormatPlan plan, Stream? working, [EnumeratorCancellation] CancellationToken cancel)
    {
        var lines = new NdjsonLinesReader(body, plan.DataOffset, limits);
        var cutter = new ChunkCutter(limits.ChunkBytes, limits.ChunkRows, plan.DataOffset, plan.FirstRow);
        while (await lines.NextAsync(cancel))
            if (cutter.Add(lines.Line.Total, isRow: lines.Line.Length > 0)) yield return cutter.Cut();
        if (cutter.HasRows) yield return cutter.Cut();
    }

    public IRowReader Read(ReadOnlyMemory<byte> chunk, FormatPlan plan, int firstRow) => new JsonRowReader(chunk, plan, firstRow, limits);

    public bool HasFixedColumns => false;

    public void WriteRow(IReadOnlyList<string> cells, int row, FormatPlan plan, IBufferWriter<byte> destination) => JsonItemWriter.Write(cells, plan.Header, destination);

    public IErrorFileWriter StartErrorFile(Stream destination, FormatPlan plan) => new JsonErrorFileWriter(destination, asArray: false);
}
