using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Hub.Formats.Xlsx;

/// <summary>Writes a workbook of one sheet, row by row into a temporary file: an archive can only be finished as a whole.</summary>
internal sealed class XlsxTableWriter : IAsyncDisposable
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    readonly FileStream _file = new(Path.Combine(Path.GetTempPath(), $"hub-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
    readonly SpreadsheetDocument _document;
    readonly XmlWriter _xml;
    int _row;
    int _column;
    bool _isFinished;

    public XlsxTableWriter(string sheetName)
    {
        _document = SpreadsheetDocument.Create(_file, SpreadsheetDocumentType.Workbook, autoSave: false);
        WorkbookPart workbook = _document.AddWorkbookPart();
        WorksheetPart sheet = workbook.AddNewPart<WorksheetPart>("rId1");
        workbook.AddNewPart<WorkbookStylesPart>("rId2").Stylesheet = XlsxLook.Stylesheet();
        workbook.WorkbookStylesPart!.Stylesheet.Save();
        workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = sheetName, SheetId = 1, Id = "rId1" }));
        workbook.Workbook.Save();
        _xml = XmlWriter.Create(sheet.GetStream(FileMode.Create), new XmlWriterSettings { CloseOutput = true });
        _xml.WriteStartElement("worksheet", Main);
        _xml.WriteStartElement("sheetData", Main);
    }

    public void StartRow()
    {
        _column = 0;
        _xml.WriteStartElement("row", Main);
        _xml.WriteAttributeString("r", (++_row).ToString(CultureInfo.InvariantCulture));
    }

    public void EndRow() => _xml.WriteEndElement();

    /// <summary>Leaves a cell empty.</summary>
    public void Skip() => _column++;

    public void Text(string text)
    {
        Open("inlineStr", XlsxLook.Text);
        _xml.WriteStartElement("is", Main);
        _xml.WriteStartElement("t", Main);
        _xml.WriteAttributeString("xml", "space", null, "preserve");
        _xml.WriteString(XlsxText.Escape(text));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    public void Number(string number) => Value(null, XlsxLook.General, number);

    public void Boolean(bool value) => Value("b", XlsxLook.General, value ? "1" : "0");

    public void Error(string error) => Value("e", XlsxLook.General, error.Length == 0 ? "#N/A" : error);

    /// <summary>A day, with or without a time; as text where a spreadsheet cannot count it.</summary>
    public void Day(string day)
    {
        if (XlsxNumbers.SerialOf(day) is { } serial) Value(null, day.Length > 10 ? XlsxLook.DateTime : XlsxLook.Date, serial.ToString("R", CultureInfo.InvariantCulture));
        else Text(day);
    }

    void Value(string? type, uint style, string value)
    {
        Open(type, style);
        _xml.WriteElementString("v", Main, value);
        _xml.WriteEndElement();
    }

    void Open(string? type, uint style)
    {
        _xml.WriteStartElement("c", Main);
        _xml.WriteAttributeString("r", XlsxLook.ColumnName(_column++) + _row.ToString(CultureInfo.InvariantCulture));
        if (style != XlsxLook.General) _xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        if (type is not null) _xml.WriteAttributeString("t", type);
    }

    /// <summary>Finishes the workbook and copies it.</summary>
    public async Task CopyToAsync(Stream destination)
    {
        Finish();
        _file.Position = 0;
        await _file.CopyToAsync(destination);
    }

    void Finish()
    {
        if (_isFinished) return;
        _isFinished = true;
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.Dispose();
        _document.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Finish();
        return _file.DisposeAsync();
    }
}
