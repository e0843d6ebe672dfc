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
        var headers = new List<(int Part, int Row, List<string> Names)>();
        for (int index = 0; index < workbook.Sheets.Count; index++)
        {
            Sheet sheet = workbook.Sheets[index];
            if (!workbook.IsTable(sheet) || (sheet.Name?.Value ?? "").StartsWith(OwnPrefix, StringComparison.Ordinal)) continue;
            if (HeaderOf(workbook, sheet) is var (row, names)) headers.Add((index + 1, row, names));
        }

        if (workbook.Texts.IsTooMuch) return FileProblems.WorkbookTooLarge("Its texts take too much memory.");
        if (headers.Count == 0) return FileProblems.Empty;
        int chosen = Math.Max(0, headers.FindIndex(h => FileProblems.OfHeader(h.Names, limits.Columns) is null && isKnown(h.Names)));
        if (FileProblems.OfHeader(headers[chosen].Names, limits.Columns) is { } problem) return problem;
        PlanNote[] notes = [.. headers.Where((_, i) => i != chosen).Select(h => new PlanNote(FileFindings.SheetNotRead.Code, h.Part.ToString(CultureInfo.InvariantCulture)))];
        (int part, int headerRow, List<string> header) = headers[chosen];
        return new FormatPlan(XlsxFormat.FormatName, EncodingGuess.Utf8, false, ',', "\n", header, 0, headerRow + 1, NeedsWorkingCopy: true, part, notes);
    }

    (int Row, List<string> Names)? HeaderOf(XlsxWorkbook workbook, Sheet sheet)
    {
        using XlsxSheet rows = workbook.Read(sheet);
        if (!rows.NextRow()) return null;
        var line = new XlsxLine(limits.Columns + 1);
        line.Read(rows.Line.Span);
        var names = new List<string>(line.Count);
        for (int column = 0; column < line.Count; column++) names.Add(line.Cells[column].Trim().ToString());
        return (rows.RowNumber, names);
    }
}
