using System.Globalization;
using Hub.Http.Pages.Language;
using Hub.Http.Pages.Shell;

namespace Hub.Http.Pages.Entries;

/// <summary>How a value is written in a language.</summary>
static class FactWords
{
    public static Label Of(PageLanguage words, FactValue value)
    {
        if (value.Texts is { Count: > 0 } texts && TextChoice.Of(texts, words.Code) is { } text) return new Label(text.Value, text.Key);
        return value.Vocabulary switch
        {
            null => new Label(value.Value),
            "number" => new Label(Number(words, value)),
            "hours" => new Label(words.Format("fact.hours", Number(words, value))),
            "months" => new Label(words.Format("fact.months", Number(words, value))),
            "percent" => new Label($"{Number(words, value)} %"),
            "date" => new Label(words.Date(DateOnly.ParseExact(value.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture))),
            "language" or "country" or "field" => Labels.Of(words, value.Vocabulary, value.Value),
            { } vocabulary => new Label(words.Value(vocabulary, value.Value) ?? value.Value),
        };
    }

    static string Number(PageLanguage words, FactValue value) => words.Number(decimal.Parse(value.Value, CultureInfo.InvariantCulture));
}
