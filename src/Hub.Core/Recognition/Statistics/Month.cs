using System.Globalization;

namespace Hub.Recognition.Statistics;

/// <summary>A month of a year, UTC; written <c>2026-06</c>.</summary>
public readonly record struct Month(int Year, int Number) : IComparable<Month>
{
    public static Month Of(DateTimeOffset moment) => new(moment.UtcDateTime.Year, moment.UtcDateTime.Month);

    public Month Next => Number == 12 ? new Month(Year + 1, 1) : new Month(Year, Number + 1);

    public Month Before => Number == 1 ? new Month(Year - 1, 12) : new Month(Year, Number - 1);

    public static bool TryParse(string? text, out Month month)
    {
        bool isOne = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        month = isOne ? new Month(day.Year, day.Month) : default;
        return isOne;
    }

    public int CompareTo(Month other) => (Year, Number).CompareTo((other.Year, other.Number));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Number:D2}");

    public static bool operator <(Month left, Month right) => left.CompareTo(right) < 0;

    public static bool operator >(Month left, Month right) => left.CompareTo(right) > 0;

    public static bool operator <=(Month left, Month right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Month left, Month right) => left.CompareTo(right) >= 0;
}
