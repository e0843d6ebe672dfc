using System.IO.Compression;
using System.Text;

namespace Hub.Formats.Tests.Xlsx;

/// <summary>A workbook written part by part, so that a test can say exactly what stands in it.</summary>
public sealed class TestWorkbook
{
    const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    readonly List<(string Name, string? State, string Rows)> _sheets = [];

    public string[] SharedTexts { get; init; } = [];

    /// <summary>Format codes of the styles, from style 1.</summary>
    public string[] Formats { get; init; } = [];

    public bool From1904 { get; init; }

    public Dictionary<string, byte[]> MoreParts { get; } = [];

    /// <param name="rows">The content of <c>sheetData</c>.</param>
    public TestWorkbook Sheet(string rows, string name = "Data", string? state = null)
    {
        _sheets.Add((name, state, rows));
        return this;
    }

    /// <summary>A row of inline texts.</summary>
    public static string Row(int number, params string[] cells) =>
        $"<row r=\"{number}\">{string.Concat(cells.Select((cell, i) => cell.StartsWith("<c", StringComparison.Ordinal) ? cell : cell.Length == 0 ? "" : $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"))}</row>";

    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in Parts())
            {
                using Stream part = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                part.Write(content);
            }
        }

        return stream.ToArray();
    }

    IEnumerable<(string, byte[])> Parts()
    {
        yield return Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
            + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
            + "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>"
            + string.Concat(_sheets.Select((_, i) => $"<Override PartName=\"/xl/worksheets/sheet{i + 1}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")) + "</Types>");
        yield return Part("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        yield return Part("xl/workbook.xml", $"<workbook {Main} xmlns:r=\"{Office}\">{(From1904 ? "<workbookPr date1904=\"1\"/>" : "")}<sheets>"
            + string.Concat(_sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"s{i + 1}\"{(s.State is null ? "" : $" state=\"{s.State}\"")}/>")) + "</sheets></workbook>");
        yield return Part("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + string.Concat(_sheets.Select((_, i) => $"<Relationship Id=\"s{i + 1}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
            + $"<Relationship Id=\"x1\" Type=\"{Office}/styles\" Target=\"styles.xml\"/><Relationship Id=\"x2\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
        yield return Part("xl/styles.xml", $"<styleSheet {Main}><numFmts>{string.Concat(Formats.Select((f, i) => $"<numFmt numFmtId=\"{200 + i}\" formatCode=\"{System.Security.SecurityElement.Escape(f)}\"/>"))}</numFmts>"
            + $"<cellXfs><xf/>{string.Concat(Formats.Select((_, i) => $"<xf numFmtId=\"{200 + i}\"/>"))}</cellXfs></styleSheet>");
        yield return Part("xl/sharedStrings.xml", $"<sst {Main}>{string.Concat(SharedTexts.Select(t => t.StartsWith('<') ? $"<si>{t}</si>" : $"<si><t>{t}</t></si>"))}</sst>");
        for (int i = 0; i < _sheets.Count; i++) yield return Part($"xl/worksheets/sheet{i + 1}.xml", $"<worksheet {Main}><sheetData>{_sheets[i].Rows}</sheetData></worksheet>");
        foreach ((string name, byte[] content) in MoreParts) yield return (name, content);
    }

    static (string, byte[]) Part(string name, string xml) => (name, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml));
}
