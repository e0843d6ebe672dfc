using DocumentFormat.OpenXml.Spreadsheet;

namespace Hub.Formats.Xlsx;

/// <summary>The few styles of workbooks the hub writes.</summary>
internal static class XlsxLook
{
    public const uint General = 0;
    public const uint Date = 1;
    public const uint DateTime = 2;

    /// <summary>Cells are text whatever is typed: codes keep their leading zeros.</summary>
    public const uint Text = 3;
    public const uint Heading = 4;
    public const uint Wrapped = 5;

    const uint DateFormat = 164;
    const uint DateTimeFormat = 165;
    const uint TextFormat = 49;

    public static Stylesheet Stylesheet() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = DateFormat, FormatCode = "yyyy\\-mm\\-dd" },
            new NumberingFormat { NumberFormatId = DateTimeFormat, FormatCode = "yyyy\\-mm\\-dd\\ hh:mm:ss" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            Number(DateFormat),
            Number(DateTimeFormat),
            Number(TextFormat),
            new CellFormat { FontId = 1, ApplyFont = true, NumberFormatId = TextFormat, ApplyNumberFormat = true },
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { ApplyAlignment = true }));

    /// <summary>Letters of a column counted from 0: A, Z, AA.</summary>
    public static string ColumnName(int column) => column < 26 ? ((char)('A' + column)).ToString() : ColumnName(column / 26 - 1) + (char)('A' + column % 26);

    static CellFormat Number(uint format) => new() { NumberFormatId = format, ApplyNumberFormat = true };
}
