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
/// <param name="Message">One sentence for a person; <c>{0}</c> is the finding's detail.</param>
public sealed record EvaluationCode(string Code, Aspect Aspect, Standing Standing, string Message);

/// <summary>One finding. It never holds a personal value.</summary>
/// <param name="Achievement">Id of the achievement it is about; null: all of them.</param>
/// <param name="Part">Id of the target's part it is about; null: all of it.</param>
public sealed record EvaluationFinding(EvaluationCode Code, string? Achievement, string? Part = null, string? Detail = null)
{
    /// <summary>The sentence with its detail.</summary>
    public string Explain() => Code.Message.Replace("{0}", Detail ?? "", StringComparison.Ordinal);
}

/// <summary>One aspect with all that was found about it.</summary>
/// <param name="Standing">The worst of its findings about achievements that count for something.</param>
public sealed record AspectResult(Aspect Aspect, Standing Standing, IReadOnlyList<EvaluationFinding> Findings);
