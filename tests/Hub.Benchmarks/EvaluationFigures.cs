using System.Diagnostics;
using Hub.Organisations.Accreditations;
using Hub.Recognition.Evaluation;
using Hub.Rules;

namespace Hub.Benchmarks;

/// <summary>How many requests one core evaluates: five achievements held against a target of eight outcomes.</summary>
static class EvaluationFigures
{
    const double LeastPerSecond = 5_000;
    const int Outcomes = 8, Achievements = 5;

    static readonly DateOnly Day = new(2026, 1, 15);

    public static Figure Run(TimeSpan load, int times)
    {
        Rulesets rulesets = Rulesets.LoadDefault();
        Ruleset ruleset = rulesets.For("PT", Day);
        var law = new EvaluationLaw(ruleset, ruleset.FindRoute("unit-equivalence")!, rulesets);
        EvaluationInput input = Input();
        CountIn(input, law, load);       // warm
        return new Figure($"evaluations on one core, {Achievements} achievements and {Outcomes} outcomes", "/s", [.. Enumerable.Range(0, times).Select(_ => CountIn(input, law, load))], [], LeastPerSecond, AtLeast: true);
    }

    static double CountIn(EvaluationInput input, EvaluationLaw law, TimeSpan load)
    {
        long start = Stopwatch.GetTimestamp(), count = 0;
        for (; Stopwatch.GetElapsedTime(start) < load; count++)
            if (EvaluateRequest.Run(input, law).Parts.Count != Outcomes) throw new InvalidOperationException("An evaluation lost outcomes.");
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Some of the outcomes are the target's own, some are declared equivalent, some share a skill, one is covered by nothing.</summary>
    static EvaluationInput Input()
    {
        TargetPart[] parts = [.. Enumerable.Range(0, Outcomes).Select(n => new TargetPart($"O{n}", [$"http://data.europa.eu/esco/skill/{n}"], 2.25m))];
        var target = new PreparedTarget(new RecognitionTarget("TARGET", "PT", 4, "PONTO", 18, parts, MaxAgeYears: null), [new DeclaredEquivalence("eq", "X", "O1", true, "PT-BODY", "decision", new DateOnly(2024, 1, 1), null)]);
        PresentedAchievement[] presented =
        [
            .. Enumerable.Range(0, Achievements).Select(n => new PresentedAchievement(
                $"A{n}", n == 1 ? "X" : $"O{n}", "PT-SCHOOL", "PT", "unit", "vet", "formal", Day.AddDays(-30 * n), AchievementState.Awarded, new Proof(true, null, null), new AchievedLevel(4, "QNQ", "4", "in-framework"), ["0715"],
                [new AchievedOutcome($"Y{n}", [$"http://data.europa.eu/esco/skill/{n + 2}"])], new AwardedCredits("PONTO", 2.25m), new StatedHours("training", 25), [])),
        ];
        var scope = new AccreditationScope("s", "PT-SCHOOL", "agency", "institutional", "positive", "active", new DateOnly(2015, 1, 1), null, [], [], [], [], [], [], null);
        return new EvaluationInput(target, presented, [], [scope], Day, []);
    }
}
