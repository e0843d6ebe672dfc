using System.Globalization;
using System.Text;

namespace Hub.Formats.Deqar;

/// <summary>Dates in the form that the report itself names, made of <c>%d %-d %m %-m %Y %y</c> and the signs between them.</summary>
internal static class DeqarDates
{
    /// <summary>DEQAR takes a report without an end as valid for this long.</summary>
    public const int YearsWithoutEnd = 6;

    /// <summary>Null when the date is not written in that form.</summary>
    public static DateOnly? Read(string date, string? format) =>
        FormOf(format ?? "%Y-%m-%d") is { } form && DateOnly.TryParseExact(date, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    static string? FormOf(string format)
    {
        var form = new StringBuilder(format.Length + 8);
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                form.Append('\\').Append(format[i]);
                continue;
            }

            bool padded = i + 1 >= format.Length || format[i + 1] != '-';
            i += padded ? 1 : 2;
            if (i >= format.Length || Part(format[i], padded) is not { } part) return null;
            form.Append(part);
        }

        return form.ToString();
    }

    // As Python reads them: a leading zero may be missing, also where the form says two digits.
    static string? Part(char letter, bool padded) => (letter, padded) switch
    {
        ('d', _) => "d",
        ('m', _) => "M",
        ('Y', true) => "yyyy",
        ('y', true) => "yy",
        _ => null,
    };
}
