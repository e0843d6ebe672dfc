using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Hub.Formats.Csv;
using Hub.Submissions;

namespace Hub.Formats.Json;

/// <summary>
/// A JSON document: an array of objects, or a single one. It is rewritten once to one item a line, and read as <see cref="NdjsonFormat"/>
/// from there on. An item that is valid JSON and no record is a faulty row; a document that is no JSON is refused.
/// </summary>
public sealed class JsonFormat(JsonLimits limits) : ISubmissionFormat
{
    public const string FormatName = "json";

    public JsonFormat()
        : this(JsonLimits.Default)
    {
    }

    public string Name => FormatName;

    public bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName) => JsonHead.Of(head, mediaType, fileName) == JsonHead.Shape.Document;

    public FileType ErrorFileType(FormatPlan plan) => new("application/json", "json");

    public async Task<Result<FormatPlan>> InspectAsync(Stream body, Func<IReadOnlyList<string>, bool> isKnown, CancellationToken cancel)
    {
        (Stream text, int mark, bool isUtf8) = await OpenAsync(body, cancel);
        if (!isUtf8) return FileProblems.JsonNotUtf8;
        var items = new JsonDocumentItems(text, limits);
        var columns = new JsonColumns(limits);
        while (columns.Problem is null && await items.NextAsync(cancel)) columns.Add(items.Item.Span);
        if ((items.Problem ?? columns.Finish()) is { } problem) return problem;
        return new FormatPlan(FormatName, EncodingGuess.Utf8, mark > 0, ',', "\n", columns.Header, 0, 1, NeedsWorkingCopy: true);
    }

    public async IAsyncEnumerable<Result<Chunk>> SplitAsync(Stream body, FormatPlan plan, Stream? working, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(working);
        (Stream text, _, _) = await OpenAsync(body, cancel);
        var items = new JsonDocumentItems(text, limits);
        var cutter = new ChunkCutter(limits.ChunkBytes, limits.ChunkRows, 0, plan.FirstRow);
        while (await items.NextAsync(cancel))
        {
            // Line ends stand between tokens only; as blanks they mean the same.
            items.Item.Span.ReplaceAny(LineEnds, (byte)' ');
            await working.WriteAsync(items.Item, cancel);
            await working.WriteAsync(NewLine, cancel);
            if (cutter.Add(items.Item.Length + 1, isRow: true)) yield return cutter.Cut();
        }

        await working.FlushAsync(cancel);
        if (items.Problem is { } problem) yield return problem;
        else if (cutter.HasRows) yield return cutter.Cut();
    }

    public IRowReader Read(ReadOnlyMemory<byte> chunk, FormatPlan plan, int firstRow) => new JsonRowReader(chunk, plan, firstRow, limits);

    public bool HasFixedColumns => false;

    public void WriteRow(IReadOnlyList<string> cells, int row, FormatPlan plan, IBufferWriter<byte> destination) => JsonItemWriter.Write(cells, plan.Header, destination);

    public IErrorFileWriter StartErrorFile(Stream destination, FormatPlan plan) => new JsonErrorFileWriter(destination, asArray: true);

    static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    static readonly ReadOnlyMemory<byte> NewLine = "\n"u8.ToArray();

    static async Task<(Stream Text, int MarkBytes, bool IsUtf8)> OpenAsync(Stream body, CancellationToken cancel)
    {
        byte[] head = new byte[4096];
        int headBytes = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        int mark = NdjsonLinesReader.MarkBytes(head.AsSpan(0, headBytes));
        bool isUtf8 = EncodingGuess.Of(head.AsSpan(0, headBytes)) is not { IsUtf16: true };
        return (new PrefixedStream(head.AsMemory(mark..headBytes), body), mark, isUtf8);
    }
}
