using Hub.Rules;

namespace Hub.Recognition.Evaluation;

/// <summary>What an evaluation looks at. Names are public contract.</summary>
public enum Aspect
{
    Authenticity,
    Accreditation,
    Agreement,
    Level,
    Coverage,
    Volume,
    Age,
    DoubleCounting,
}

/// <summary>How an aspect stands. Later is worse.</summary>
public enum Standing
{
    /// <summary>Not asked for here, or as it should be.</summary>
    Holds,

    /// <summary>A person has to look.</summary>
    Doubt,

    /// <summary>What it is about does not count.</summary>
    Fails,
}

/// <summary>A kind of finding of an evaluation.</summary>
/// <param name="Code">Stable: <c>recognition.what-is-so</c>. Public contract.</param>
/// <param name="Phrase">Its sentence in <c>Rulesets/Phrases/evaluation.csv</c>.</param>
public sealed record EvaluationCode(string Code, Aspect Aspect, Standing Standing, string Phrase)
{
    const string Place = "{0}";

    static readonly Phrases Sentences = Phrases.Load(RuleFiles.Embedded, "evaluation");

    /// <summary>One sentence for a person.</summary>
    /// <param name="detail">Names, numbers and signs only, which need no language; null: it is not known, and left out.</param>
    /// <param name="language">ISO 639-1; English where the hub does not speak it.</param>
    public string Say(string? detail, string language)
    {
        string sentence = Sentences[Phrase, language];
        return detail is not null ? sentence.Replace(Place, detail, StringComparison.Ordinal)
            : sentence.Replace($": {Place}", "", StringComparison.Ordinal).Replace($"{Place} ", "", StringComparison.Ordinal).Replace(Place, "…", StringComparison.Ordinal);
    }
}

/// <summary>One finding. It never holds a personal value.</summary>
/// <param name="Achievement">Id of the achievement it is about; null: all of them.</param>
/// <param name="Part">Id of the target's part it is about; null: all of it.</param>
/// <param name="Detail">What the sentence names: ids, numbers and signs, the same in every language.</param>
public sealed record EvaluationFinding(EvaluationCode Code, string? Achievement, string? Part = null, string? Detail = null)
{
    /// <summary>The English sentence with its detail.</summary>
    public string Explain() => Code.Say(Detail, "en");
}

/// <summary>One aspect with all that was found about it.</summary>
/// <param name="Standing">The worst of its findings about achievements that count for something.</param>
public sealed record AspectResult(Aspect Aspect, Standing Standing, IReadOnlyList<EvaluationFinding> Findings);
