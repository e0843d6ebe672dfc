using Hub.Submissions.Findings;

namespace Hub.Submissions.Cells;

/// <summary>The unit a column of lengths is in.</summary>
public enum DurationUnit
{
    Hours,
    Months,
}

/// <summary>
/// Reads ISO 8601 durations where a number is expected: PT60H is 60 hours, P6M 6 months. What would need a guess is refused:
/// P60M where hours are expected stands in real files and means 60 months to a machine.
/// </summary>
static class CellDuration
{
    public static bool Looks(ReadOnlySpan<char> cell) => cell.Length > 2 && cell[0] is 'P' or 'p';

    /// <summary>The length in the unit, or null with the reason in <paramref name="fault"/>.</summary>
    public static decimal? Read(ReadOnlySpan<char> cell, DurationUnit unit, NumberLimits limits, out FindingCode fault)
    {
        cell = cell[1..];
        bool time = cell[0] is 'T' or 't';
        if (time) cell = cell[1..];
        fault = CellFindings.DurationUnit;
        if (time != (unit == DurationUnit.Hours)) return null;
        decimal total = 0;
        while (!cell.IsEmpty)
        {
            int end = cell.IndexOfAnyExceptInRange('0', '9');
            if (end is < 1 or > 6) { fault = CellFindings.NotANumber; return null; }
            int amount = int.Parse(cell[..end], System.Globalization.CultureInfo.InvariantCulture);
            decimal? part = (unit, char.ToUpperInvariant(cell[end])) switch
            {
                (DurationUnit.Hours, 'H') => amount,
                (DurationUnit.Hours, 'M') => amount / 60m,
                (DurationUnit.Months, 'Y') => amount * 12m,
                (DurationUnit.Months, 'M') => amount,
                _ => null,
            };
            if (part is null) return null;
            total += part.Value;
            cell = cell[(end + 1)..];
        }
        return Fit(total, limits, out fault);
    }

    static decimal? Fit(decimal total, NumberLimits limits, out FindingCode fault)
    {
        fault = total > limits.Max ? CellFindings.NumberTooLarge : CellFindings.TooManyDecimals;
        if (total > limits.Max || decimal.Round(total, limits.Decimals) != total) return null;
        fault = CellFindings.DurationForm;
        return total / 1.0000000000000000000000000000m;
    }
}
