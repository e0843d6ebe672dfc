using System.Text.Json;

namespace Hub.Standalone.Tests;

/// <summary><c>hub esco load</c>, and what <c>hub check</c> then knows of links to skills.</summary>
public sealed class EscoTests : IDisposable
{
    const string Weld = "5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11";
    const string Telex = "00000000-1d8b-4e5e-9f0f-3f3e7c2f3a11";

    readonly string _folder = Directory.CreateTempSubdirectory("hub-esco-").FullName;

    public EscoTests()
    {
        Directory.CreateDirectory(PathOf("esco"));
        const string Columns = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description\n";
        File.WriteAllText(PathOf("esco/skills_en.csv"), Columns + Row(Weld, "weld", "released") + Row(Telex, "telex", "obsolete"));
        File.WriteAllText(PathOf("esco/skills_pt.csv"), Columns + Row(Weld, "soldar", "released"));
        File.WriteAllText(PathOf("offer.csv"), $"localId,kind,title@en,escoSkills\nA,unit,Welding,{Weld}|{Telex}|{Guid.Empty}\n");

        static string Row(string id, string label, string status) => $"KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/{id},skill/competence,cross-sector,{label},,,{status},,,,,\n";
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string PathOf(string name) => Path.Combine(_folder, name);

    [Fact]
    public async Task Load_FolderOfTwoLanguages_IsLookedUpByChecksOfTheDataFolder()
    {
        (int code, string said) = await HubProcess.RunAsync("esco", "load", PathOf("esco"), "--data", PathOf("data"), "--json");
        Assert.True(code == 0, said);
        JsonElement loaded = JsonElement.Parse(said.TrimEnd().Split('\n').Single(line => line.StartsWith('{')));
        Assert.Equal((2, 1, "en pt"), (loaded.GetProperty("skills").GetInt32(), loaded.GetProperty("obsolete").GetInt32(), string.Join(' ', loaded.GetProperty("languages").EnumerateArray().Select(l => l.GetString()))));
        (code, said) = await HubProcess.RunAsync("check", PathOf("offer.csv"), "--kind", "catalogue", "--data", PathOf("data"));
        Assert.Equal(0, code);
        Assert.Contains("entry.skill-obsolete", said, StringComparison.Ordinal);
        Assert.Contains("entry.skill-unknown", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithAndWithoutFolder_LooksUpOrSaysThatItDidNot()
    {
        (_, string said) = await HubProcess.RunAsync("check", PathOf("offer.csv"), "--kind", "catalogue", "--esco", PathOf("esco"));
        Assert.Contains("entry.skill-obsolete", said, StringComparison.Ordinal);
        Assert.DoesNotContain("whether ESCO has the skills", said, StringComparison.Ordinal);
        (_, said) = await HubProcess.RunAsync("check", PathOf("offer.csv"), "--kind", "catalogue");
        Assert.DoesNotContain("entry.skill", said, StringComparison.Ordinal);
        Assert.Contains("whether ESCO has the skills", said, StringComparison.Ordinal);
        (int code, said) = await HubProcess.RunAsync("esco", "load", PathOf("none"), "--data", PathOf("data"));
        Assert.Equal(2, code);
        Assert.Contains("esco.folder-not-found", said, StringComparison.Ordinal);
    }
}
