using System.Globalization;
using Hub.Rules;

namespace Hub.Recognition.Evaluation;

/// <summary>Compares levels through the national map to the EQF, and only where the achievement itself is in the framework.</summary>
static class LevelAspect
{
    public static Standing Judge(EvaluationWork work, int index)
    {
        (EvaluationCode code, string? detail) = Compare(work, work[index]);
        work.Findings.Add(new EvaluationFinding(code, work[index].Id, null, detail));
        return code.Standing;
    }

    static (EvaluationCode, string?) Compare(EvaluationWork work, PresentedAchievement achievement)
    {
        if (work.Input.Target.Target.Eqf is not { } wanted) return (EvaluationCodes.LevelNotAsked, null);
        AchievedLevel level = achievement.Level;
        if (level is { Eqf: null, Level: null }) return (EvaluationCodes.LevelMissing, null);
        if (level.Basis != "in-framework") return (EvaluationCodes.LevelNotInFramework, null);
        int? mapped = null;
        if (level is { Framework: { } framework, Level: { } national })
        {
            Ruleset rules = work.Law.OfAward(achievement);
            FrameworkLevel? known = rules.FindFramework(framework) is { Referenced: true } found ? found.FindLevel(national) : null;
            if (known?.Eqf is null || !rules.Decides(known)) return (EvaluationCodes.LevelNotReferenced, $"{framework} {national}");
            work.Rest($"level {framework} {national}", known);
            if (level.Eqf is { } stated && !known.Allows(stated)) return (EvaluationCodes.LevelContradicts, Both(stated, "≠", known.Eqf.Value));
            // Where a national level has two, the register entry says which; without it the lower one is certain.
            mapped = level.Eqf ?? Math.Min(known.Eqf.Value, known.OrEqf ?? known.Eqf.Value);
        }

        int reached = mapped ?? level.Eqf ?? 0;
        if (reached == 0) return (EvaluationCodes.LevelMissing, null);
        return reached >= wanted ? (EvaluationCodes.LevelReached, Both(reached, "≥", wanted)) : (EvaluationCodes.LevelLower, Both(reached, "<", wanted));
    }

    static string Both(int one, string sign, int other) => string.Create(CultureInfo.InvariantCulture, $"EQF {one} {sign} {other}");
}
