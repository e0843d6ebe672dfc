using System.Globalization;
using System.Text.Json;
using Hub.Learners;
using Hub.Rules;

namespace Hub.Tests.Learners;

/// <summary>Runs the worked examples of erasure that stand beside the rulesets, and what none of today's rulesets shows.</summary>
public sealed class ErasureCasesTests
{
    static readonly Dictionary<string, JsonElement> All = Read();

    static readonly Ruleset Portugal = Judged.Rulesets.For("PT", new DateOnly(2026, 1, 15));

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Terms_Case_AreAsExpected(string name)
    {
        JsonElement example = All[name];
        var on = DateOnly.ParseExact(example.GetProperty("on").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        ErasureTerms terms = ErasureTerms.Of(example.GetProperty("senders").EnumerateArray().Select(c => Judged.Rulesets.For(c.GetString(), on)));
        Assert.Equal((example.GetProperty("answer").GetString(), example.GetProperty("source").GetString()), (terms.Answer is { } answer ? HubJson.NameOf(answer) : null, terms.Source));
    }

    static Ruleset Saying(ErasureAnswer answer, Confidence confidence = Confidence.Good, string source = "an act") =>
        Portugal with { Privacy = Portugal.Privacy with { Erasure = new Rule<ErasureAnswer>(answer, confidence, source) } };

    [Fact]
    public void Terms_OfSeveral_AreTheStrictest()
    {
        Assert.Equal(ErasureAnswer.Refused, ErasureTerms.Of([Portugal, Saying(ErasureAnswer.Restricts), Saying(ErasureAnswer.Refused, source: "a register")]).Answer);
        Assert.Equal("a register", ErasureTerms.Of([Saying(ErasureAnswer.Refused, source: "a register"), Portugal]).Source);
        Assert.Equal(ErasureAnswer.Restricts, ErasureTerms.Of([Portugal, Saying(ErasureAnswer.Restricts)]).Answer);
    }

    [Fact]
    public void Terms_Unverified_DecideNothing()
    {
        foreach (ErasureAnswer answer in Enum.GetValues<ErasureAnswer>()) Assert.Null(ErasureTerms.Of([Portugal, Saying(answer, Confidence.Unverified)]).Answer);
    }

    static Dictionary<string, JsonElement> Read()
    {
        var cases = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(Repository.Rulesets, "cases.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            JsonElement root = JsonElement.Parse(File.ReadAllBytes(file));
            if (!root.TryGetProperty("erasures", out JsonElement list)) continue;
            foreach (JsonElement example in list.EnumerateArray()) cases.Add($"{Path.GetFileName(Path.GetDirectoryName(file))}: {example.GetProperty("name").GetString()}", example);
        }

        return cases;
    }
}
