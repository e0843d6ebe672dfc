using System.Text.Json;
using Hub.Rules;
using Hub.Submissions.Cells;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>
/// Learning outcomes with their types and ESCO skills. The three columns, and the languages of the outcomes, belong together by
/// place: the second type is that of the second outcome in every language. A place may be empty.
/// </summary>
static class EntryOutcomes
{
    static readonly ulong ByPlace = (1UL << CatalogueColumns.LearningOutcomeTypes.Ordinal) | (1UL << CatalogueColumns.LearningOutcomeSkills.Ordinal);

    public static void ReadTypes(ReadOnlySpan<char> cell, CatalogueEntry entry, RowReading row)
    {
        if (!ListReading.Count(cell, row)) return;
        foreach (Range range in cell.Split(ListReading.Divider))
        {
            ReadOnlySpan<char> part = CellText.Trim(cell[range]);
            entry.OutcomeTypes.Add(part.IsEmpty ? null : SingleReading.Value(part, row.Scope.Vocabularies.OutcomeTypes, row));
        }
    }

    public static void ReadSkills(ReadOnlySpan<char> cell, CatalogueEntry entry, RowReading row)
    {
        if (!ListReading.Count(cell, row)) return;
        foreach (Range range in cell.Split(ListReading.Divider))
        {
            ReadOnlySpan<char> part = CellText.Trim(cell[range]);
            entry.OutcomeSkills.Add(part.IsEmpty ? null : PartForms.EscoSkill(part, row));
        }
    }

    public static void WriteTypes(Utf8JsonWriter json, CatalogueEntry entry, RowReading row)
    {
        json.WriteStartArray();
        foreach (Concept? type in entry.OutcomeTypes)
        {
            if (type is null) json.WriteNullValue();
            else json.WriteStringValue(type.Json);
        }
        json.WriteEndArray();
    }

    public static void WriteSkills(Utf8JsonWriter json, CatalogueEntry entry, RowReading row)
    {
        json.WriteStartArray();
        foreach (string? skill in entry.OutcomeSkills) json.WriteStringValue(skill);     // null where there is none
        json.WriteEndArray();
    }

    public static void Judge(CatalogueEntry entry, RowReading row)
    {
        ulong byPlace = row.Filled & ByPlace;
        LayoutUse[] languages = row.Layout.Of(CatalogueColumns.LearningOutcomes.Ordinal);
        const ulong none = 0;
        if (byPlace == none && languages.Length < 2) return;
        (int fewest, int most, bool isEven) = Count(languages, row);
        if (fewest != most) row.Add(CatalogueColumns.LearningOutcomes, EntryFindings.OutcomeLanguagesDiffer, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fewest} to {most}"));
        if (byPlace == none) return;
        if (!isEven) row.Add(CatalogueColumns.LearningOutcomes, EntryFindings.OutcomesUneven);
        else
        {
            Compare(CatalogueColumns.LearningOutcomeTypes, entry.OutcomeTypes.Count, most, row);
            Compare(CatalogueColumns.LearningOutcomeSkills, entry.OutcomeSkills.Count, most, row);
        }
    }

    static void Compare(Column column, int places, int outcomes, RowReading row)
    {
        if (row.Has(column) && places != outcomes) row.Add(column, EntryFindings.OutcomesMisaligned, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{places} for {outcomes}"));
    }

    /// <summary>Outcomes as they will be stored, in the language that has fewest and the one that has most of them.</summary>
    static (int Fewest, int Most, bool IsEven) Count(LayoutUse[] languages, RowReading row)
    {
        int fewest = int.MaxValue, most = 0;
        bool isEven = true;
        string? before = null;
        foreach (LayoutUse use in languages)
        {
            if (use.Language == before || row.Cell(use) is not { IsEmpty: false } cell) continue;
            before = use.Language;
            int places = 0, kept = 0;
            foreach (Range range in cell.Split(ListReading.Divider))
            {
                ReadOnlySpan<char> part = CellText.Trim(cell[range]);
                places++;
                if (!part.IsEmpty && !ListWriting.CameBefore(part, cell[..range.Start])) kept++;
            }
            (fewest, most, isEven) = (Math.Min(fewest, kept), Math.Max(most, kept), isEven && places == kept);
        }
        return (most == 0 ? 0 : fewest, most, isEven);
    }
}
