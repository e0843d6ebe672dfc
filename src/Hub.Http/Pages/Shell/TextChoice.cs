namespace Hub.Http.Pages.Shell;

/// <summary>Which of the languages of a text is shown.</summary>
static class TextChoice
{
    /// <summary>That of the reader, else English, else the first there is; null when there is none.</summary>
    public static KeyValuePair<string, string>? Of(IReadOnlyDictionary<string, string> texts, string language)
    {
        if (texts.Count == 0) return null;
        foreach (string wanted in (string[])[language, Fallback])
            if (texts.TryGetValue(wanted, out string? text)) return KeyValuePair.Create(wanted, text);
        return texts.First();
    }

    const string Fallback = "en";
}
