using Hub.Rules;

namespace Hub.Recognition.Documents;

/// <summary>What a decision says in fixed words, by the code that stands for it.</summary>
public sealed class DecisionPhrases
{
    public const string Ground = "ground", Condition = "condition", Remedy = "remedy";

    readonly Phrases _phrases = Phrases.Load(RuleFiles.Embedded, "decisions");

    DecisionPhrases()
    {
    }

    public static DecisionPhrases Default { get; } = new();

    public bool Knows(string group, string code) => _phrases.Has($"{group}.{code}");

    /// <summary>Codes of a group, in the order of the file.</summary>
    public IEnumerable<string> Codes(string group) => _phrases.All.Where(c => c.StartsWith($"{group}.", StringComparison.Ordinal)).Select(c => c[(group.Length + 1)..]);

    /// <summary>The code with its words; a ground that a later ruleset brings and nobody has put into words stands for itself.</summary>
    public Said Say(string group, string code, string language) => new(code, Knows(group, code) ? _phrases[$"{group}.{code}", language] : code);

    /// <param name="day">Takes the place of <c>{0}</c>, yyyy-MM-dd.</param>
    public string Text(string code, string language, string? day = null) => _phrases[code, language].Replace("{0}", day, StringComparison.Ordinal);
}
