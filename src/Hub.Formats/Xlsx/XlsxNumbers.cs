using System.Globalization;

namespace Hub.Formats.Xlsx;

/// <summary>Numbers of cells as people see them.</summary>
internal static class XlsxNumbers
{
    /// <summary>Digits a spreadsheet shows and keeps. What stands behind them comes from binary fractions: 4.0999999999999996 is 4.1.</summary>
    const int Digits = 15;

    /// <summary>The number in plain digits with a point; null when it is none.</summary>
    public static string? Plain(ReadOnlySpan<char> raw)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value)) return null;
        // The conversion to decimal keeps 15 significant digits; beyond its range no amount makes sense.
        return Math.Abs(value) < 7.9e27 ? ((decimal)value).ToString(CultureInfo.InvariantCulture) : value.ToString("G15", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the digits can stay as they are.</summary>
    public static bool IsPlain(ReadOnlySpan<char> raw)
    {
        int point = raw.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? raw : raw[..point];
        if (raw.Length > Digits || whole.IsEmpty || (whole.Length > 1 && whole[0] == '0')) return false;
        return !whole.ContainsAnyExceptInRange('0', '9') && (point < 0 || (raw.Length > point + 1 && !raw[(point + 1)..].ContainsAnyExceptInRange('0', '9')));
    }

    /// <summary>A day, with the time of day where there is one; null when the number is none the calendar knows.</summary>
    /// <param name="from1904">Whether days are counted from 1904 (old Macintosh workbooks).</param>
    public static string? Day(ReadOnlySpan<char> raw, bool from1904)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || value < 0 || value >= 2_958_466) return null;
        double seconds = Math.Round((value - Math.Floor(value)) * 86_400);
        long day = (long)Math.Floor(value) + (seconds >= 86_400 ? 1 : 0);
        if (!from1904 && day == 0) return Time(raw);
        if (!from1904 && day == 60) return "1900-02-29";        // a day spreadsheets have and the calendar has not
        DateTime zero = from1904 ? new DateTime(1904, 1, 1) : day < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);
        if (day > (DateTime.MaxValue - zero).Days) return null;
        DateTime at = zero.AddDays(day).AddSeconds(seconds >= 86_400 ? 0 : seconds);
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Hours, minutes and seconds; hours go on beyond 24.</summary>
    public static string? Time(ReadOnlySpan<char> raw)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || value < 0 || value >= 2_958_466) return null;
        long seconds = (long)Math.Round(value * 86_400);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>Number of days of a day, as spreadsheets count from 1900; null before March 1900, where they count wrong.</summary>
    public static double? SerialOf(ReadOnlySpan<char> day)
    {
        if (!DateTime.TryParseExact(day, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime at)) return null;
        double serial = (at - new DateTime(1899, 12, 30)).TotalDays;
        return serial > 60 ? serial : null;
    }
}
