using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Pipeline.Tests.Privacy;

/// <summary>Marked rows in every format the hub takes.</summary>
public static class MarkedFiles
{
    public static readonly string[] Formats = ["csv", "csv-utf16", "xlsx", "json", "ndjson", "elmo"];

    public static string EndingOf(string format) => format switch { "elmo" => ".xml", "csv-utf16" => ".csv", _ => "." + format };

    public static byte[] Write(string format, IReadOnlyList<MarkedRow> rows) => format switch
    {
        "csv" => Encoding.UTF8.GetBytes(Csv(rows)),
        "csv-utf16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Csv(rows))],
        "json" => Encoding.UTF8.GetBytes($"[{string.Join(',', rows.Select(Json))}]"),
        "ndjson" => Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => Json(row) + "\n"))),
        "xlsx" => Xlsx(rows),
        "elmo" => Encoding.UTF8.GetBytes(Elmo(rows)),
        _ => throw new ArgumentException(format, nameof(format)),
    };

    public static string Csv(IReadOnlyList<MarkedRow> rows) =>
        string.Concat(rows.Select(row => string.Join(',', row.Cells.Select(c => c.Value)) + "\r\n").Prepend(string.Join(',', rows[0].Cells.Select(c => c.Column)) + "\r\n"));

    public static string Json(MarkedRow row)
    {
        var json = new JsonObject();
        foreach ((string column, string value) in row.Cells)
        {
            if (value.Length == 0) continue;
            string[] name = column.Split('@');
            if (name.Length == 2) json[name[0]] = new JsonObject { [name[1]] = value };
            else json[column] = column is "creditPoints" or "eqfLevel" && decimal.TryParse(value, out decimal number) ? number : value;
        }

        return json.ToJsonString();
    }

    static byte[] Xlsx(IReadOnlyList<MarkedRow> rows)
    {
        const string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"", office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", package = "http://schemas.openxmlformats.org/package/2006";
        IEnumerable<IEnumerable<string>> table = rows.Select(row => row.Cells.Select(c => c.Value)).Prepend(rows[0].Cells.Select(c => c.Column));
        string sheet = string.Concat(table.Select((cells, r) => $"<row r=\"{r + 1}\">{string.Concat(cells.Select((text, c) => text.Length == 0 ? "" : $"<c r=\"{(char)('A' + c)}{r + 1}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>"))}</row>"));
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", $"<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
            Add("_rels/.rels", $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add("xl/workbook.xml", $"<workbook {main} xmlns:r=\"{office}\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>");
            Add("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"s1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Add("xl/worksheets/sheet1.xml", $"<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>");

            void Add(string name, string xml)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
                writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>One learner a file, as transcripts are: that of the first row.</summary>
    static string Elmo(IReadOnlyList<MarkedRow> rows)
    {
        MarkedRow who = rows[0];
        string courses = string.Concat(rows.Select(row =>
            $"<learningOpportunitySpecification><identifier type=\"local\">{row["localId"]}</identifier><title xml:lang=\"pt\">Dados</title><type>Course</type><specifies><learningOpportunityInstance><date>{row["awardedOn"]}</date><status>passed</status><resultLabel>{row["grade"]}</resultLabel><credit><scheme>ects</scheme><value>2</value></credit></learningOpportunityInstance></specifies></learningOpportunitySpecification>"));
        string picture = Convert.ToBase64String(Encoding.UTF8.GetBytes(who["notes"]));
        return "<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"><generatedDate>2025-09-01T12:00:00Z</generatedDate>"
            + $"<learner><identifier type=\"nationalIdentifier\">{who["learnerId"]}</identifier><givenNames>{who["learnerGivenNames"]}</givenNames><familyName>{who["learnerFamilyName"]}</familyName><bday>{who["learnerBirthDate"]}</bday></learner>"
            + $"<report><issuer><country>PT</country><identifier type=\"pic\">999</identifier><title xml:lang=\"pt\">Escola</title><url>http://escola.pt</url></issuer>{courses}<issueDate>2025-09-01T10:00:00Z</issueDate></report>"
            + $"<attachment><type>Diploma</type><content xml:lang=\"pt\">data:text/plain;base64,{picture}</content></attachment></elmo>";
    }
}
