namespace Hub.Submissions;

/// <summary>What can be said of a file as a whole that is read nevertheless. These findings stand on row 0.</summary>
public static class FileFindings
{
    /// <summary>Detail: number of the sheet, counted from 1. Its name may hold anything, so it is not repeated.</summary>
    public static readonly FindingCode SheetNotRead = new("file.sheet-not-read", Severity.Warn, FindingSource.File,
        "Sheet {0} of the workbook was not read.",
        "Only the first visible sheet with known columns is read; send other tables as files of their own.");

    public static IReadOnlyList<FindingCode> All { get; } = [SheetNotRead];
}
