using System.Diagnostics;
using System.Globalization;
using Hub.Organisations.Accreditations;
using Hub.Recognition.Evaluation;
using Hub.Rules;

namespace Hub.Benchmarks;

/// <summary>Evaluations of requests on one core: five achievements, a target of eight outcomes, by the law of a country.</summary>
static class EvaluationFigures
{
    const double LeastPerSecond = 5000;
    const int Achievements = 5, Outcomes = 8;

    static readonly DateOnly AsOf = new(2026, 1, 15);

    /// <summary>What is already read: an evaluation itself looks nothing up.</summary>
    public static Figure Run(TimeSpan load, int runs)
    {
        Rulesets rulesets = Rulesets.LoadDefault();
        Ruleset ruleset = rulesets.For("PT", AsOf);
        EvaluationLaw[] laws = [.. ((string[])["unit-equivalence", "credit-recognition"]).Select(route => new EvaluationLaw(ruleset, ruleset.FindRoute(route)!, rulesets))];
        EvaluationInput input = Input();
        Measure(input, laws, load / 4);         // warm
        double[] samples = [.. Enumerable.Range(0, runs).Select(_ => Measure(input, laws, load))];
        return new Figure($"evaluations of {Achievements} achievements against {Outcomes} outcomes, on one core", "evaluations/s", samples, [], LeastPerSecond, AtLeast: true);
    }

    static double Measure(EvaluationInput input, EvaluationLaw[] laws, TimeSpan load)
    {
        long began = Stopwatch.GetTimestamp();
        int done = 0;
        while (Stopwatch.GetElapsedTime(began) < load)
            foreach (EvaluationLaw law in laws)
            {
                RequestEvaluation found = EvaluateRequest.Run(input, law);
                if (found.Parts.Count != Outcomes || found.Parts.All(p => p.Extent == Extent.Not)) throw new InvalidOperationException("Nothing was covered: this measures something else.");
                done++;
            }

        return done / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Three of the outcomes are the target's own, two declared equivalent, two have the same skills, one is not covered.</summary>
    static EvaluationInput Input()
    {
        TargetPart[] parts = [.. Enumerable.Range(0, Outcomes).Select(i => new TargetPart(Name("U", i), [Name("skill", i), Name("skill", i + 100)], 2.25m))];
        DeclaredEquivalence[] equivalences = [.. Enumerable.Range(3, 2).Select(i => new DeclaredEquivalence(Name("E", i), Name("W", i), Name("U", i), IsWhole: true, "PT-BENCHI", "decision", new(2024, 1, 1), null))];
        var target = new PreparedTarget(new RecognitionTarget("PT-BENCHI~Q", "PT", 4, "PONTO", Outcomes * 2.25m, parts, null), equivalences);
        PresentedAchievement[] presented = [.. Enumerable.Range(0, Achievements).Select(i => new PresentedAchievement(
            Name("A", i), Name(i < 3 ? "U" : "W", i), "PT-BENCHS", "PT", "unit", "vet", "formal", new(2025, 6, 1), AchievementState.Awarded, new Proof(true, null, null), new AchievedLevel(4, null, null, "in-framework"), ["0715"],
            [new AchievedOutcome(Name(i < 3 ? "U" : "W", i), [Name("skill", i + 5), Name("skill", i + 105)])], new AwardedCredits("PONTO", 2.25m), new StatedHours("training", 25), []))];
        var scope = new AccreditationScope("s", "PT-BENCHS", "PT-BENCHA", "institutional", "positive", "active", new(2015, 9, 1), null, [], [], [], [], [], [], null);
        return new EvaluationInput(target, presented, [], [scope], AsOf, []);
    }

    static string Name(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"PT-BENCHI~{what}{number}");
}
