using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.Json;

namespace Hub.Benchmarks;

/// <summary>The rows of <see cref="CatalogueFile"/> in other formats, as programs write them: numbers as numbers, texts of a workbook shared.</summary>
static class ConvertedFile
{
    const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Package = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>Columns whose cells are numbers.</summary>
    static readonly HashSet<string> Numbers = ["creditPoints", "workloadHours", "eqfLevel"];

    /// <summary>Writes <paramref name="csv"/> again as the format the extension of <paramref name="destination"/> names.</summary>
    public static void Write(string csv, string destination)
    {
        using FileStream file = File.Create(destination);
        if (destination.EndsWith(".xlsx", StringComparison.Ordinal)) Workbook(csv, file);
        else Json(csv, file, asArray: destination.EndsWith(".json", StringComparison.Ordinal));
    }

    static void Json(string csv, Stream file, bool asArray)
    {
        string[] header = CatalogueFile.Header.Split(',');
        using var text = new StreamWriter(file, new UTF8Encoding(false)) { NewLine = "\n" };
        string before = asArray ? "[" : "";
        foreach (string line in File.ReadLines(csv).Skip(1))
        {
            text.Write(before);
            text.Write('{');
            text.Write(string.Join(',', header.Zip(line.Split(','), (name, cell) => $"\"{name}\":{(Numbers.Contains(name) ? cell : JsonSerializer.Serialize(cell))}")));
            text.Write('}');
            before = asArray ? ",\n" : "\n";
        }

        text.WriteLine(asArray ? "]" : "");
    }

    static void Workbook(string csv, Stream file)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        Part(archive, "[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{Override("workbook", "sheet.main")}{Override("worksheets/sheet1", "worksheet")}{Override("sharedStrings", "sharedStrings")}</Types>");
        Part(archive, "_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Part(archive, "xl/workbook.xml", $"<workbook {Main} xmlns:r=\"{Office}\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        Part(archive, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
        var shared = new Dictionary<string, int>(StringComparer.Ordinal);
        using (StreamWriter sheet = Open(archive, "xl/worksheets/sheet1.xml")) Rows(csv, sheet, shared);
        using StreamWriter texts = Open(archive, "xl/sharedStrings.xml");
        texts.Write($"<sst {Main}>");
        foreach (string text in shared.OrderBy(t => t.Value).Select(t => t.Key)) texts.Write($"<si><t>{SecurityElement.Escape(text)}</t></si>");
        texts.Write("</sst>");
    }

    static void Rows(string csv, StreamWriter sheet, Dictionary<string, int> shared)
    {
        string[] header = CatalogueFile.Header.Split(',');
        int row = 0;
        sheet.Write($"<worksheet {Main}><sheetData>");
        foreach (string line in File.ReadLines(csv))
        {
            string[] cells = line.Split(',');
            sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{++row}\">"));
            for (int column = 0; column < cells.Length; column++)
            {
                bool isNumber = row > 1 && Numbers.Contains(header[column]);
                if (!isNumber && !shared.ContainsKey(cells[column])) shared.Add(cells[column], shared.Count);
                sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + column)}{row}\"{(isNumber ? "" : " t=\"s\"")}><v>{(isNumber ? cells[column] : shared[cells[column]])}</v></c>"));
            }

            sheet.Write("</row>");
        }

        sheet.Write("</sheetData></worksheet>");
    }

    static string Override(string part, string type) => $"<Override PartName=\"/xl/{part}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{type}+xml\"/>";

    static StreamWriter Open(ZipArchive archive, string name) => new(archive.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));

    static void Part(ZipArchive archive, string name, string text)
    {
        using StreamWriter part = Open(archive, name);
        part.Write(text);
    }
}
