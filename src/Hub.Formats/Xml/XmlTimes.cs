using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Formats.Xml;

/// <summary>Times of XML Schema as the hub writes them. What can not be turned without a guess stays as sent, and is judged so.</summary>
internal static partial class XmlTimes
{
    /// <summary>
    /// The day of an xs:dateTime. With an offset the time is that of the sender's place, so the day is as written. In UTC (Z) it is so
    /// only while it is the same day from the Azores to Kazakhstan: 2024-10-01T22:00:00Z is the second of October in most of Europe.
    /// </summary>
    public static string Day(string time)
    {
        if (time.Length < 20 || time[10] != 'T' || time[^1] != 'Z') return time.Length > 10 && time[10] == 'T' && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? time[..10] : time;
        if (!DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed)) return time;
        TimeSpan of = parsed.UtcDateTime.TimeOfDay;
        return of == TimeSpan.Zero || (of >= TimeSpan.FromHours(1) && of < TimeSpan.FromHours(19)) ? time[..10] : time;
    }

    /// <summary>Whether a period ends before it starts; false where one of the two can not be read.</summary>
    public static bool IsReversed(string? start, string? end) =>
        DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset from)
        && DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset to) && to < from;

    /// <summary>The hours of an xs:duration that says hours and minutes alone; else as sent, so that P60M is found.</summary>
    public static string Hours(string duration)
    {
        Match match = Duration().Match(duration);
        if (!match.Success || Number(match, 1) + Number(match, 2) + Number(match, 3) > 0 || Number(match, 6) > 0) return duration;
        decimal hours = Number(match, 4) + Number(match, 5) / 60m;
        return decimal.Round(hours, 2) == hours && hours > 0 ? hours.ToString("0.##", CultureInfo.InvariantCulture) : duration;
    }

    /// <summary>The months of an xs:duration that says years and months alone; null for another one.</summary>
    public static string? Months(string duration)
    {
        Match match = Duration().Match(duration);
        if (!match.Success || Number(match, 3) + Number(match, 4) + Number(match, 5) + Number(match, 6) > 0) return null;
        decimal months = Number(match, 1) * 12 + Number(match, 2);
        return months > 0 ? months.ToString(CultureInfo.InvariantCulture) : null;
    }

    static decimal Number(Match match, int group) => match.Groups[group].Success ? decimal.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d{1,9})?)S)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
