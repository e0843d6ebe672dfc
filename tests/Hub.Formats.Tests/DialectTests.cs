using System.Text;

namespace Hub.Formats.Tests;

/// <summary>The same table in every usual dialect of CSV comes out the same through the whole of <c>hub check</c>.</summary>
public sealed class DialectTests
{
    static readonly string[][] Table =
    [
        ["localId", "kind", "title@pt", "description@pt", "creditSystem", "creditPoints", "workloadHours", "hoursKind", "validFrom"],
        ["A-1", "unit", "Formação: redes, \"novas\"; tudo|junto", "Primeira linha\nSegunda linha", "PONTO", "4.5", "50", "training", "2026-09-30"],
        ["A-2", "unit", "Ação", "", "PONTO", "nada", "25", "training", "2026-09-31"],
    ];

    static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    static string Text(char delimiter, string newLine, IEnumerable<string[]>? table = null) => string.Concat((table ?? Table).Select(row => string.Join(delimiter, row.Select(c => Cell(c, delimiter))) + newLine));

    static string Cell(string text, char delimiter) =>
        text.AsSpan().ContainsAny("\"\r\n") || text.Contains(delimiter) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    public static TheoryData<char, string, string, bool> Dialects()
    {
        var dialects = new TheoryData<char, string, string, bool>();
        foreach (char delimiter in ",;\t|")
            foreach (string newLine in new[] { "\n", "\r\n", "\r" })
                foreach ((string encoding, bool mark) in new[] { ("utf-8", false), ("utf-8", true), ("windows-1252", false), ("utf-16", false), ("utf-16", true), ("utf-16BE", false), ("utf-16BE", true) })
                    dialects.Add(delimiter, newLine, encoding, mark);
        return dialects;
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Check_InEveryDialect_FindsTheSame(char delimiter, string newLine, string encodingName, bool mark)
    {
        Encoding encoding = encodingName == "windows-1252" ? Windows1252 : Encoding.GetEncoding(encodingName);
        CheckedFile file = await CheckedFile.OfAsync([.. mark ? encoding.Preamble : [], .. encoding.GetBytes(Text(delimiter, newLine))], "units.csv");

        Assert.Null(file.Problem);
        Assert.Equal((delimiter, newLine, encodingName, mark), (file.Body!.Plan.Delimiter, file.Body.Plan.NewLine, file.Body.Plan.Encoding, file.Body.Plan.ByteOrderMark));
        Assert.Equal(["cell.not-a-number", "cell.impossible-date"], file.Findings.Where(f => f.Severity == "reject").Select(f => f.Code));
        Assert.All(file.Findings, f => Assert.Equal(3, f.Row));
        Assert.Equal((2, 1, 1), (file.Totals!.Rows, file.Totals.Accepted, file.Totals.Rejected));

        CheckedFile again = await CheckedFile.OfAsync(file.Errors, "errors.csv");
        Assert.Equal(file.Findings.Select(f => (f.Column, f.Code)), again.Findings.Select(f => (f.Column, f.Code)));
        Assert.Equal(encodingName, again.Body!.Plan.Encoding);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData(',')]
    public async Task Check_DelimiterLineOfASpreadsheet_IsObeyedAndNotCounted(char delimiter)
    {
        CheckedFile file = await CheckedFile.OfAsync($"sep={delimiter}\r\n" + Text(delimiter, "\r\n"));
        Assert.Null(file.Problem);
        Assert.All(file.Findings, f => Assert.Equal(3, f.Row));
    }

    [Theory]
    [InlineData("4,5", "cell.decimal-comma")]
    [InlineData("4.5", null)]
    [InlineData("4,50", "cell.decimal-comma")]
    public async Task Check_DecimalComma_IsReadWithAWarning(string points, string? code) => Assert.Equal(code, await WarningAsync("creditPoints", 5, points));

    [Theory]
    [InlineData("2026-09-30", null)]
    [InlineData("30/09/2026", "cell.date-form")]
    [InlineData("30.9.2026", "cell.date-form")]
    [InlineData("30-09-2026", "cell.date-form")]
    [InlineData("2026/09/30", "cell.date-form")]
    [InlineData("20260930", "cell.date-form")]
    [InlineData("2026-09-30T00:00:00", "cell.date-form")]
    public async Task Check_OtherDateForm_IsReadWithAWarning(string date, string? code) => Assert.Equal(code, await WarningAsync("validFrom", 8, date));

    static async Task<string?> WarningAsync(string column, int place, string value)
    {
        string[] row = [.. Table[1]];
        row[place] = value;
        CheckedFile file = await CheckedFile.OfAsync(Text(';', "\r\n", [Table[0], row]));
        Assert.Equal((1, 0), (file.Totals!.Accepted, file.Totals.Rejected));
        return file.Findings.SingleOrDefault(f => f.Column == column)?.Code;
    }
}
