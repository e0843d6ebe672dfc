using System.Globalization;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Formats.Csv;
using Hub.Formats.Tests.Csv;
using Hub.Formats.Tests.Xlsx;

namespace Hub.Formats.Tests;

/// <summary>The same table as CSV, workbook, JSON array and lines of JSON: everything is found alike, but for where it stands.</summary>
public sealed class FormatAgreementTests
{
    static readonly string[] Header = ["localId", "kind", "title@pt", "title@en", "learningOutcomes@pt", "creditSystem", "creditPoints", "workloadHours", "hoursKind", "iscedF", "languages", "modes", "eqfLevel", "validFrom", "homepage", "colour"];

    static readonly string[][] Values =
    [
        ["A-1", "A-2", "A-3", "", "a/b", "ção"], ["unit", "micro-credential", "qualification", "curso", ""], ["Redes", "Formação \"x\"", "", "Rеdes"], ["Networks", ""], ["um|dois", "", "um"],
        ["PONTO", "ects", "XYZ", ""], ["4.5", "2", "-1", "many", "0.12345", "4,5", ""], ["50", "25", "PT60H", "P60M", "1000000", ""], ["training", "notional", ""], ["0611", "06", "61", ""],
        ["pt|en", "por", "xx", ""], ["online", "online|blended", "at home", ""], ["4", "9", ""], ["2026-09-30", "30/09/2026", "2026-02-30", ""], ["https://example.org", "example", ""], ["blue", ""],
    ];

    static List<string[]> Table(int seed, int rows)
    {
        var random = new Random(seed);
        string[] Row() => [.. Values.Select(column => column[random.Next(column.Length)])];
        return [Header, .. Enumerable.Range(0, rows).Select(_ => Row()).Where(row => row.Any(cell => cell.Length > 0))];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Findings_OfGeneratedTables_AreTheSame(int seed) => await AgreeAsync(Table(seed, 300), 300);

    [Fact]
    public async Task Findings_OfOwnUnitList_AreTheSame() =>
        await AgreeAsync([["code", "title_pt", "hours", "credit_points", "points_per_hour"], ["0001", "Som - captação, registo", "50", "4.5", "0.09"], ["0002", "Redes", "25", "2.25", "0.09"], ["0003", "", "-25", "x", "0.09"]], 3);

    [Fact]
    public async Task Findings_OfNationalUnitList_AreTheSame()
    {
        string? path = UnitListTests.Published("pt-cnq/ufcd.csv");
        Assert.SkipWhen(path is null, "The shared data is not beside the repository.");
        ReadFile units = await ReadFile.OfAsync(new CsvFormat(), await File.ReadAllBytesAsync(path!, TestContext.Current.CancellationToken));
        await AgreeAsync([[.. units.Plan.Header], .. units.Rows.Select(row => row.Cells)], units.Rows.Count);
    }

    static async Task AgreeAsync(List<string[]> table, int rows)
    {
        CheckedFile csv = await CheckedFile.OfAsync(Csv(table));
        Assert.Null(csv.Problem);
        Assert.Equal(rows, csv.Totals!.Rows);
        foreach ((CheckedFile other, int before) in new[] { (await CheckedFile.OfAsync(Workbook(table)), 0), (await CheckedFile.OfAsync(Json(table, lines: false)), 1), (await CheckedFile.OfAsync(Json(table, lines: true)), 1) })
        {
            Assert.Null(other.Problem);
            Assert.Equal(csv.Totals, other.Totals);
            Assert.Equal(csv.Findings.Select(f => f with { Row = f.Row - before }).Select(Placed), other.Findings.Select(Placed));
        }
    }

    /// <summary>Rows named in messages are places too.</summary>
    static string Placed(ReadFinding finding) => $"{finding.Row} {finding.Column} {finding.Code} {finding.Severity} {(finding.Code.StartsWith("row.duplicate", StringComparison.Ordinal) ? "" : finding.Message)}";

    static byte[] Csv(List<string[]> table) => CsvFile.Utf8(string.Concat(table.Select(row => string.Join(',', row.Select(c => c.AsSpan().ContainsAny("\",\n") ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c)) + "\n")));

    /// <summary>Numbers as numbers where that keeps the text.</summary>
    static byte[] Workbook(List<string[]> table)
    {
        var rows = new StringBuilder();
        for (int row = 0; row < table.Count; row++)
            rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">{string.Concat(table[row].Select(Cell))}</row>");
        return new TestWorkbook().Sheet(rows.ToString()).ToBytes();
    }

    static string Cell(string text) => text.Length == 0 ? "<c/>" : IsNumber(text) ? $"<c><v>{text}</v></c>" : $"<c t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>";

    static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number) && number.ToString(CultureInfo.InvariantCulture) == text;

    static byte[] Json(List<string[]> table, bool lines)
    {
        string[] header = table[0];
        string[] items = [.. table.Skip(1).Select(row => Item(header, row).ToJsonString(new JsonSerializerOptions { WriteIndented = !lines }))];
        return CsvFile.Utf8(lines ? string.Join('\n', items) : $"[{string.Join(',', items)}]");
    }

    /// <summary>Empty cells as null, so that columns come in the order of the table.</summary>
    static JsonObject Item(string[] header, string[] row)
    {
        var item = new JsonObject();
        for (int column = 0; column < header.Length; column++)
        {
            string text = row[column];
            JsonNode? value = text.Length == 0 ? null : text.Contains('|', StringComparison.Ordinal) ? new JsonArray([.. text.Split('|').Select(part => JsonValue.Create(part))]) : IsNumber(text) ? JsonValue.Create(decimal.Parse(text, CultureInfo.InvariantCulture)) : JsonValue.Create(text);
            string[] name = header[column].Split('@');
            if (name.Length == 1) item[name[0]] = value;
            else if (item[name[0]] is JsonObject texts) texts[name[1]] = value;
            else item[name[0]] = new JsonObject { [name[1]] = value };
        }

        return item;
    }
}
