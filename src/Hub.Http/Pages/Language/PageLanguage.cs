using System.Collections.Frozen;
using System.Globalization;

namespace Hub.Http.Pages.Language;

/// <summary>A language of the interface: its texts, and how it writes numbers and dates. Its own tables, because the hub runs without those of the operating system.</summary>
public sealed class PageLanguage
{
    readonly FrozenDictionary<string, string> _texts;
    readonly FrozenDictionary<string, string> _countries;
    readonly FrozenDictionary<string, string> _languages;
    readonly NumberFormatInfo _numbers;
    readonly string[] _months;

    internal PageLanguage(string code, FrozenDictionary<string, string> texts, FrozenDictionary<string, string> countries, FrozenDictionary<string, string> languages)
    {
        (Code, _texts, _countries, _languages) = (code, texts, countries, languages);
        _numbers = new NumberFormatInfo { NumberDecimalSeparator = texts["format.decimal"], NumberGroupSeparator = texts["format.group"] };
        _months = texts["format.months"].Split(' ');
    }

    /// <summary>ISO 639-1.</summary>
    public string Code { get; }

    /// <summary>Its name in itself.</summary>
    public string Name => this["language.name"];

    public string this[string key] => _texts.TryGetValue(key, out string? text) ? text : throw new KeyNotFoundException($"Words.{Code}.resx has no {key}.");

    public string Format(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>A value of a vocabulary in words; null where only the vocabulary itself has some.</summary>
    public string? Value(string vocabulary, string name) => _texts.GetValueOrDefault($"{vocabulary}.{name}");

    /// <param name="code">ISO 3166-1 alpha-2.</param>
    public string Country(string code) => _countries.GetValueOrDefault(code, code);

    /// <param name="code">ISO 639-1.</param>
    public string LanguageName(string code) => _languages.GetValueOrDefault(code, code);

    public string Number(decimal number) => number.ToString("#,##0.####", _numbers);

    public string Date(DateOnly day) => this["format.date"]
        .Replace("{day}", day.Day.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{month}", _months[day.Month - 1], StringComparison.Ordinal)
        .Replace("{year}", day.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>A moment by its day and minute, in UTC.</summary>
    public string Moment(DateTimeOffset moment) =>
        $"{Date(DateOnly.FromDateTime(moment.UtcDateTime))}, {moment.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";

    /// <summary>Bytes in the unit people read, of 1,024 each.</summary>
    public string Size(long bytes) => bytes switch
    {
        < 1024 => $"{Number(bytes)} B",
        < 1024 * 1024 => $"{Number(Math.Round(bytes / 1024m, 1))} KiB",
        _ => $"{Number(Math.Round(bytes / 1048576m, 1))} MiB",
    };
}
