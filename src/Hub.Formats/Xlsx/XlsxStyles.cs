using DocumentFormat.OpenXml.Spreadsheet;

namespace Hub.Formats.Xlsx;

/// <summary>What a number in a cell means by its format.</summary>
internal enum NumberMeaning : byte
{
    Number,
    Date,
    Time,
    Percent,

    /// <summary>A code with leading zeros: <c>0000</c>.</summary>
    Code,
}

/// <summary>The cell styles of a workbook, as far as they say what numbers mean.</summary>
internal sealed class XlsxStyles
{
    readonly List<(NumberMeaning Meaning, int Digits)> _styles = [];

    public (NumberMeaning Meaning, int Digits) this[int style] => (uint)style < (uint)_styles.Count ? _styles[style] : (NumberMeaning.Number, 0);

    public static XlsxStyles Of(Stylesheet? sheet)
    {
        var codes = new Dictionary<uint, string>();
        foreach (NumberingFormat format in sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            if (format is { NumberFormatId.Value: var id, FormatCode.Value: { } code }) codes[id] = code;
        var styles = new XlsxStyles();
        foreach (CellFormat format in sheet?.CellFormats?.Elements<CellFormat>() ?? [])
        {
            uint id = format.NumberFormatId?.Value ?? 0;
            styles._styles.Add(codes.TryGetValue(id, out string? code) ? OfCode(code) : (OfBuiltIn(id), 0));
        }

        return styles;
    }

    // ECMA-376, 18.8.30; 27 to 36 and 50 to 58 are dates in the East Asian versions.
    static NumberMeaning OfBuiltIn(uint id) => id switch
    {
        9 or 10 => NumberMeaning.Percent,
        >= 14 and <= 17 or 22 or >= 27 and <= 31 or 36 or >= 50 and <= 58 => NumberMeaning.Date,
        >= 18 and <= 21 or >= 32 and <= 35 or >= 45 and <= 47 => NumberMeaning.Time,
        _ => NumberMeaning.Number,
    };

    internal static (NumberMeaning Meaning, int Digits) OfCode(string code)
    {
        bool date = false, time = false, percent = false;
        int zeros = 0, others = 0;
        for (int at = 0; at < code.Length && code[at] != ';'; at++)
        {
            switch (char.ToLowerInvariant(code[at]))
            {
                case '"':
                    at = End(code, at, '"');
                    break;
                case '[':
                    int end = End(code, at, ']');
                    time |= code.AsSpan(at + 1, Math.Max(0, end - at - 1)).TrimStart("hHmMsS").IsEmpty;
                    at = end;
                    break;
                case '\\' or '_' or '*':
                    at++;
                    break;
                case 'y' or 'd':
                    date = true;
                    break;
                case 'h' or 's':
                    time = true;
                    break;
                case '%':
                    percent = true;
                    break;
                case '0':
                    zeros++;
                    break;
                default:
                    others++;
                    break;
            }
        }

        return date ? (NumberMeaning.Date, 0) : time ? (NumberMeaning.Time, 0) : percent ? (NumberMeaning.Percent, 0)
            : zeros > 1 && others == 0 ? (NumberMeaning.Code, zeros) : (NumberMeaning.Number, 0);
    }

    static int End(string code, int open, char close)
    {
        int end = code.IndexOf(close, open + 1);
        return end < 0 ? code.Length - 1 : end;
    }
}
