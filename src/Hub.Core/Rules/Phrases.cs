using System.Collections.Frozen;

namespace Hub.Rules;

/// <summary>Fixed sentences in the languages the hub writes to people in, from <c>Rulesets/Phrases/*.csv</c>.</summary>
public sealed class Phrases
{
    /// <summary>ISO 639-1, in the order of the columns.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "pt", "lt", "sl", "es"];

    readonly FrozenDictionary<string, string[]> _texts;
    readonly string _file;

    Phrases(string file, Dictionary<string, string[]> texts) => (_file, _texts, All) = (file, texts.ToFrozenDictionary(StringComparer.Ordinal), [.. texts.Keys]);

    /// <summary>Codes in the order of the file.</summary>
    public IReadOnlyList<string> All { get; }

    /// <exception cref="RulesetException">A sentence is missing in a language, or stands twice.</exception>
    public static Phrases Load(RuleFiles files, string name)
    {
        string file = $"Phrases/{name}.csv";
        var texts = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (string[] row in VocabularyReader.Rows(file, files.Read(file), $"code,{string.Join(',', Languages)}"))
        {
            if (Array.Exists(row, string.IsNullOrWhiteSpace)) throw new RulesetException(file, row[0], "a text is missing");
            if (!texts.TryAdd(row[0], row[1..])) throw new RulesetException(file, row[0], "the code stands twice");
        }

        return new Phrases(file, texts);
    }

    public bool Has(string code) => _texts.ContainsKey(code);

    /// <param name="language">One of <see cref="Languages"/>; any other: English.</param>
    /// <exception cref="KeyNotFoundException">There is no such sentence.</exception>
    public string this[string code, string language] =>
        _texts.TryGetValue(code, out string[]? texts) ? texts[Math.Max(0, IndexOf(language))] : throw new KeyNotFoundException($"{_file} has no {code}.");

    /// <summary>The first of the wishes that is among <see cref="Languages"/>, else English.</summary>
    public static string Choose(IEnumerable<string?> wishes) => wishes.FirstOrDefault(w => w is not null && IndexOf(w) >= 0) ?? Languages[0];

    static int IndexOf(string language)
    {
        for (int i = 0; i < Languages.Count; i++)
            if (Languages[i] == language) return i;
        return -1;
    }
}
