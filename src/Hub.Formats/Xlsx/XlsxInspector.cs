using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;
using Hub.Formats.Csv;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Xlsx;

/// <summary>Finds the sheet to read: the first visible one with a header the hub understands, else the first that has anything in it.</summary>
internal sealed class XlsxInspector(XlsxLimits limits)
{
    /// <summary>Sheets the hub writes into its templates begin like the columns it adds; they hold no records.</summary>
    public const string OwnPrefix = "hub_";

    public Result<FormatPlan> Inspect(Stream file, Func<IReadOnlyList<string>, bool> isKnown)
    {
        using XlsxWorkbook workbook = XlsxWorkbook.Open(file, limits);
        var headers = new List<(int Part, SheetHeader Header)>();
        for (int index = 0; index < workbook.Sheets.Count; index++)
        {
            Sheet sheet = workbook.Sheets[index];
            if (!workbook.IsTable(sheet) || (sheet.Name?.Value ?? "").StartsWith(OwnPrefix, StringComparison.Ordinal)) continue;
            if (HeaderOf(workbook, sheet, isKnown) is { } header) headers.Add((index + 1, header));
        }

        if (workbook.Texts.IsTooMuch) return FileProblems.WorkbookTooLarge("Its texts take too much memory.");
        if (headers.Count == 0) return FileProblems.Empty;
        int chosen = Math.Max(0, headers.FindIndex(h => h.Header.IsKnown));
        (int part, SheetHeader found) = headers[chosen];
        if (FileProblems.OfHeader(found.Names, limits.Columns) is { } problem) return problem;
        IEnumerable<PlanNote> notes = headers.Where((_, i) => i != chosen).Select(h => new PlanNote(FileFindings.SheetNotRead.Code, h.Part.ToString(CultureInfo.InvariantCulture)));
        if (!found.IsFirst) notes = notes.Append(HeaderRows.Note(found.Row));
        return new FormatPlan(XlsxFormat.FormatName, EncodingGuess.Utf8, false, ',', "\n", found.Names, 0, found.Row + 1, NeedsWorkingCopy: true, part, [.. notes]);
    }

    /// <summary>The header of a sheet; its first filled row where none is known, null where nothing is filled.</summary>
    SheetHeader? HeaderOf(XlsxWorkbook workbook, Sheet sheet, Func<IReadOnlyList<string>, bool> isKnown)
    {
        using XlsxSheet rows = workbook.Read(sheet);
        var line = new XlsxLine(limits.Columns + 1);
        SheetHeader? first = null;
        while (rows.NextRow() && (first is null || rows.RowNumber <= HeaderRows.Searched))
        {
            line.Read(rows.Line.Span);
            var names = new List<string>(line.Count);
            for (int column = 0; column < line.Count; column++) names.Add(line.Cells[column].Trim().ToString());
            bool isKnownHeader = HeaderRows.IsHeader(names, first is null, limits.Columns, isKnown);
            var header = new SheetHeader(rows.RowNumber, names, first is null, isKnownHeader);
            if (isKnownHeader) return header;
            first ??= header;
        }

        return first;
    }

    sealed record SheetHeader(int Row, List<string> Names, bool IsFirst, bool IsKnown);
}
