using Hub.Http.Pages.Language;
using Hub.Rules;

namespace Hub.Http.Pages.Shell;

/// <summary>Words for values of vocabularies.</summary>
/// <param name="Language">Language of the words where it is not that of the page.</param>
public readonly record struct Label(string Text, string? Language = null);

static class Labels
{
    /// <summary>The European list of fields, which this page's language may not have.</summary>
    static readonly Lazy<Vocabularies> Known = new(Vocabularies.LoadDefault);

    public static Label Of(PageLanguage words, string field, string value) => field switch
    {
        "kind" or "mode" => new Label(words.Value(field, value) ?? value),
        "level" => new Label(words.Format("fact.eqf.level", value)),
        "language" => new Label(words.LanguageName(value)),
        "country" => new Label(words.Country(value)),
        "field" => FieldOf(words, value),
        _ => new Label(value),
    };

    public static Label FieldOf(PageLanguage words, string code)
    {
        if (words.Value("field", code) is { } named) return new Label(named);
        if (Known.Value.IscedF.Find(code) is not { } listed) return new Label(code);
        return new Label(listed.Label, words == PageLanguages.Default ? null : PageLanguages.Default.Code);
    }
}
