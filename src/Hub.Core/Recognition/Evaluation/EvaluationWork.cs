using Hub.Rules;

namespace Hub.Recognition.Evaluation;

/// <summary>What one evaluation gathers on its way.</summary>
sealed class EvaluationWork
{
    readonly Standing[] _standing;
    readonly Standing?[] _level;

    public EvaluationWork(EvaluationInput input, EvaluationLaw law)
    {
        (Input, Law) = (input, law);
        int achievements = input.Achievements.Count;
        (_standing, _level) = (new Standing[achievements], new Standing?[achievements]);
        (Agreements, Used) = (new LearningAgreement?[achievements], new bool[achievements]);
        Best = new BestCover[input.Target.Target.Parts.Count];
    }

    public EvaluationInput Input { get; }

    public EvaluationLaw Law { get; }

    public List<EvaluationFinding> Findings { get; } = new(32);

    public List<RuleUse> Trace { get; } = new(8);

    /// <summary>The agreement that covers an achievement; null: none does.</summary>
    public LearningAgreement?[] Agreements { get; }

    /// <summary>Whether an achievement covers a part best.</summary>
    public bool[] Used { get; }

    public BestCover[] Best { get; }

    public PresentedAchievement this[int achievement] => Input.Achievements[achievement];

    public void Note(int achievement, EvaluationCode code, string? detail = null)
    {
        Findings.Add(new EvaluationFinding(code, this[achievement].Id, null, detail));
        if (code.Standing > _standing[achievement]) _standing[achievement] = code.Standing;
    }

    public bool Counts(int achievement) => _standing[achievement] != Standing.Fails;

    /// <summary>Whether nothing is in doubt. The level counts only where it is compared: the same unit has the same level.</summary>
    public bool IsSound(int achievement, bool withLevel)
    {
        if (_standing[achievement] != Standing.Holds) return false;
        if (!withLevel) return true;
        return (_level[achievement] ??= LevelAspect.Judge(this, achievement)) == Standing.Holds;
    }

    public bool HasLevelJudged(int achievement) => _level[achievement] is not null;

    public void Rest(string key, IRule rule)
    {
        for (int i = 0; i < Trace.Count; i++)
            if (ReferenceEquals(Trace[i].Rule, rule)) return;
        Trace.Add(new RuleUse(key, rule));
    }
}

/// <summary>The best cover of a part so far.</summary>
struct BestCover
{
    int _rank;

    public int Achievement { get; private set; }

    public Extent Extent { get; private set; }

    public bool IsSound { get; private set; }

    public EvaluationCode? How { get; private set; }

    public string? Detail { get; private set; }

    /// <summary>More of the part wins, then what is beyond doubt, then what no cap of the receiver concerns; the first of equals stays.</summary>
    public void Offer(int achievement, Extent extent, bool isSound, bool isCapped, EvaluationCode how, string? detail)
    {
        int rank = ((int)extent << 2) | (isSound ? 2 : 0) | (isCapped ? 0 : 1);
        if (rank <= _rank) return;
        (_rank, Achievement, Extent, IsSound, How, Detail) = (rank, achievement, extent, isSound, how, detail);
    }
}
