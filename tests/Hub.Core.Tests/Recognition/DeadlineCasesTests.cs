using System.Text.Json;
using Hub.Recognition.Deadlines;
using Hub.Rules;

namespace Hub.Tests.Recognition;

/// <summary>Runs the worked examples of deadlines that stand beside the rulesets.</summary>
public sealed class DeadlineCasesTests
{
    static readonly Dictionary<string, (string Country, JsonElement Case)> All = Read();

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Calculate_Case_EndsOnItsDay(string name)
    {
        (string country, JsonElement example) = All[name];
        DateOnly day = DateOnly.Parse(example.GetProperty("event").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Ruleset ruleset = Judged.Rulesets.For(country, day);
        TermName term = Enum.GetValues<TermName>().Single(t => HubJson.NameOf(t) == example.GetProperty("term").GetString());
        RouteTerm rule = ruleset.FindRoute(example.GetProperty("route").GetString()!)!.FindTerm(term)!;
        Suspension[] suspensions = example.GetProperty("suspensions").Deserialize<Suspension[]>(HubJson.Options)!;
        Result<Deadline> found = new DeadlineCalculator(ruleset).Calculate(rule, day, suspensions);
        Assert.Equal(example.GetProperty("problem").GetString(), found.Problem?.Code);
        if (found.Problem is not null) return;
        Assert.Equal(example.GetProperty("last").GetString(), found.Value.LastDay?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(example.GetProperty("endsAt").Deserialize<DateTimeOffset?>(), found.Value.EndsAt);
        Assert.Equal(example.GetProperty("doubts").Deserialize<string[]>(), found.Value.Doubts.Select(HubJson.NameOf));
    }

    static Dictionary<string, (string, JsonElement)> Read()
    {
        var cases = new Dictionary<string, (string, JsonElement)>();
        foreach (string file in Directory.EnumerateFiles(Repository.Rulesets, "cases.json", SearchOption.AllDirectories).Order())
        {
            JsonElement root = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
            string country = Path.GetFileName(Path.GetDirectoryName(file)!);
            if (root.TryGetProperty("deadlines", out JsonElement list))
                foreach (JsonElement example in list.EnumerateArray()) cases.Add($"{country}: {example.GetProperty("name").GetString()}", (country, example));
        }
        return cases;
    }
}
