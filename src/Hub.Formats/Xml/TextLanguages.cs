using Hub.Submissions.Columns;

namespace Hub.Formats.Xml;

/// <summary>Languages of texts in XML, as columns name them.</summary>
internal static class TextLanguages
{
    /// <summary>English first: a missing text is named by the first column of its kind.</summary>
    public static IReadOnlyList<string> All { get; } = [.. from a in "abcdefghijklmnopqrstuvwxyz" from b in "abcdefghijklmnopqrstuvwxyz" let code = $"{a}{b}" where LanguageCodes.Has(code) orderby code != "en" select code];

    /// <summary>The code of ISO 639-1 that a language tag names, in lower case; null for another language.</summary>
    public static string? Of(string? tag)
    {
        if (tag is null || tag.Length < 2 || (tag.Length > 2 && tag[2] is not ('-' or '_'))) return null;
        string code = tag[..2].ToLowerInvariant();
        return LanguageCodes.Has(code) ? code : null;
    }
}
