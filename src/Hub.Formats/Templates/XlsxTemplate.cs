using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Hub.Formats.Xlsx;
using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Formats.Templates;

/// <summary>
/// An empty workbook a provider can fill: the columns with drop-down lists of their values, a sheet of notes from the rules, and a
/// hidden sheet the lists come from. Filled in it is read by <see cref="XlsxFormat"/>.
/// </summary>
public static class XlsxTemplate
{
    const string NotesSheet = XlsxInspector.OwnPrefix + "notes";
    const string ListsSheet = XlsxInspector.OwnPrefix + "lists";

    public static async Task WriteAsync(Stream destination, IRecordKind kind, IReadOnlyList<string> languages, Vocabularies vocabularies, Ruleset ruleset, CancellationToken cancel)
    {
        IReadOnlyList<TemplateColumn> columns = TemplateHeader.Of(kind, languages);
        var choices = new TemplateChoices(vocabularies, ruleset);
        string[][] lists = [.. columns.Select(c => choices.Of(c.Column).ToArray())];
        using var whole = new MemoryStream();
        using (SpreadsheetDocument document = SpreadsheetDocument.Create(whole, SpreadsheetDocumentType.Workbook))
        {
            WorkbookPart workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = XlsxLook.Stylesheet();
            workbook.Workbook = new Workbook(new Sheets(
                new Sheet { Name = kind.Name, SheetId = 1, Id = Add(workbook, TableOf(columns, lists)) },
                new Sheet { Name = NotesSheet, SheetId = 2, Id = Add(workbook, Plain(TemplateNotes.Of(kind, ruleset, choices), [28, 32, 44, 16, 60, 14])) },
                new Sheet { Name = ListsSheet, SheetId = 3, Id = Add(workbook, Plain(ListRows(columns, lists), [])), State = SheetStateValues.Hidden }));
        }

        whole.Position = 0;
        await whole.CopyToAsync(destination, cancel);
    }

    static string Add(WorkbookPart workbook, Worksheet sheet)
    {
        WorksheetPart part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = sheet;
        return workbook.GetIdOfPart(part);
    }

    static Worksheet TableOf(IReadOnlyList<TemplateColumn> columns, string[][] lists)
    {
        var validations = new DataValidations([.. lists.Select((list, i) => list.Length == 0 ? null : DropDown(columns[i].Column, i, list.Length)).OfType<DataValidation>()]);
        validations.Count = (uint)validations.ChildElements.Count;
        var freeze = new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 });
        var looks = new Columns(columns.Select((c, i) => new DocumentFormat.OpenXml.Spreadsheet.Column
        {
            Min = (uint)i + 1,
            Max = (uint)i + 1,
            Width = Math.Max(14, c.Name.Length + 3),
            CustomWidth = true,
            // Else a spreadsheet program would take identifiers and codes for numbers, and drop their zeros.
            Style = c.Column.Type is ColumnType.Integer or ColumnType.Number or ColumnType.Date ? XlsxLook.General : XlsxLook.Text,
        }));
        var sheet = new Worksheet(freeze, looks, new SheetData(RowOf(1, columns.Select(c => c.Name), XlsxLook.Heading)));
        if (validations.HasChildren) sheet.Append(validations);
        return sheet;
    }

    /// <summary>Offers the values. Others are asked about, not forbidden: codes and URIs mean the same; where several may stand in a cell they are let through.</summary>
    static DataValidation DropDown(Submissions.Layout.Column column, int place, int count)
    {
        string letters = XlsxLook.ColumnName(place);
        return new DataValidation(new Formula1($"{ListsSheet}!${letters}$2:${letters}${count + 1}"))
        {
            Type = DataValidationValues.List,
            AllowBlank = true,
            ShowErrorMessage = column.Form == ColumnForm.Single,
            ErrorStyle = DataValidationErrorStyleValues.Warning,
            ErrorTitle = column.Name,
            Error = "This is none of the listed short names. A code or URI of the vocabulary is understood too.",
            SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{letters}2:{letters}{XlsxLimits.SheetRows}" },
        };
    }

    /// <summary>The lists side by side, each below the name of its column.</summary>
    static IEnumerable<string[]> ListRows(IReadOnlyList<TemplateColumn> columns, string[][] lists)
    {
        yield return [.. columns.Select(c => c.Name)];
        for (int row = 0; row < lists.Max(list => list.Length); row++) yield return [.. lists.Select(list => row < list.Length ? list[row] : "")];
    }

    static Worksheet Plain(IEnumerable<string[]> rows, int[] widths)
    {
        var data = new SheetData(rows.Select((row, i) => RowOf((uint)i + 1, row, row.Length == 1 ? XlsxLook.Heading : XlsxLook.Wrapped)));
        var columns = widths.Select((width, i) => new DocumentFormat.OpenXml.Spreadsheet.Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true });
        return widths.Length == 0 ? new Worksheet(data) : new Worksheet(new Columns(columns), data);
    }

    static Row RowOf(uint number, IEnumerable<string> cells, uint style) => new(cells
        .Select((text, i) => (Text: text, Reference: XlsxLook.ColumnName(i) + number))
        .Where(cell => cell.Text.Length > 0)
        .Select(cell => new Cell(new InlineString(new Text(XlsxText.Escape(cell.Text)) { Space = SpaceProcessingModeValues.Preserve })) { CellReference = cell.Reference, DataType = CellValues.InlineString, StyleIndex = style }))
    {
        RowIndex = number,
    };
}
