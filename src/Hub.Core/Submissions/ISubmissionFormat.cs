using System.Buffers;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Submissions;

/// <summary>A file format submissions come in: finds the dialect, cuts the body into chunks, reads their rows.</summary>
public interface ISubmissionFormat
{
    /// <summary>Short name such as <c>csv</c>.</summary>
    string Name { get; }

    /// <summary>Whether a body that begins with <paramref name="head"/> (up to 4 KiB) is of this format.</summary>
    bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName);

    /// <summary>What the error file of such a body is served and saved as.</summary>
    FileType ErrorFileType(FormatPlan plan);

    /// <summary>One look at the body: encoding, dialect, header. A body that cannot be read at all is the problem returned.</summary>
    /// <param name="isKnown">Whether a header can be understood; a workbook has several to choose from.</param>
    Task<Result<FormatPlan>> InspectAsync(Stream body, Func<IReadOnlyList<string>, bool> isKnown, CancellationToken cancel);

    /// <summary>
    /// Second pass: chunks of whole records in file order. Where <see cref="FormatPlan.NeedsWorkingCopy"/>, the body is rewritten
    /// into <paramref name="working"/> as it goes and the chunks are places in that copy; otherwise they are places in the body.
    /// A body that turns out to be broken on the way ends with the problem, and is refused as a whole.
    /// </summary>
    IAsyncEnumerable<Result<Chunk>> SplitAsync(Stream body, FormatPlan plan, Stream? working, CancellationToken cancel);

    /// <summary>Reads the rows of one chunk.</summary>
    IRowReader Read(ReadOnlyMemory<byte> chunk, FormatPlan plan, int firstRow);

    /// <summary>Writes a record as it would stand in a chunk of this plan, without its line end; never as one that counts as blank.</summary>
    /// <param name="cells">One for each column of the plan's header.</param>
    /// <param name="row">Number of the row.</param>
    void WriteRow(IReadOnlyList<string> cells, int row, FormatPlan plan, IBufferWriter<byte> destination);

    /// <summary>Whether every row has all columns of the header. Where values are named one by one, those that are not there are empty.</summary>
    bool HasFixedColumns { get; }

    /// <summary>Starts an error file in the provider's own dialect: its header with <c>hub_row</c> and <c>hub_errors</c> added.</summary>
    IErrorFileWriter StartErrorFile(Stream destination, FormatPlan plan);
}

/// <param name="MediaType">With its charset where it has one.</param>
/// <param name="Extension">Without the point.</param>
public sealed record FileType(string MediaType, string Extension);

/// <summary>How a body is to be read. Stored with the submission, so that every chunk is read alike.</summary>
/// <param name="Encoding">Web name of the body's encoding: <c>utf-8</c>, <c>windows-1252</c>, <c>utf-16</c> ...</param>
/// <param name="Header">Column names as sent.</param>
/// <param name="DataOffset">Where the first record begins, in bytes of the body or working copy.</param>
/// <param name="FirstRow">Row number of the first record, as a spreadsheet counts: 2 after a header of one row; 1 where there is no header.</param>
/// <param name="Part">Which part of the body holds the table: the sheet of a workbook, counted from 1.</param>
/// <param name="Notes">What else is to be said of the body; goes into the findings.</param>
/// <param name="Kind">The one kind of record the body can carry; null: any.</param>
public sealed record FormatPlan(
    string Format, string Encoding, bool ByteOrderMark, char Delimiter, string NewLine, IReadOnlyList<string> Header, long DataOffset, int FirstRow, bool NeedsWorkingCopy,
    int Part = 0, IReadOnlyList<PlanNote>? Notes = null, string? Kind = null)
{
    /// <summary>Where findings on column names stand: the row before the first record, 0 where names stand in the records.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int HeaderRow => FirstRow - 1;
}

/// <summary>Something to be said of a body as a whole, or of a part of it that is no row. It only warns: no row hangs on it.</summary>
/// <param name="Code">Code of a finding; see <see cref="FileFindings"/>.</param>
/// <param name="Path">Where in the body; null for all of it.</param>
public sealed record PlanNote(string Code, string? Detail, string? Path = null);

/// <summary>A run of whole records. About 4 MiB, and at most 20,000 rows: enough for one commit per storage partition.</summary>
/// <param name="Offset">In bytes of the body, or of the working copy where there is one.</param>
/// <param name="FirstRow">Row number of the first line, be it blank.</param>
/// <param name="Rows">Rows a reader of the chunk gives; blank lines have numbers but are none, so the next chunk may begin later than FirstRow + Rows.</param>
public sealed record Chunk(int Index, long Offset, int LengthBytes, int FirstRow, int Rows)
{
    public const int TargetBytes = 4 * 1024 * 1024;
    public const int MaxRows = 20_000;

    /// <summary>What was found of the body on the way and belongs to no row; on one of the chunks.</summary>
    public IReadOnlyList<PlanNote>? Notes { get; init; }
}

/// <summary>Forward reader over the rows of a chunk. The current row is valid until the next <see cref="Read"/>.</summary>
public interface IRowReader : IRow, IDisposable
{
    bool Read();

    /// <summary>Something wrong with the row as such (ragged, unclosed quote, too long), found before any cell is looked at; else null.</summary>
    Finding? Fault { get; }

    /// <summary>Cells of the row whose text cannot be taken for what was meant. They are read as empty, and reported where the column is used.</summary>
    IReadOnlyList<CellFault> CellFaults => [];

    /// <summary>Where in the body a column of the row comes from, or the whole row (null); null where row and column say it all.</summary>
    string? PathOf(string? column) => null;

    /// <summary>The record's bytes as they stand in the chunk, without its line end.</summary>
    ReadOnlyMemory<byte> Raw { get; }

    /// <summary>Where <see cref="Raw"/> stands in the chunk.</summary>
    (int Offset, int Length) RawRange { get; }
}

/// <param name="Column">Column of the file; -1 for the row as a whole.</param>
/// <param name="Path">Where exactly, if that is not where the column comes from.</param>
/// <param name="Severity">Null: that of the code.</param>
public readonly record struct CellFault(int Column, FindingCode Code, string? Detail = null, string? Path = null, Severity? Severity = null);

/// <summary>Writes rejected rows back as the provider sent them.</summary>
public interface IErrorFileWriter : IAsyncDisposable
{
    /// <param name="raw">The record's bytes as they stand in the chunk.</param>
    ValueTask WriteAsync(ReadOnlyMemory<byte> raw, int row, string errors, CancellationToken cancel);
}
