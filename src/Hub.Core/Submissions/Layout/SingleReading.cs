using System.Text.Json;
using Hub.Rules;
using Hub.Submissions.Cells;
using Hub.Submissions.Findings;

namespace Hub.Submissions.Layout;

/// <summary>Reads cells with one value.</summary>
static class SingleReading
{
    public static decimal? Number(ReadOnlySpan<char> cell, NumberLimits limits, DurationUnit? unit, RowReading row)
    {
        if (unit is { } known && CellDuration.Looks(cell)) return Duration(cell, known, limits, row);
        decimal? value = CellNumber.Read(cell, limits, out FindingCode? fault);
        if (fault is not null) row.Add(fault, CellNumber.Detail(fault, limits));
        return value;
    }

    public static DateOnly? Date(ReadOnlySpan<char> cell, RowReading row)
    {
        DateOnly? day = CellDate.Read(cell, out FindingCode? fault);
        if (fault is not null) row.Add(fault, day is { } understood ? CellDate.Text(understood) : null);
        return day;
    }

    public static Concept? Value(ReadOnlySpan<char> cell, Vocabulary vocabulary, RowReading row)
    {
        Concept? concept = vocabulary.Find(cell);
        if (concept is null) row.Add(CellFindings.UnknownValue, vocabulary.Names);
        else if (vocabulary.IsAlias(cell)) row.Add(CellFindings.OtherName, concept.Name);
        return concept;
    }

    static decimal? Duration(ReadOnlySpan<char> cell, DurationUnit unit, NumberLimits limits, RowReading row)
    {
        decimal? value = CellDuration.Read(cell, unit, limits, out FindingCode fault);
        string? detail = fault == CellFindings.DurationUnit ? (unit == DurationUnit.Hours ? "hours" : "months")
            : fault == CellFindings.DurationForm ? value?.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : CellNumber.Detail(fault, limits);
        row.Add(fault, detail);
        return value;
    }
}

/// <summary>Writes single values in canonical form.</summary>
static class SingleWriting
{
    public static void Date(Utf8JsonWriter json, DateOnly day)
    {
        Span<byte> text = stackalloc byte[10];
        Digits(text[..4], day.Year);
        text[4] = (byte)'-';
        Digits(text[5..7], day.Month);
        text[7] = (byte)'-';
        Digits(text[8..], day.Day);
        json.WriteStringValue(text);
    }

    static void Digits(Span<byte> place, int value)
    {
        for (int i = place.Length - 1; i >= 0; i--, value /= 10) place[i] = (byte)('0' + value % 10);
    }
}
