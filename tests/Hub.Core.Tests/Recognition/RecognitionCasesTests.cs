using System.Text.Json;
using Hub.Organisations.Accreditations;
using Hub.Recognition.Evaluation;
using Hub.Rules;

namespace Hub.Tests.Recognition;

/// <summary>Runs the worked examples of recognition that stand beside the rulesets.</summary>
public sealed class RecognitionCasesTests
{
    static readonly Dictionary<string, Example> All = Read();

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_Case_ProposesWhatTheCaseSays(string name)
    {
        Example example = All[name];
        Ruleset ruleset = Judged.Rulesets.For(example.Target.Country, example.AsOf);
        var law = new EvaluationLaw(ruleset, ruleset.FindRoute(example.Route)!, Judged.Rulesets);
        var input = new EvaluationInput(new PreparedTarget(example.Target, example.Equivalences), example.Achievements, example.Agreements, example.Accreditations, example.AsOf, []);
        RequestEvaluation found = EvaluateRequest.Run(input, law);
        Assert.Equal((example.Expected.Outcome, example.Expected.IfDoubtsAreSettled, example.Expected.MachineMayGrant), (found.Proposal.Outcome, found.Proposal.IfDoubtsAreSettled, found.Proposal.MachineMayGrant));
        Assert.Equal(example.Expected.Credits, found.Volume.Credits);
        Assert.Equal(example.Expected.Parts, found.Parts.Select(p => p.Extent));
        Assert.Empty(example.Expected.Codes.Except(found.Aspects.SelectMany(a => a.Findings).Select(f => f.Code.Code)));
        Assert.Equal(Enum.GetValues<Aspect>(), found.Aspects.Select(a => a.Aspect));
        Assert.All(found.Aspects, a => Assert.NotEmpty(a.Findings));
        Assert.All(found.Aspects.SelectMany(a => a.Findings), f => Assert.DoesNotContain("{0}", f.Explain(), StringComparison.Ordinal));
        Assert.Equal(ruleset.Version, found.RulesetVersion);
    }

    static Dictionary<string, Example> Read()
    {
        var cases = new Dictionary<string, Example>();
        foreach (string file in Directory.EnumerateFiles(Repository.Rulesets, "cases.json", SearchOption.AllDirectories).Order())
        {
            JsonElement root = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
            string country = Path.GetFileName(Path.GetDirectoryName(file)!);
            if (!root.TryGetProperty("recognitions", out JsonElement list)) continue;
            foreach (Example example in list.Deserialize<Example[]>(HubJson.Options)!) cases.Add($"{country}: {example.Name}", example);
        }
        return cases;
    }

    sealed record Example(
        string Name, string Why, string Route, DateOnly AsOf, RecognitionTarget Target, PresentedAchievement[] Achievements, DeclaredEquivalence[] Equivalences,
        LearningAgreement[] Agreements, AccreditationScope[] Accreditations, Expected Expected);

    sealed record Expected(ProposedOutcome Outcome, ProposedOutcome IfDoubtsAreSettled, bool MachineMayGrant, decimal? Credits, Extent[] Parts, string[] Codes);
}
