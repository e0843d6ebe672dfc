using Hub.Recognition.Requests.Files;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Tests.Recognition;

/// <summary>What a row of requests says by itself, before anybody is asked.</summary>
public sealed class FileRequestKindTests
{
    static readonly FileRequestKind Kind = new();

    static readonly Dictionary<string, string> Good = new()
    {
        ["localId"] = "R-1",
        ["learnerScheme"] = "nif",
        ["learnerId"] = "S-1",
        ["route"] = "unit-equivalence",
        ["target"] = "ES-IES~U-1",
        ["achievements"] = "A-1|ES-IES~A-2|A-1",
        ["language"] = "PT",
        ["contact"] = "ana@example.org",
    };

    [Fact]
    public void Judge_GoodRow_WritesCanonicalJson()
    {
        RowVerdict verdict = Judge(Good);
        Assert.Empty(verdict.Codes());
        Assert.Equal(
            """{"localId":"R-1","learnerScheme":"NIF","learnerId":"S-1","route":"unit-equivalence","target":"ES-IES~U-1","achievements":["PT-ESCOLA~A-1","ES-IES~A-2"],"language":"pt","contact":"ana@example.org"}""",
            verdict.Json());
        Assert.Empty(verdict.References);
    }

    [Theory]
    [InlineData("localId", "", "row.local-id-missing")]
    [InlineData("learnerId", "", "recognition.learner-missing")]
    [InlineData("route", "", "recognition.route-missing")]
    [InlineData("route", "Unit equivalence", "recognition.route-unreadable")]
    [InlineData("target", "", "recognition.target-missing")]
    [InlineData("achievements", "", "recognition.evidence-owed")]
    [InlineData("contact", "Ana <ana@example.org>", "recognition.contact-invalid")]
    [InlineData("contact", "ana", "recognition.contact-invalid")]
    [InlineData("language", "Klingonian", "cell.unknown-value")]
    public void Judge_CellThatIsWrong_IsSaid(string column, string cell, string code) =>
        Assert.Equal([code], Judge(new Dictionary<string, string>(Good) { [column] = cell }).Codes());

    [Fact]
    public void Judge_TooManyAchievements_IsSaid()
    {
        string most = string.Join('|', Enumerable.Range(0, 99).Select(i => $"A-{i}"));
        Assert.Empty(Judge(new Dictionary<string, string>(Good) { ["achievements"] = most }).Codes());
        Assert.Equal(["recognition.achievements-invalid"], Judge(new Dictionary<string, string>(Good) { ["achievements"] = most + "|A-99" }).Codes());
    }

    static RowVerdict Judge(Dictionary<string, string> cells) => Judged.Row(Kind, Judged.Scope(), [.. cells.Select(c => (c.Key, c.Value))]);
}
