namespace Hub.Submissions.Findings;

/// <summary>What can be said of a file as a whole that is read nevertheless. These findings stand on row 0.</summary>
public static class FileFindings
{
    /// <summary>Detail: number of the sheet, counted from 1. Its name may hold anything, so it is not repeated.</summary>
    public static readonly FindingCode SheetNotRead = new("file.sheet-not-read", Severity.Warn, FindingSource.File,
        "Sheet {0} of the workbook was not read.",
        "Only the first visible sheet with known columns is read; send other tables as files of their own.");

    /// <summary>Detail: the row.</summary>
    public static readonly FindingCode HeaderFound = new("file.header-found", Severity.Warn, FindingSource.File,
        "The names of the columns were found in row {0}; what stands above it was not read.",
        "Nothing needs to be done when that is the header; a table whose first row is the header says so by itself.");

    public static readonly FindingCode NoRows = new("file.no-rows", Severity.Warn, FindingSource.File,
        "The file has a header and no rows.",
        "Check that the export was not empty.");

    public static IReadOnlyList<FindingCode> All { get; } = [SheetNotRead, HeaderFound, NoRows];

    /// <summary>What is said of a body once it is split: that nothing came of it, or what was found on the way.</summary>
    internal static IEnumerable<Finding> OfChunks(IReadOnlyCollection<Chunk> chunks) =>
        chunks.Count == 0 ? [new Finding(0, null, NoRows, NoRows.Severity)] : chunks.SelectMany(chunk => OfNotes(chunk.Notes));

    internal static IEnumerable<Finding> OfNotes(IReadOnlyList<PlanNote>? notes) =>
        (notes ?? []).Select(note => new Finding(0, null, FindingCodes.Get(note.Code), Severity.Warn, note.Detail, note.Path));
}
