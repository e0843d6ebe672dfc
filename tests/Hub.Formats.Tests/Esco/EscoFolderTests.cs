using Hub.Esco;
using Hub.Formats.Esco;

namespace Hub.Formats.Tests.Esco;

public sealed class EscoFolderTests : IDisposable
{
    const string Columns = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description\n";

    readonly string _folder = Directory.CreateTempSubdirectory("hub-esco").FullName;

    void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    static string Row(string id, string label, string status = "released") =>
        $"KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/{id},skill/competence,cross-sector,{label},\"other\nlabel\",,{status},2024-01-01T00:00:00Z,,,http://data.europa.eu/esco/concept-scheme/skills,\"Joins \"\"metals\"\", hot.\"\n";

    [Fact]
    public void Read_FilesOfSeveralLanguages_JoinsTheirLabels()
    {
        Write("skills_en.csv", Columns + Row("a1", "weld") + Row("a2", "telex", "obsolete"));
        Write("skills_pt.csv", "\uFEFF" + Columns + Row("a1", "soldar"));
        Write("occupationSkillRelations_en.csv", "occupationUri,relationType,skillType,skillUri\nx,y,z,w\n");
        Write("notes.csv", "a,b\n1,2\n");
        EscoRead read = EscoFolder.Read(_folder).Value;
        Assert.Equal(["skills_en.csv", "skills_pt.csv"], read.Files);
        Assert.Equal(["notes.csv", "occupationSkillRelations_en.csv"], read.PassedOver);
        EscoSkill weld = read.Skills.Single(s => s.Id == "a1");
        Assert.Equal("weld soldar", string.Join(' ', weld.Labels.OrderBy(l => l.Key).Select(l => l.Value)));
        Assert.Equal(("skill/competence", "cross-sector", EscoStatus.Released), (weld.Type, weld.ReuseLevel, weld.Status));
        Assert.Equal(EscoStatus.Obsolete, read.Skills.Single(s => s.Id == "a2").Status);
    }

    [Fact]
    public void Read_ColumnsInAnotherOrder_WithReplacementsAndOtherConcepts()
    {
        Write("skillGroups_en.csv", "status,conceptUri,preferredLabel,isReplacedBy\n"
            + "obsolete,http://data.europa.eu/esco/skill/old,old,http://data.europa.eu/esco/skill/b | http://data.europa.eu/esco/skill/c\nreleased,http://data.europa.eu/esco/isced-f/0613,software,\n");
        EscoRead read = EscoFolder.Read(_folder).Value;
        Assert.Equal(1, read.OtherRows);
        Assert.Equal(["http://data.europa.eu/esco/skill/b", "http://data.europa.eu/esco/skill/c"], Assert.Single(read.Skills).ReplacedBy!);
    }

    [Fact]
    public void Read_NothingOfUse_IsRefused()
    {
        Assert.Equal("esco.folder-not-found", EscoFolder.Read(Path.Combine(_folder, "none")).Problem!.Code);
        Assert.Equal("esco.no-skills", EscoFolder.Read(_folder).Problem!.Code);
    }

    [Fact]
    public void Read_PublicFiles_AreUnderstood()
    {
        string? folder = SharedFolder();
        Assert.SkipWhen(folder is null, "The shared data is not beside the repository.");
        EscoRead read = EscoFolder.Read(folder!).Value;
        Assert.True(read.Skills.Count > 1500, $"{read.Skills.Count}");
        Assert.All(read.Skills, s => Assert.NotEmpty(s.Labels));
        Assert.Equal("Haskell", read.Skills.Single(s => s.Id == "000f1d3d-220f-4789-9c0a-cc742521fb02").Labels["en"]);
        EscoSet set = EscoSet.Of(read.Skills);
        Assert.All(read.Skills, s => Assert.Equal(s.Status, set.Index.StatusOf(s.Uri)));
    }

    static string? SharedFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "data", "esco") is var path && Directory.Exists(path)) return path;
        return null;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
