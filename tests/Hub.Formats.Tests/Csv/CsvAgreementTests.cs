using System.Text;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using Hub.Formats.Csv;

namespace Hub.Formats.Tests.Csv;

/// <summary>What inspect, split and read make of a file is what another library makes of the whole text at once.</summary>
public sealed class CsvAgreementTests
{
    static readonly string[] Pieces =
    [
        "a", "bc", "1.5", " ", "", "ção", "日本", "😀", ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "\r", "#", "'", "x y", "=1", "-", "long enough to cross a vector of thirty-two",
    ];

    static readonly Gen<string> Cell = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces.Take(5)));

    [Theory]
    [InlineData(',', "\n")]
    [InlineData(';', "\r\n")]
    [InlineData('\t', "\n")]
    [InlineData('|', "\r")]
    public void Rows_RandomTables_EqualThoseOfAnotherLibrary(char delimiter, string newLine)
    {
        Gen<(string[][], bool, bool)> tables =
            from columns in Gen.Choose(2, 40)
            from rows in Cell.ArrayOf(columns).ListOf()
            from quoteAll in Gen.Elements(true, false)
            from closed in Gen.Elements(true, false)
            select (rows.ToArray(), quoteAll, closed);
        Prop.ForAll(tables.ToArbitrary(), table => Agrees(table.Item1, delimiter, newLine, table.Item2, table.Item3))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(60));
    }

    static void Agrees(string[][] rows, char delimiter, string newLine, bool quoteAll, bool closed)
    {
        int columns = rows.Length == 0 ? 2 : rows[0].Length;
        string header = string.Join(delimiter, Enumerable.Range(0, columns).Select(column => $"c{column}"));
        string[] lines = [header, .. rows.Select(row => string.Join(delimiter, row.Select(cell => Quoted(cell, delimiter, quoteAll))))];
        string text = string.Join(newLine, lines) + (closed ? newLine : "");
        ReadFile file = CsvFile.OfAsync(text).GetAwaiter().GetResult();

        string[][] expected = [.. OfCsvHelper(text, delimiter).Skip(1).Where(NotBlank)];
        string[][] actual = [.. file.Rows.Select(row => row.Cells).Where(NotBlank)];
        Assert.All(file.Rows, row => Assert.Null(row.Fault));
        Assert.Equal(expected, actual);
        Assert.All(file.Rows, row => Assert.Equal(lines[row.Number - 1], row.Raw));
    }

    static bool NotBlank(string[] cells) => cells.Any(cell => !string.IsNullOrWhiteSpace(cell));

    static string Quoted(string cell, char delimiter, bool always) =>
        always || cell.AsSpan().ContainsAny("\"\r\n") || cell.Contains(delimiter, StringComparison.Ordinal) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    static List<string[]> OfCsvHelper(string text, char delimiter)
    {
        using CsvReader parser = CsvReader.FromText(text, new CsvReaderOptions { Separator = delimiter, HasHeader = false });
        var rows = new List<string[]>();
        while (parser.Read())
            rows.Add([.. Enumerable.Range(0, parser.FieldCount).Select(parser.GetString)]);
        return rows;
    }

    [Fact]
    public async Task Rows_RandomBytes_AreCountedAndReadToTheEnd()
    {
        var random = new Random(20270901);
        byte[] alphabet = Encoding.ASCII.GetBytes("\"\"\",,\n\r;a b\t|x");
        for (int round = 0; round < 3000; round++)
        {
            byte[] noise = [.. CsvFile.Utf8("a,b,c\n"), .. Enumerable.Range(0, random.Next(400)).Select(_ => alphabet[random.Next(alphabet.Length)])];
            var format = new CsvLimits(ChunkBytes: random.Next(1, 60), ChunkRows: 5, RecordBytes: 40, LineBytes: 4096, Columns: 500);
            ReadFile file = await CsvFile.OfAsync(noise, format);
            ReadFile whole = await CsvFile.OfAsync(noise, format with { ChunkBytes = 1 << 20, ChunkRows = 1 << 20 });
            Assert.Equal(whole.Rows.Select(row => (row.Number, row.Raw, row.Fault)), file.Rows.Select(row => (row.Number, row.Raw, row.Fault)));
            Assert.Equal(whole.Rows.SelectMany(row => row.Cells), file.Rows.SelectMany(row => row.Cells));
        }
    }
}
