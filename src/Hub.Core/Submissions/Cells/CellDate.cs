using System.Buffers;
using System.Globalization;
using Hub.Submissions.Findings;

namespace Hub.Submissions.Cells;

/// <summary>Reads calendar days. yyyy-mm-dd is the form; others are understood only where they can mean one day.</summary>
static class CellDate
{
    const int FirstYear = 1900;

    static readonly SearchValues<char> TimeCharacters = SearchValues.Create("0123456789:.,+-Zz ");

    /// <summary>The day, or null with the reason in <paramref name="fault"/>. Another form that was understood is a warning in <paramref name="fault"/>.</summary>
    public static DateOnly? Read(ReadOnlySpan<char> cell, out FindingCode? fault)
    {
        if (cell.Length == 10 && cell[4] == '-' && cell[7] == '-' && Number(cell[..4], out int y) && Number(cell[5..7], out int m) && Number(cell[8..], out int d))
        {
            return Day(y, m, d, CellFindings.DateForm, out fault) is { } day ? Exact(day, out fault) : null;
        }
        fault = CellFindings.NotADate;
        if (cell.Length > 10 && cell[10] is 'T' or 't' or ' ') return DateTime(cell, out fault);
        if (cell.Length == 8 && Number(cell[..4], out y) && Number(cell[4..6], out m) && Number(cell[6..], out d)) return Day(y, m, d, CellFindings.DateForm, out fault);
        return Divided(cell, ref fault);
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateOnly? Exact(DateOnly day, out FindingCode? fault)
    {
        fault = null;
        return day;
    }

    // 1999-10-01T22:00:00Z is 2 October at the sender's place: a time of day with an offset leaves the day open unless it is midnight.
    static DateOnly? DateTime(ReadOnlySpan<char> cell, out FindingCode? fault)
    {
        fault = CellFindings.NotADate;
        ReadOnlySpan<char> time = cell[11..];
        if (time.ContainsAnyExcept(TimeCharacters) || !time.Contains(':')) return null;
        if (Read(cell[..10], out FindingCode? dayFault) is not { } day)
        {
            fault = dayFault;
            return null;
        }
        int offset = time.IndexOfAny("Zz+-");
        bool midnight = !(offset < 0 ? time : time[..offset]).ContainsAnyExcept("0:., ");
        fault = offset < 0 || midnight ? CellFindings.DateForm : CellFindings.AmbiguousDate;
        return fault == CellFindings.DateForm ? day : null;
    }

    static DateOnly? Divided(ReadOnlySpan<char> cell, ref FindingCode? fault)
    {
        int first = cell.IndexOfAny("/.-");
        if (first is not (1 or 2 or 4)) return null;
        char sign = cell[first];
        int second = cell[(first + 1)..].IndexOf(sign) + first + 1;
        if (second <= first + 1 || second - first > 3) return null;
        if (!Number(cell[..first], out int a) || !Number(cell[(first + 1)..second], out int b) || !Number(cell[(second + 1)..], out int c)) return null;
        int tail = cell.Length - second - 1;
        if (first == 4) return tail <= 2 ? Day(a, b, c, CellFindings.DateForm, out fault) : null;
        if (tail != 4) return null;
        // With points the day comes first wherever that form is used; with strokes some countries put the month first.
        if (sign != '.' && a <= 12 && b <= 12 && a != b)
        {
            fault = CellFindings.AmbiguousDate;
            return null;
        }
        return Day(c, b, a, CellFindings.DateForm, out fault);
    }

    static DateOnly? Day(int year, int month, int day, FindingCode understood, out FindingCode? fault)
    {
        bool exists = year is >= FirstYear and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= System.DateTime.DaysInMonth(year, month);
        fault = exists ? understood : CellFindings.ImpossibleDate;
        return exists ? new DateOnly(year, month, day) : null;
    }

    static bool Number(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        if (text.Length is 0 or > 4) return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            value = value * 10 + (c - '0');
        }
        return true;
    }
}
