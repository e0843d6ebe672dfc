using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Hub.Formats.Xlsx;

/// <summary>A workbook open for reading: its sheets, and what cells need to be understood.</summary>
internal sealed class XlsxWorkbook : IDisposable
{
    readonly SpreadsheetDocument _document;
    readonly XlsxLimits _limits;
    readonly XlsxStyles _styles;
    readonly bool _from1904;

    XlsxWorkbook(SpreadsheetDocument document, XlsxLimits limits)
    {
        (_document, _limits) = (document, limits);
        WorkbookPart part = document.WorkbookPart ?? throw new InvalidDataException("There is no workbook.");
        _styles = XlsxStyles.Of(part.WorkbookStylesPart?.Stylesheet);
        _from1904 = part.Workbook.WorkbookProperties?.Date1904?.Value ?? false;
        Texts = new SharedTexts(part.SharedStringTablePart is { } shared ? Open(shared) : null, limits.KeptTextBytes, limits.SharedTextBytes);
        Sheets = [.. part.Workbook.Sheets?.Elements<Sheet>().Take(limits.Sheets) ?? []];
    }

    /// <param name="file">Can seek; stays open.</param>
    public static XlsxWorkbook Open(Stream file, XlsxLimits limits)
    {
        file.Position = 0;
        // Small parts are read whole; rows and shared texts are streamed past this bound.
        var settings = new OpenSettings { AutoSave = false, MaxCharactersInPart = 64 * 1024 * 1024 };
        SpreadsheetDocument document = SpreadsheetDocument.Open(file, isEditable: false, settings);
        try
        {
            return new XlsxWorkbook(document, limits);
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    public IReadOnlyList<Sheet> Sheets { get; }

    public SharedTexts Texts { get; }

    /// <summary>Whether people see the sheet, and it is no chart.</summary>
    public bool IsTable(Sheet sheet) =>
        (sheet.State is null || sheet.State.Value == SheetStateValues.Visible) && sheet.Id?.Value is { } id && _document.WorkbookPart!.TryGetPartById(id, out OpenXmlPart? part) && part is WorksheetPart;

    public XlsxSheet Read(Sheet sheet) =>
        new(Open(_document.WorkbookPart!.GetPartById(sheet.Id!.Value!)), Texts, _styles, _from1904, _limits.Columns);

    XmlReader Open(OpenXmlPart part) => XmlReader.Create(
        new MarkupGuard(part.GetStream(FileMode.Open, FileAccess.Read), _limits.TagBytes),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true });

    public void Dispose()
    {
        Texts.Dispose();
        _document.Dispose();
    }
}
