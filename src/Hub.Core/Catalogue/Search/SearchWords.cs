using System.Collections.Frozen;
using System.Globalization;

namespace Hub.Catalogue.Search;

/// <summary>Takes texts apart into words as they are compared: lower case, without accents, whatever the language.</summary>
static class SearchWords
{
    const int MaxWordLength = 40;

    /// <summary>
    /// Letters with marks, each group behind the letter it is sought by. A table of our own because the hub runs without the
    /// operating system's tables of languages (InvariantGlobalization), which would differ from machine to machine.
    /// </summary>
    const string Folded =
        "aàáâãäåāăąæ cçćĉċč dďđð eèéêëēĕėęě gĝğġģ hĥħ iìíîïĩīĭįı jĵ kķ lĺļľŀł nñńņňŋ oòóôõöøōŏőœ rŕŗř sśŝşšșß tţťŧțþ uùúûüũūŭůűų wŵ yýÿŷ zźżž "
        + "αά εέ ηή ιίϊΐ οό υύϋΰ ωώ σς иѝ еёѐ іїї";

    static readonly FrozenDictionary<char, char> Plain = Folded.Split(' ').SelectMany(group => group.Skip(1).Distinct().Select(marked => (marked, group[0]))).DistinctBy(p => p.marked).ToFrozenDictionary(p => p.marked, p => p.Item2);

    public static List<string> Of(string text)
    {
        var words = new List<string>();
        Span<char> word = stackalloc char[MaxWordLength];
        int length = 0;
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                if (length < MaxWordLength) word[length++] = Fold(c);
            }
            else if (!IsMark(c) && length > 0)
            {
                words.Add(new string(word[..length]));
                length = 0;
            }
        }

        if (length > 0) words.Add(new string(word[..length]));
        return words;
    }

    /// <summary>Marks that stand by themselves behind their letter are left out, so composed and decomposed text is the same.</summary>
    static bool IsMark(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    static char Fold(char c)
    {
        char lower = char.ToLowerInvariant(c);
        return lower < 128 ? lower : Plain.GetValueOrDefault(lower, lower);
    }
}
