using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Formats.Csv;
using Hub.Submissions;

namespace Hub.Formats.Xlsx;

/// <summary>
/// Excel workbooks (Office Open XML, ECMA-376): the first visible sheet whose first filled row is a header the hub understands.
/// An archive has no stable offsets, so the sheet is rewritten once to a line of JSON a row; see Decisions/0011.
/// </summary>
public sealed class XlsxFormat(XlsxLimits limits) : ISubmissionFormat
{
    public const string FormatName = "xlsx";

    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    static readonly ReadOnlyMemory<byte> NewLine = "\n"u8.ToArray();

    public XlsxFormat()
        : this(XlsxLimits.Default)
    {
    }

    public string Name => FormatName;

    /// <summary>Also other archives and old workbooks, so that what is wrong with them can be said.</summary>
    public bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName) =>
        XlsxArchive.IsZip(head) || XlsxArchive.IsCompoundFile(head) || (EncodingGuess.Of(head) is null && (IsNamed(mediaType, MediaType) || IsNamed(fileName, ".xlsx")));

    static bool IsNamed(string? name, string ending) => name?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ?? false;

    public FileType ErrorFileType(FormatPlan plan) => new(MediaType, "xlsx");

    public async Task<Result<FormatPlan>> InspectAsync(Stream body, Func<IReadOnlyList<string>, bool> isKnown, CancellationToken cancel)
    {
        await using SeekableCopy file = await SeekableCopy.OfAsync(body, cancel);
        return XlsxFaults.Catch(() => XlsxArchive.Refuse(file.Stream, limits) is { } refused ? refused : new XlsxInspector(limits).Inspect(file.Stream, isKnown));
    }

    public async IAsyncEnumerable<Result<Chunk>> SplitAsync(Stream body, FormatPlan plan, Stream? working, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(working);
        await using SeekableCopy file = await SeekableCopy.OfAsync(body, cancel);
        using XlsxWorkbook workbook = XlsxWorkbook.Open(file.Stream, limits);
        using XlsxSheet sheet = workbook.Read(workbook.Sheets[plan.Part - 1]);
        var cutter = new ChunkCutter(limits.ChunkBytes, limits.ChunkRows, 0, plan.FirstRow);
        Result<bool> next;
        while ((next = XlsxFaults.Catch<bool>(() => sheet.NextRow())) is { Problem: null, Value: true })
        {
            if (sheet.RowNumber < plan.FirstRow) continue;
            cancel.ThrowIfCancellationRequested();
            await working.WriteAsync(sheet.Line, cancel);
            await working.WriteAsync(NewLine, cancel);
            if (cutter.Add(sheet.Line.Length + 1, isRow: true)) yield return cutter.Cut();
        }

        await working.FlushAsync(cancel);
        if (workbook.Texts.IsTooMuch) yield return FileProblems.WorkbookTooLarge("Its texts take too much memory.");
        else if (next.Problem is { } problem) yield return problem;
        else if (cutter.HasRows) yield return cutter.Cut();
    }

    public IRowReader Read(ReadOnlyMemory<byte> chunk, FormatPlan plan, int firstRow) => new XlsxRowReader(chunk, plan, limits);

    public bool HasFixedColumns => true;

    public void WriteRow(IReadOnlyList<string> cells, int row, FormatPlan plan, IBufferWriter<byte> destination)
    {
        using var json = new Utf8JsonWriter(destination, HubJson.WriterOptions);
        json.WriteStartArray();
        json.WriteNumberValue(row);
        foreach (string cell in cells) json.WriteStringValue(cell);
        json.WriteEndArray();
    }

    public IErrorFileWriter StartErrorFile(Stream destination, FormatPlan plan) => new XlsxErrorFileWriter(destination, plan);
}
