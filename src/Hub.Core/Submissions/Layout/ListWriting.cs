using System.Text.Json;
using Hub.Rules;
using Hub.Submissions.Cells;

namespace Hub.Submissions.Layout;

/// <summary>Writes lists and texts in canonical form.</summary>
static class ListWriting
{
    public static void Values(Utf8JsonWriter json, List<Concept> list)
    {
        json.WriteStartArray();
        foreach (Concept concept in list) json.WriteStringValue(concept.Json);
        json.WriteEndArray();
    }

    public static void Strings(Utf8JsonWriter json, List<string> list)
    {
        json.WriteStartArray();
        foreach (string text in list) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>The parts of a cell in the order sent, each once.</summary>
    public static void Words(Utf8JsonWriter json, ReadOnlySpan<char> cell)
    {
        json.WriteStartArray();
        foreach (Range range in cell.Split(ListReading.Divider))
        {
            ReadOnlySpan<char> part = CellText.Trim(cell[range]);
            if (!part.IsEmpty && !CameBefore(part, cell[..range.Start])) json.WriteStringValue(part);
        }
        json.WriteEndArray();
    }

    public static void Texts(Utf8JsonWriter json, RowReading row, Column column)
    {
        json.WriteStartObject();
        string? before = null;
        foreach (LayoutUse use in row.Layout.Of(column.Ordinal))
        {
            if (use.Language == before || row.Cell(use) is not { IsEmpty: false } cell) continue;
            before = use.Language;
            json.WritePropertyName(use.LanguageJson);
            json.WriteStringValue(cell);
        }
        json.WriteEndObject();
    }

    public static void TextLists(Utf8JsonWriter json, RowReading row, Column column)
    {
        json.WriteStartObject();
        string? before = null;
        foreach (LayoutUse use in row.Layout.Of(column.Ordinal))
        {
            if (use.Language == before || row.Cell(use) is not { IsEmpty: false } cell) continue;
            before = use.Language;
            json.WritePropertyName(use.LanguageJson);
            Words(json, cell);
        }
        json.WriteEndObject();
    }

    /// <summary>Whether a part stands in what comes before it in the cell.</summary>
    public static bool CameBefore(ReadOnlySpan<char> part, ReadOnlySpan<char> earlier)
    {
        foreach (Range range in earlier.Split(ListReading.Divider))
            if (CellText.Trim(earlier[range]).SequenceEqual(part)) return true;
        return false;
    }
}
