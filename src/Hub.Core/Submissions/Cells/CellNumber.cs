using System.Globalization;
using Hub.Submissions.Findings;

namespace Hub.Submissions.Cells;

/// <summary>What a numeric cell may hold.</summary>
/// <param name="Decimals">Decimal places at most.</param>
/// <param name="Max">Largest value.</param>
public readonly record struct NumberLimits(int Decimals, decimal Max);

/// <summary>Reads decimals exactly: never through floating point. 4.50 and 4.5 are the same value with one form.</summary>
static class CellNumber
{
    const int MaxDigits = 18;

    /// <summary>The value without trailing zeros, or null with the reason in <paramref name="fault"/>. A comma read as decimal point is a warning in <paramref name="fault"/>.</summary>
    public static decimal? Read(ReadOnlySpan<char> cell, NumberLimits limits, out FindingCode? fault)
    {
        fault = null;
        if (cell[0] is '-' or '\u2212')
        {
            fault = cell.Length > 1 && char.IsAsciiDigit(cell[1]) ? CellFindings.NegativeNumber : CellFindings.NotANumber;
            return null;
        }
        if (!Scan(cell, out long digits, out int count, out int point, out char sign)) { fault = CellFindings.NotANumber; return null; }
        if (count > MaxDigits) { fault = CellFindings.NumberTooLarge; return null; }
        int decimals = point < 0 ? 0 : cell.Length - point - 1;
        if (decimals == 3 && IsAmbiguous(cell, point, sign, limits)) { fault = CellFindings.AmbiguousNumber; return null; }
        while (decimals > 0 && digits % 10 == 0) { digits /= 10; decimals--; }
        if (decimals > limits.Decimals) { fault = CellFindings.TooManyDecimals; return null; }
        var value = new decimal((int)digits, (int)(digits >> 32), 0, false, (byte)decimals);
        if (value > limits.Max) { fault = CellFindings.NumberTooLarge; return null; }
        if (sign == ',') fault = CellFindings.DecimalComma;
        return value;
    }

    /// <summary>Limit named in the message of a fault.</summary>
    public static string? Detail(FindingCode fault, NumberLimits limits) =>
        fault == CellFindings.TooManyDecimals ? limits.Decimals.ToString(CultureInfo.InvariantCulture)
        : fault == CellFindings.NumberTooLarge ? limits.Max.ToString(CultureInfo.InvariantCulture)
        : null;

    static bool Scan(ReadOnlySpan<char> cell, out long digits, out int count, out int point, out char sign)
    {
        (digits, count, point, sign) = (0, 0, -1, '\0');
        for (int i = 0; i < cell.Length; i++)
        {
            char c = cell[i];
            if (char.IsAsciiDigit(c))
            {
                if (count > 0 || c != '0' || point >= 0) count++;
                if (count <= MaxDigits) digits = digits * 10 + (c - '0');
            }
            else if (c is '.' or ',' && point < 0) (point, sign) = (i, c);
            else return false;
        }
        return point < 0 || (point > 0 && point < cell.Length - 1);
    }

    // 1,500 or 1.500 with at most two decimals allowed: one and a half in one country, fifteen hundred in the next.
    static bool IsAmbiguous(ReadOnlySpan<char> cell, int point, char sign, NumberLimits limits) =>
        point <= 3 && cell[0] != '0' && (sign == ',' || limits.Decimals < 3);
}
