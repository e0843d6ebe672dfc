using System.Text.Json;
using Hub.Catalogue;
using Hub.Learners.Achievements;
using Hub.Submissions;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Tests.Rules;

/// <summary>Runs the worked examples that stand beside the rulesets.</summary>
public sealed class CasesTests
{
    static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    static readonly Dictionary<string, Case> All = Read();

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Judge_Case_FindsWhatTheCaseSays(string name)
    {
        Case example = All[name];
        JudgeScope scope = Judged.Scope(example.Organisation, example.Country) with { ReceivedOn = example.ReceivedOn, Entries = example.Known() };
        RowVerdict verdict = Judged.Row(example.Submission == AchievementKind.KindName ? Judged.Achievements : Judged.Catalogue, scope, [.. example.Row.Select(c => (c.Key, c.Value))]);
        Assert.Equal(
            example.Findings.Select(f => $"{f.Code} {f.Severity} {f.Column}").Order(),
            verdict.Findings.Select(f => $"{f.Code.Code} {f.Severity.ToString().ToLowerInvariant()} {f.Column?.Split('@')[0]}").Order());
        Assert.Equal(example.Outcome, verdict.Worst switch { Severity.Reject => "rejected", Severity.Hold => "held", _ => "accepted" });
        if (verdict.Worst != Severity.Reject) using (JsonDocument.Parse(verdict.Body.WrittenMemory)) { }
    }

    [Fact]
    public void Cases_EveryFileFindingOfEntries_IsShownByOne()
    {
        // The first three need two rows, which the tests of settling have; the others a ruleset that no country here has: EntryRulesTests makes one.
        string[] elsewhere = [EntryFindings.ReferenceRejected.Code, EntryFindings.ReferenceHeld.Code, EntryFindings.ReferenceCircle.Code, EntryFindings.ReferenceWithdrawnHere.Code, EntryFindings.LevelNotReferenced.Code.Code, EntryFindings.NotDerived.Code.Code, EntryFindings.LevelOnlyDeclared.Code.Code];
        IEnumerable<string> expected = EntryFindings.All.Where(c => c.Source == FindingSource.File).Select(c => c.Code).Except(elsewhere);
        Assert.Empty(expected.Except(All.Values.SelectMany(c => c.Findings).Select(f => f.Code)));
    }

    [Fact]
    public void Cases_EveryFileFindingOfAchievements_IsShownByOne()
    {
        IEnumerable<string> expected = AchievementFindings.All.Where(c => c.Source == FindingSource.File).Select(c => c.Code);
        Assert.Empty(expected.Except(All.Values.SelectMany(c => c.Findings).Select(f => f.Code)));
    }

    static Dictionary<string, Case> Read()
    {
        var cases = new Dictionary<string, Case>();
        foreach (string file in Directory.EnumerateFiles(Repository.Rulesets, "cases.json", SearchOption.AllDirectories).Order())
        {
            string country = Path.GetFileName(Path.GetDirectoryName(file)!);
            foreach (Case example in JsonSerializer.Deserialize<CaseFile>(File.ReadAllBytes(file), Strict)!.Cases) cases.Add($"{country}: {example.Name}", example);
        }
        return cases;
    }

    /// <param name="Deadlines">Run by the tests of recognition.</param>
    /// <param name="Erasures">Run by the tests of learners.</param>
    sealed record CaseFile(string About, IReadOnlyList<Case> Cases, JsonElement? Deadlines = null, JsonElement? Recognitions = null, JsonElement? Erasures = null);

    /// <param name="Entries">What the catalogue holds: id, and the members of an entry that matter. Null: the row is judged without one.</param>
    sealed record Case(string Name, string Why, string Submission, string Organisation, string Country, DateOnly ReceivedOn, IReadOnlyDictionary<string, string> Row, string Outcome, IReadOnlyList<Expected> Findings, IReadOnlyDictionary<string, JsonElement>? Entries = null)
    {
        public KnownEntries? Known()
        {
            if (Entries is null) return null;
            var known = new KnownEntries();
            foreach ((string id, JsonElement entry) in Entries) known.Learn(id, EntryFacts.Read(entry));
            return known;
        }
    }

    sealed record Expected(string Code, string Severity, string? Column);
}
