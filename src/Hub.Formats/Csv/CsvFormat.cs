using System.Buffers;
using System.Text;
using Hub.Submissions;

namespace Hub.Formats.Csv;

/// <summary>CSV as spreadsheet programs and registers write it: RFC 4180 with any of four delimiters and four encodings.</summary>
public sealed class CsvFormat(CsvLimits limits) : ISubmissionFormat
{
    public const string FormatName = "csv";

    public CsvFormat()
        : this(CsvLimits.Default)
    {
    }

    public string Name => FormatName;

    public bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName)
    {
        if (EncodingGuess.Of(head) is not { } guess) return false;
        string? type = mediaType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is "text/csv" or "text/tab-separated-values" or "application/csv") return true;
        string extension = Path.GetExtension(fileName ?? "").ToLowerInvariant();
        if (extension is ".csv" or ".tsv") return true;
        ReadOnlySpan<byte> text = head[guess.MarkBytes..].TrimStart(" \t\r\n\0"u8);
        return text.IsEmpty || text[0] is not ((byte)'{' or (byte)'[' or (byte)'<');
    }

    public FileType ErrorFileType(FormatPlan plan) => new($"text/csv; charset={plan.Encoding}", "csv");

    public Task<Result<FormatPlan>> InspectAsync(Stream body, Func<IReadOnlyList<string>, bool> isKnown, CancellationToken cancel) => new CsvInspector(limits).InspectAsync(body, isKnown, cancel);

    public IAsyncEnumerable<Result<Chunk>> SplitAsync(Stream body, FormatPlan plan, Stream? working, CancellationToken cancel)
    {
        if (plan.NeedsWorkingCopy) ArgumentNullException.ThrowIfNull(working);
        Stream text = plan.NeedsWorkingCopy
            ? Encoding.CreateTranscodingStream(body, EncodingGuess.EncodingOf(plan.Encoding), EncodingGuess.EncodingOf(EncodingGuess.Utf8), leaveOpen: true)
            : body;
        return new CsvSplitter(text, plan, plan.NeedsWorkingCopy ? working : null, limits).ChunksAsync(cancel);
    }

    public IRowReader Read(ReadOnlyMemory<byte> chunk, FormatPlan plan, int firstRow)
    {
        // Columns without a name at the end of the header are what spreadsheets leave behind; rows need not have them.
        int needed = plan.Header.Count;
        while (needed > 0 && plan.Header[needed - 1].Length == 0) needed--;
        var scanner = new CsvRecordScanner(plan.Delimiter, plan.Header.Count, limits);
        return new CsvRowReader(chunk, plan.Delimiter, scanner, plan.Header.Count, needed, firstRow);
    }

    public bool HasFixedColumns => true;

    public void WriteRow(IReadOnlyList<string> cells, int row, FormatPlan plan, IBufferWriter<byte> destination)
    {
        bool blank = cells.All(string.IsNullOrWhiteSpace);
        for (int cell = 0; cell < cells.Count; cell++)
        {
            string text = blank && cell == 0 ? $"\"{cells[cell]}\"" : CsvCells.Quoted(cells[cell], plan.Delimiter);
            Encoding.UTF8.GetBytes(cell == 0 ? text : plan.Delimiter + text, destination);
        }
    }

    public IErrorFileWriter StartErrorFile(Stream destination, FormatPlan plan) => new CsvErrorFileWriter(destination, plan);
}
