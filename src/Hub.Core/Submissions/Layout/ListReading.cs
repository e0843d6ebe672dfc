using System.Globalization;
using Hub.Rules;
using Hub.Submissions.Cells;

namespace Hub.Submissions.Layout;

/// <summary>Reads one part of a list into its canonical form; null when a finding was added.</summary>
public delegate string? ReadPart(ReadOnlySpan<char> part, RowReading row);

/// <summary>Reads cells with several values divided by <c>|</c>. Empty parts are passed over, repeated values kept once.</summary>
static class ListReading
{
    public const char Divider = '|';

    /// <summary>Values of one cell at most: far above any real record, and a bound on what a hostile one costs.</summary>
    public const int MaxValues = 500;

    /// <summary>Whether the number of values is within bounds; adds the finding when not.</summary>
    public static bool Count(ReadOnlySpan<char> cell, RowReading row)
    {
        if (cell.Length <= MaxValues || cell.Count(Divider) < MaxValues) return true;
        row.Add(CellFindings.TooManyValues, MaxValues.ToString(CultureInfo.InvariantCulture));
        return false;
    }

    public static void Values(ReadOnlySpan<char> cell, Vocabulary vocabulary, List<Concept> list, RowReading row)
    {
        if (!Count(cell, row)) return;
        foreach (Range range in cell.Split(Divider))
        {
            ReadOnlySpan<char> part = CellText.Trim(cell[range]);
            if (part.IsEmpty || SingleReading.Value(part, vocabulary, row) is not { } concept) continue;
            if (!Holds(list, concept)) list.Add(concept);
        }
    }

    public static void Strings(ReadOnlySpan<char> cell, ReadPart read, List<string> list, RowReading row)
    {
        if (!Count(cell, row)) return;
        foreach (Range range in cell.Split(Divider))
        {
            ReadOnlySpan<char> part = CellText.Trim(cell[range]);
            if (part.IsEmpty || read(part, row) is not { } text) continue;
            if (!list.Contains(text)) list.Add(text);
        }
    }

    // A vocabulary holds each value once, so the reference says it all.
    static bool Holds(List<Concept> list, Concept concept)
    {
        foreach (Concept other in list)
            if (ReferenceEquals(other, concept)) return true;
        return false;
    }
}
