using Hub.Esco;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Tests.Esco;

public sealed class EscoSkillsTests
{
    const string Welding = "5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11";
    const string Telex = "00000000-1d8b-4e5e-9f0f-3f3e7c2f3a11";

    static EscoSkill Skill(string id, EscoStatus status = EscoStatus.Released) => new(id, status, "knowledge", "cross-sector", null, new Dictionary<string, string> { ["pt"] = "soldar", ["en"] = "weld" });

    static EscoSet Set { get; } = EscoSet.Of([Skill(Welding), Skill(Telex, EscoStatus.Obsolete), Skill("S1.2")]);

    [Fact]
    public void Of_AnyOrder_GivesTheSameVersion()
    {
        EscoSet other = EscoSet.Of([Skill("S1.2"), Skill(Telex, EscoStatus.Obsolete), Skill(Welding)]);
        Assert.Equal(Set.Index.Version, other.Index.Version);
        Assert.True(Set.Lines.Span.SequenceEqual(other.Lines.Span));
        Assert.NotEqual(Set.Index.Version, EscoSet.Of([Skill(Welding)]).Index.Version);
        Assert.Equal((3, 1), (Set.Index.Count, Set.Obsolete));
        Assert.Equal(["en", "pt"], Set.Languages);
    }

    [Fact]
    public void StatusOf_WrittenAndReadBack_KnowsEverySkill()
    {
        EscoSkills read = EscoSkills.Read(Set.Index.Version, Set.Index.Write());
        Assert.Equal(EscoStatus.Released, read.StatusOf(EscoSkill.UriPrefix + Welding));
        Assert.Equal(EscoStatus.Released, read.StatusOf(EscoSkill.UriPrefix + Welding.ToUpperInvariant()));
        Assert.Equal(EscoStatus.Obsolete, read.StatusOf(EscoSkill.UriPrefix + Telex));
        Assert.Null(read.StatusOf(EscoSkill.UriPrefix + "S1"));
        Assert.Null(read.StatusOf("http://data.europa.eu/esco/occupation/" + Welding));
    }

    [Fact]
    public void Judge_LinksToSkills_WarnWhereEscoDoesNotKnowThemOrGaveThemUp()
    {
        (string, string)[] cells = [("localId", "1"), ("kind", "unit"), ("title@en", "T"), ("learningOutcomes@en", "a|b"), ("learningOutcomeSkills", $"{Telex}|"), ("escoSkills", $"{Welding}|{Guid.Empty}")];
        RowVerdict verdict = Judged.Row(Judged.Catalogue, Judged.Scope() with { Skills = Set.Index }, cells);
        Assert.Equal(["entry.skill-obsolete", "entry.skill-unknown"], verdict.Codes().Order());
        Assert.All(verdict.Findings, f => Assert.Equal((Severity.Warn, FindingSource.Register), (f.Severity, f.Code.Source)));
        Assert.Contains(verdict.Findings, f => f.Column == "learningOutcomeSkills" && f.Message.Contains(Telex, StringComparison.Ordinal));
        Assert.Empty(Judged.Row(Judged.Catalogue, Judged.Scope(), cells).Codes());
    }
}
